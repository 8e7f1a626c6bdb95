import type { Intake, IntakePort } from "#federation/ports.ts";
import { speaksForServer } from "../accounts/speaks-for-server.ts";
import type { Ctx } from "../context.ts";
import { notify } from "../notifications/notify.ts";
import { accept, begin, sever } from "./follow-state.ts";
import { isBuried } from "./store/buried.ts";
import { changeFollow, type FollowRow, readFollow, readFollowByIri, usualTerms } from "./store/follows.ts";
import { lockPair, readBarriers } from "./store/parties.ts";
import { tellFollower } from "./unfollow.ts";

type Deps = Pick<Ctx, "db" | "ids" | "clock" | "outbox" | "uris">;

/**
 * A remote account follows a local one: accepted at once unless the followee is locked, refused when it is blocked or
 * the followee has moved away. A Follow of who follows already is answered again: the first answer was lost. The node's own account is
 * followed by nodes alone.
 */
export async function receiveFollow(
  ctx: Deps,
  { iri, follower, followee }: Parameters<IntakePort["follow"]>[0],
  { nodesMayFollow } = { nodesMayFollow: true },
): Promise<Intake> {
  const intake = await ctx.db.transaction(async (tx): Promise<Intake> => {
    if (await isBuried(tx, iri, ctx.clock.now())) return { outcome: "ignored", reason: "follow/undone" };
    const [from, to] = await lockPair(tx, follower.id, followee.id);
    const isNode = to?.iri === ctx.uris.nodeActor();
    const isOpen = isNode ? nodesMayFollow && from !== null && speaksForServer(from) : true;
    if (!to?.isLocal || to.state !== "active" || !isOpen)
      return { outcome: "ignored", reason: "follow/no-such-account" };
    if (from?.state !== "active" || from.isLocal)
      return { outcome: "ignored", reason: "follow/follower-gone" };
    const follow: FollowRow = {
      followerId: from.id,
      followeeId: to.id,
      iri,
      state: !isNode && (to.locked || from.mustAsk) ? "pending" : "accepted",
      followerIsLocal: false,
      ...usualTerms,
    };
    if (to.movedTo !== null || (await readBarriers(tx, to, from)).blocks) {
      await tellFollower(ctx, tx, follow);
      return { outcome: "ignored", reason: to.movedTo === null ? "follow/blocked" : "follow/moved-away" };
    }
    const existing = await readFollow(tx, from.id, to.id);
    const state = existing?.state ?? follow.state;
    if (existing !== null) await changeFollow(tx, existing, { iri });
    else {
      await begin(ctx, tx, follow);
    }
    if (existing === null && !isNode) {
      const kind = follow.state === "accepted" ? "follow" : "follow-request";
      await notify(ctx, tx, { accountId: to.id, kind, fromAccountId: from.id });
    }
    if (state === "accepted")
      await ctx.outbox.append(tx, {
        kind: "follow.accepted",
        followerId: from.id,
        followeeId: to.id,
        followIri: iri,
      });
    return { outcome: "accepted" };
  });
  ctx.outbox.wake();
  return intake;
}

/**
 * A remote account answers a Follow from here. A Reject also ends what was accepted before. An answer that names a
 * Follow must be by whom it follows.
 */
export async function receiveFollowAnswer(
  ctx: Omit<Deps, "outbox" | "uris">,
  { iri, follower, followee, accepted }: Parameters<IntakePort["followAnswered"]>[0],
): Promise<Intake> {
  return ctx.db.transaction(async (tx): Promise<Intake> => {
    const named = iri === null ? null : await readFollowByIri(tx, iri);
    const followerId = named?.followeeId === followee.id ? named.followerId : follower?.id;
    if (followerId === undefined) return { outcome: "ignored", reason: "follow/unknown" };
    await lockPair(tx, followerId, followee.id);
    const follow = await readFollow(tx, followerId, followee.id);
    if (!follow?.followerIsLocal) return { outcome: "ignored", reason: "follow/unknown" };
    if (!accepted) await sever(tx, followerId, followee.id);
    else if (follow.state === "pending") {
      await accept(ctx, tx, follow);
      await notify(ctx, tx, { accountId: followerId, kind: "follow-accepted", fromAccountId: followee.id });
    }
    return { outcome: "accepted" };
  });
}
