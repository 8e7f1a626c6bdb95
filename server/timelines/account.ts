import type { Ctx } from "../context.ts";
import { visibleTo } from "../posts/visible.ts";
import type { Listed, PageRequest } from "./page.ts";
import { readTimeline, type TimelineEntry } from "./read.ts";

export interface AccountPostsRequest extends PageRequest {
  /** Leave out answers to other people. */
  withoutReplies?: boolean;
  withoutBoosts?: boolean;
  onlyMedia?: boolean;
}

/**
 * What an account wrote and boosted, as far as the viewer may see it.
 *
 * @param viewerId null for nobody in particular
 */
export function readAccountPosts(
  ctx: Pick<Ctx, "sql" | "clock">,
  viewerId: string | null,
  accountId: string,
  page: AccountPostsRequest,
): Promise<Listed<TimelineEntry>> {
  return readTimeline(ctx, viewerId, page, { ...accountSource(page), parameters: [accountId] });
}

export function accountSource(page: AccountPostsRequest) {
  const own = `select o.id as entry_id, o.id as post_id, null::uuid as boosted_by_id from posts o
    where o.account_id = $5::uuid and o.deleted_at is null and o.id < $2::uuid and o.id > $3::uuid
      ${page.withoutReplies ? "and (o.in_reply_to_iri is null or o.in_reply_to_account_id = o.account_id)" : ""}
      ${page.onlyMedia ? "and o.media <> '[]'" : ""}`;
  const boosted = `select c.id, c.post_id, c.account_id from boosts c
    where c.account_id = $5::uuid and c.visibility <> 'followers' and c.id < $2::uuid and c.id > $3::uuid`;
  const both = page.withoutBoosts || page.onlyMedia ? own : `${own} union all ${boosted}`;
  return {
    from: `(${both}) h join posts p on p.id = h.post_id left join accounts b on b.id = h.boosted_by_id`,
    where: visibleTo("p", "$1::uuid"),
    id: "h.entry_id",
    hasBoosts: true,
  };
}
