import { err, ok, type Result } from "#protocol/result.ts";
import type { Ctx, Tx } from "../context.ts";
import { notify } from "../notifications/notify.ts";
import { begin } from "./follow-state.ts";
import { readFollow } from "./store/follows.ts";
import { lockPair, readBarriers } from "./store/parties.ts";

type Deps = Pick<Ctx, "db" | "ids" | "clock" | "uris" | "outbox">;

export type FollowError =
  | { type: "follow/self" }
  | { type: "follow/account-gone"; accountId: string }
  /** One of the two blocks the other, or the other's domain. */
  | { type: "follow/blocked" };

export interface FollowInput {
  followerId: string;
  followeeId: string;
}

/**
 * A local account follows somebody. `pending` means that the followee, or the followee's server, has not answered yet.
 * Following twice does nothing.
 *
 * @example await requestFollow(ctx, { followerId: ana.id, followeeId: ben.id }); // { state: "accepted" }
 */
export async function requestFollow(
  ctx: Deps,
  input: FollowInput,
): Promise<Result<{ state: "pending" | "accepted" }, FollowError>> {
  const outcome = await ctx.db.transaction((tx) => followIn(ctx, tx, input));
  ctx.outbox.wake();
  return outcome;
}

/** {@link requestFollow} as a part of a larger transaction. */
export async function followIn(
  ctx: Omit<Deps, "db">,
  tx: Tx,
  { followerId, followeeId }: FollowInput,
): Promise<Result<{ state: "pending" | "accepted" }, FollowError>> {
  if (followerId === followeeId) return err({ type: "follow/self" });
  const [follower, followee] = await lockPair(tx, followerId, followeeId);
  if (follower?.state !== "active" || !follower.isLocal)
    return err({ type: "follow/account-gone", accountId: followerId });
  if (followee?.state !== "active" || followee.movedTo !== null)
    return err({ type: "follow/account-gone", accountId: followeeId });
  const barriers = await readBarriers(tx, follower, followee);
  if (barriers.blocks || barriers.isBlocked) return err({ type: "follow/blocked" });

  const existing = await readFollow(tx, followerId, followeeId);
  if (existing !== null) return ok({ state: existing.state });
  const iri = ctx.uris.activity(ctx.ids.next());
  const state = followee.isLocal && !followee.locked ? "accepted" : "pending";
  await begin(ctx, tx, { followerId, followeeId, iri, state, followerIsLocal: true });
  if (followee.isLocal) {
    const kind = state === "accepted" ? "follow" : "follow-request";
    await notify(ctx, tx, { accountId: followeeId, kind, fromAccountId: followerId });
  } else {
    await ctx.outbox.append(tx, { kind: "follow.requested", followerId, followeeId, followIri: iri });
  }
  return ok({ state });
}
