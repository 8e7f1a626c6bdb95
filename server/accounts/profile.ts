import type { Ctx } from "../context.ts";
import type { AccountSummary } from "../posts/views/types.ts";
import { type RelatedAccount, readRelated } from "../relations/views/related.ts";
import { readRelationships } from "../relations/views/relationship.ts";
import { type AccountPostsRequest, readAccountPosts } from "../timelines/account.ts";
import type { Listed, PageRequest } from "../timelines/page.ts";
import type { TimelineEntry } from "../timelines/read.ts";
import { findSummary } from "./views/summaries.ts";

type Deps = Pick<Ctx, "sql" | "clock">;

const nothing = { items: [], older: null, newer: null };

/**
 * What an account wrote and boosted, as its profile shows it; null when there is no such account. Empty when it is suspended,
 * or blocks whoever looks.
 */
export async function readProfilePosts(
  ctx: Deps,
  viewerId: string | null,
  accountId: string,
  request: AccountPostsRequest,
): Promise<Listed<TimelineEntry> | null> {
  const account = await findSummary(ctx, accountId);
  if (account === null) return null;
  if (account.state !== "active" || (await blocks(ctx, account, viewerId))) return nothing;
  return readAccountPosts(ctx, viewerId, accountId, request);
}

/** Who follows an account or whom it follows, unless it keeps that to itself; null when there is no such account. */
export async function readProfileFollows(
  ctx: Deps,
  viewerId: string | null,
  accountId: string,
  list: "followers" | "following" | "endorsements",
  page: PageRequest,
): Promise<Listed<RelatedAccount> | null> {
  const account = await findSummary(ctx, accountId);
  if (account === null) return null;
  const isHidden = list !== "endorsements" && account.hideCollections && viewerId !== accountId;
  if (account.state !== "active" || isHidden || (await blocks(ctx, account, viewerId))) return nothing;
  return readRelated(ctx, list, accountId, viewerId, page);
}

async function blocks(ctx: Deps, account: AccountSummary, viewerId: string | null): Promise<boolean> {
  if (viewerId === null || viewerId === account.id) return false;
  const [relation] = await readRelationships(ctx, viewerId, [account.id]);
  return relation?.blockedBy ?? false;
}
