import { err, ok, type Result } from "#protocol/result.ts";
import type { Ctx } from "../context.ts";
import { notify } from "../notifications/notify.ts";
import { accept, sever } from "./follow-state.ts";
import { deleteRequestNotice, readFollow } from "./store/follows.ts";
import { lockPair } from "./store/parties.ts";
import { tellFollower } from "./unfollow.ts";

export type AnswerError = { type: "follow/not-requested"; followerId: string };

/** A local account answers a request to follow it. Accepting what was accepted before does nothing. */
export async function answerFollow(
  ctx: Pick<Ctx, "db" | "clock" | "ids" | "outbox">,
  input: { followeeId: string; followerId: string; answer: "accept" | "reject" },
): Promise<Result<undefined, AnswerError>> {
  const { followeeId, followerId, answer } = input;
  const outcome = await ctx.db.transaction(async (tx): Promise<Result<undefined, AnswerError>> => {
    await lockPair(tx, followerId, followeeId);
    const follow = await readFollow(tx, followerId, followeeId);
    if (follow === null || (answer === "reject" && follow.state === "accepted"))
      return err({ type: "follow/not-requested", followerId });
    if (follow.state === "accepted") return ok();
    if (answer === "reject") {
      await sever(tx, followerId, followeeId);
      if (!follow.followerIsLocal) await tellFollower(ctx, tx, follow);
      return ok();
    }
    await accept(ctx, tx, follow);
    // What was a request is a follow now.
    await deleteRequestNotice(tx, follow);
    await notify(ctx, tx, { accountId: followeeId, kind: "follow", fromAccountId: followerId });
    if (follow.followerIsLocal)
      await notify(ctx, tx, { accountId: followerId, kind: "follow-accepted", fromAccountId: followeeId });
    else
      await ctx.outbox.append(tx, { kind: "follow.accepted", followerId, followeeId, followIri: follow.iri });
    return ok();
  });
  ctx.outbox.wake();
  return outcome;
}
