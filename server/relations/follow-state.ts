import type { Ctx, Tx } from "../context.ts";
import { fitHome, mergeIntoHome, removeFromHome } from "../timelines/merge.ts";
import {
  changeFollow,
  changeTerms,
  countFollows,
  deleteFollows,
  type FollowRow,
  type FollowTerms,
  insertFollow,
} from "./store/follows.ts";
import { lockAccounts } from "./store/parties.ts";

/** A new follow with everything that hangs on it: counters and the follower's home. The caller holds both accounts. */
export async function begin(ctx: Pick<Ctx, "clock">, tx: Tx, follow: FollowRow): Promise<void> {
  await insertFollow(tx, follow, ctx.clock.now());
  if (follow.state === "accepted") await takeEffect(tx, follow);
}

/** A follow that waited is accepted. The caller holds both accounts. */
export async function accept(ctx: Pick<Ctx, "clock">, tx: Tx, follow: FollowRow): Promise<void> {
  await changeFollow(tx, follow, { acceptedAt: ctx.clock.now() });
  await takeEffect(tx, follow);
}

/** Other terms for a follow of a local account; what is absent stays as it is. The caller holds both accounts. */
export async function renegotiate(tx: Tx, follow: FollowRow, changes: Partial<FollowTerms>): Promise<void> {
  const { showsBoosts, notifies, languages } = { ...follow, ...changes };
  await changeTerms(tx, follow, { showsBoosts, notifies, languages });
  const concernsHome = showsBoosts !== follow.showsBoosts || languages?.join() !== follow.languages?.join();
  if (follow.state === "accepted" && concernsHome) await fitHome(tx, follow.followerId, follow.followeeId);
}

/** Ends a follow; null when there is none. The caller holds both accounts. */
export async function sever(tx: Tx, followerId: string, followeeId: string): Promise<FollowRow | null> {
  const [removed] = await severHeld(tx, [{ followerId, followeeId }]);
  return removed ?? null;
}

/** Ends many follows at once; answers those that were there. */
export async function severAll(
  tx: Tx,
  pairs: readonly { followerId: string; followeeId: string }[],
): Promise<FollowRow[]> {
  if (pairs.length === 0) return [];
  await lockAccounts(
    tx,
    pairs.flatMap((pair) => [pair.followerId, pair.followeeId]),
  );
  return severHeld(tx, pairs);
}

async function severHeld(tx: Tx, pairs: readonly { followerId: string; followeeId: string }[]) {
  const removed = await deleteFollows(tx, pairs);
  const accepted = removed.filter((follow) => follow.state === "accepted");
  await countFollows(tx, accepted, -1);
  for (const follow of accepted) {
    if (follow.followerIsLocal) await removeFromHome(tx, follow.followerId, follow.followeeId);
  }
  return removed;
}

async function takeEffect(tx: Tx, follow: FollowRow): Promise<void> {
  await countFollows(tx, [follow], 1);
  if (follow.followerIsLocal) await mergeIntoHome(tx, follow.followerId, follow.followeeId);
}
