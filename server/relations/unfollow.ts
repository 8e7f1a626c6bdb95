import type { Ctx, Tx } from "../context.ts";
import { sever } from "./follow-state.ts";
import type { FollowRow } from "./store/follows.ts";
import { lockPair } from "./store/parties.ts";

type Deps = Pick<Ctx, "db" | "outbox">;

/** A local account follows somebody no longer, or takes its request back. Answers whether there was anything to end. */
export async function unfollow(
  ctx: Deps,
  { followerId, followeeId }: { followerId: string; followeeId: string },
): Promise<boolean> {
  const removed = await ctx.db.transaction(async (tx) => {
    const [, followee] = await lockPair(tx, followerId, followeeId);
    const follow = await sever(tx, followerId, followeeId);
    if (follow !== null && followee !== null && !followee.isLocal) await tellFollowee(ctx, tx, follow);
    return follow !== null;
  });
  ctx.outbox.wake();
  return removed;
}

/** A local account lets somebody follow it no longer. Answers whether they did. */
export async function removeFollower(
  ctx: Deps,
  { followeeId, followerId }: { followeeId: string; followerId: string },
): Promise<boolean> {
  const removed = await ctx.db.transaction(async (tx) => {
    await lockPair(tx, followerId, followeeId);
    const follow = await sever(tx, followerId, followeeId);
    if (follow !== null && !follow.followerIsLocal) await tellFollower(ctx, tx, follow);
    return follow !== null;
  });
  ctx.outbox.wake();
  return removed;
}

/** Undo of the Follow: for a remote followee. */
export function tellFollowee(ctx: Pick<Ctx, "outbox">, tx: Tx, follow: FollowRow): Promise<void> {
  const { followerId, followeeId, iri } = follow;
  return ctx.outbox.append(tx, { kind: "follow.undone", followerId, followeeId, followIri: iri });
}

/** Reject of the Follow, also of one that was accepted before: for a remote follower. */
export function tellFollower(ctx: Pick<Ctx, "outbox">, tx: Tx, follow: FollowRow): Promise<void> {
  const { followerId, followeeId, iri } = follow;
  return ctx.outbox.append(tx, { kind: "follow.rejected", followerId, followeeId, followIri: iri });
}
