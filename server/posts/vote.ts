import { err, ok, type Result } from "#protocol/result.ts";
import type { Ctx } from "../context.ts";
import { findVisible } from "./find.ts";
import { insertVotes, lockPoll, type OpenPoll } from "./store/votes.ts";

export type VoteError =
  | { type: "post/not-found"; postId: string }
  | { type: "poll/not-a-poll" }
  | { type: "poll/own" }
  | { type: "poll/closed" }
  | { type: "poll/already-voted" }
  | { type: "poll/no-such-option"; position: number }
  | { type: "poll/one-choice-only" };

/**
 * A vote of an account of this node, on a poll from here or elsewhere. Elsewhere the origin counts; until it says so, the
 * vote is added to the numbers shown here.
 *
 * @param input.choices positions of the chosen answers, from 0
 * @example await vote(ctx, { accountId, postId, choices: [1] });
 */
export async function vote(
  ctx: Pick<Ctx, "clock" | "ids" | "uris" | "db" | "outbox">,
  input: { accountId: string; postId: string; choices: readonly number[] },
): Promise<Result<void, VoteError>> {
  const { accountId, postId } = input;
  const result = await ctx.db.transaction(async (tx): Promise<Result<void, VoteError>> => {
    const post = await findVisible(tx, postId, accountId);
    if (post === null) return err({ type: "post/not-found", postId });
    const poll = await lockPoll(tx, postId, accountId);
    if (poll === null) return err({ type: "poll/not-a-poll" });
    const choices = [...new Set(input.choices)];
    const problem = whyNot(poll, choices, { isOwn: post.accountId === accountId, now: ctx.clock.now() });
    if (problem !== null) return err(problem);
    const votes = choices.map((position) => ({ position, iri: ctx.uris.activity(ctx.ids.next()) }));
    await insertVotes(tx, { postId, voterId: accountId, isFirst: true, votes, now: ctx.clock.now() });
    if (!post.isLocal) await ctx.outbox.append(tx, { kind: "vote.cast", postId, accountId });
    return ok();
  });
  if (result.ok) ctx.outbox.wake();
  return result;
}

function whyNot(
  poll: OpenPoll,
  choices: readonly number[],
  { isOwn, now }: { isOwn: boolean; now: Date },
): VoteError | null {
  if (isClosed(poll, now)) return { type: "poll/closed" };
  if (isOwn) return { type: "poll/own" };
  if (poll.chosen.length > 0) return { type: "poll/already-voted" };
  if (choices.length !== 1 && !(poll.multiple && choices.length > 1)) return { type: "poll/one-choice-only" };
  const unknown = choices.find((position) => poll.titles[position] === undefined);
  return unknown === undefined ? null : { type: "poll/no-such-option", position: unknown };
}

export function isClosed(poll: Pick<OpenPoll, "closedAt" | "closesAt">, now: Date): boolean {
  return poll.closedAt !== null || (poll.closesAt !== null && poll.closesAt <= now);
}
