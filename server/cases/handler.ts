import type { Handler } from "#moderation/cases/words.ts";
import { may } from "../admin/permissions.ts";
import type { Viewer } from "../api/viewer.ts";
import type { Ctx } from "../context.ts";
import { communitiesOf, findCommunity, readCommunities, readModerators } from "./store.ts";

/**
 * Who somebody is at the desk: a moderator of the node sees every case, the owner of a local group those of the group.
 *
 * @returns null for who handles no cases
 * @example const by = await handlerOf(ctx, viewer);
 */
export async function handlerOf(ctx: Pick<Ctx, "sql">, viewer: Viewer): Promise<Handler | null> {
  const { accountId, role } = viewer;
  if (may(role, "case.read")) return { accountId, communities: null };
  const communities = await communitiesOf(ctx.sql, accountId);
  return communities.length > 0 ? { accountId, communities } : null;
}

/** Whom a case can be given to: of a community's case its owners too. */
export function listHandlers(
  ctx: Pick<Ctx, "sql">,
  communityId: string | null,
): Promise<{ id: string; username: string }[]> {
  return readModerators(ctx.sql, communityId);
}

/** Communities of this node by name, at most a thousand: those that somebody looks after, or with null all of them. */
export function listCommunities(
  ctx: Pick<Ctx, "sql">,
  ownerId: string | null,
): Promise<{ id: string; username: string }[]> {
  return readCommunities(ctx.sql, ownerId);
}

/** Whether there is such a local group, and, where an account is given, whether that looks after it. */
export function isCommunity(ctx: Pick<Ctx, "sql">, id: string, ownerId: string | null): Promise<boolean> {
  return findCommunity(ctx.sql, id, ownerId);
}
