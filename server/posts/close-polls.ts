import type { Ctx } from "../context.ts";
import { notify } from "../notifications/notify.ts";
import { closeDuePolls, localVoters } from "./store/votes.ts";

const BATCH = 50;

/**
 * Closes polls whose time is over, tells who voted here, and for polls of this node the other servers. A periodic task;
 * several processes may run it.
 *
 * @returns how many were closed
 */
export async function closePolls(ctx: Pick<Ctx, "clock" | "ids" | "db" | "outbox">): Promise<number> {
  const closed = await ctx.db.transaction(async (tx) => {
    const due = await closeDuePolls(tx, ctx.clock.now(), BATCH);
    for (const { postId, authorId, isLocal, isGone } of due) {
      // What moderators removed closes too, and nobody is told.
      if (isGone) continue;
      const voters = await localVoters(tx, postId);
      const notices = voters.map(
        (accountId) => ({ accountId, kind: "poll", fromAccountId: authorId, postId }) as const,
      );
      await notify(ctx, tx, notices);
      if (isLocal) await ctx.outbox.append(tx, { kind: "poll.closed", postId });
    }
    return due.length;
  });
  if (closed > 0) ctx.outbox.wake();
  return closed;
}
