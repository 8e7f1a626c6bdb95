import type { Intake, KnownAccount } from "#federation/ports.ts";
import type { Ctx, Tx } from "../context.ts";
import { moveMember } from "../lists/members.ts";
import { notify } from "../notifications/notify.ts";
import { block } from "./block.ts";
import { followIn } from "./follow.ts";
import { sever } from "./follow-state.ts";
import { readLocalBlockers } from "./store/blocks.ts";
import { readLocalFollowers } from "./store/followers.ts";
import { readFollow } from "./store/follows.ts";
import { copyMutes } from "./store/mutes.ts";
import { lockAccounts } from "./store/parties.ts";
import { tellFollowee } from "./unfollow.ts";

type Deps = Pick<Ctx, "db" | "sql" | "ids" | "clock" | "uris" | "outbox">;
type Moved = Pick<KnownAccount, "id" | "isLocal">;

/**
 * An account has moved: its followers here follow the new account instead, who blocked or muted the old one also blocks
 * or mutes the new one. The caller has checked that the new account names the old one among its aliases. Done follower
 * by follower, so that it can be broken off and done again.
 */
export async function receiveMove(ctx: Deps, { from, to }: { from: Moved; to: Moved }): Promise<Intake> {
  if (from.id === to.id) return { outcome: "ignored", reason: "move/self" };
  await carryBarriersOver(ctx, from, to);
  for (const follower of await readLocalFollowers(ctx.sql, from.id)) {
    await ctx.db.transaction((tx) => goOver(ctx, tx, follower.id, from, to));
    ctx.outbox.wake();
  }
  return { outcome: "accepted" };
}

async function goOver(
  ctx: Omit<Deps, "db" | "sql">,
  tx: Tx,
  followerId: string,
  from: Moved,
  to: Moved,
): Promise<void> {
  await lockAccounts(tx, [followerId, from.id, to.id]);
  // Who follows nobody new, as the new account is their own or blocked, still stops following the old one.
  const terms = (await readFollow(tx, followerId, from.id)) ?? {};
  await followIn(ctx, tx, { followerId, followeeId: to.id, terms });
  await moveMember(ctx, tx, { ownerId: followerId, fromId: from.id, toId: to.id });
  const ended = await sever(tx, followerId, from.id);
  if (ended !== null && !from.isLocal) await tellFollowee(ctx, tx, ended);
  await notify(ctx, tx, { accountId: followerId, kind: "move", fromAccountId: from.id });
}

async function carryBarriersOver(ctx: Deps, from: Moved, to: Moved): Promise<void> {
  await copyMutes(ctx.sql, from.id, to.id, ctx.clock.now());
  for (const accountId of await readLocalBlockers(ctx.sql, from.id))
    await block(ctx, { accountId, targetId: to.id });
}
