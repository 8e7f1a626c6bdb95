import { err, ok, type Result } from "#protocol/result.ts";
import type { Ctx, Tx } from "../context.ts";
import type { ListError } from "./lists.ts";
import {
  copyMembership,
  countMembers,
  deleteMembers,
  findList,
  insertMembers,
  readCandidates,
} from "./store.ts";

const MAX_MEMBERS = 1_000;

export type MemberError =
  | Extract<ListError, { type: "list/not-found" }>
  | { type: "list/account-not-found" }
  | { type: "list/not-followed" }
  | { type: "list/already-on-it" }
  | { type: "list/too-many-members"; most: number };

interface Input {
  accountId: string;
  listId: string;
  memberIds: readonly string[];
}

/** Puts accounts on a list: all or none. They must be followed, or asked to be, or be the owner. */
export async function addMembers(
  ctx: Pick<Ctx, "db" | "clock">,
  { accountId, listId, memberIds }: Input,
): Promise<Result<void, MemberError>> {
  return ctx.db.transaction(async (tx) => {
    const list = await findList(tx, accountId, listId);
    if (list === null) return err({ type: "list/not-found", listId });
    const candidates = await readCandidates(tx, list, memberIds);
    if (candidates.length < memberIds.length) return err({ type: "list/account-not-found" });
    if (candidates.some(({ id, isFollowed }) => id !== accountId && !isFollowed))
      return err({ type: "list/not-followed" });
    if (candidates.some(({ isMember }) => isMember)) return err({ type: "list/already-on-it" });
    if ((await countMembers(tx, listId)) + memberIds.length > MAX_MEMBERS)
      return err({ type: "list/too-many-members", most: MAX_MEMBERS });
    await insertMembers(tx, list, memberIds, ctx.clock.now());
    return ok(undefined);
  });
}

/** Takes accounts off a list; those that are not on it do not matter. */
export async function removeMembers(
  ctx: Pick<Ctx, "sql">,
  { accountId, listId, memberIds }: Input,
): Promise<Result<void, MemberError>> {
  if ((await findList(ctx.sql, accountId, listId)) === null) return err({ type: "list/not-found", listId });
  await deleteMembers(ctx.sql, listId, memberIds);
  return ok(undefined);
}

/** Whom somebody follows has moved: on their lists the new account stands beside the old one, which leaves with its follow. */
export function moveMember(
  ctx: Pick<Ctx, "clock">,
  tx: Tx,
  { ownerId, fromId, toId }: { ownerId: string; fromId: string; toId: string },
): Promise<void> {
  return copyMembership(tx, ownerId, { fromId, toId }, ctx.clock.now());
}
