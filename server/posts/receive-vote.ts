import type { Intake, IntakePort } from "#federation/ports.ts";
import type { Ctx } from "../context.ts";
import { findByIri, findVisible } from "./find.ts";
import { insertVotes, lockPoll } from "./store/votes.ts";
import { isClosed } from "./vote.ts";

/** A vote from another server on a poll of this node. Each answer of a multiple choice comes as a vote of its own. */
export async function receiveVote(
  ctx: Pick<Ctx, "clock" | "db">,
  { iri, voter, question, option }: Parameters<IntakePort["vote"]>[0],
): Promise<Intake> {
  return ctx.db.transaction(async (tx): Promise<Intake> => {
    const ignored = (reason: string): Intake => ({ outcome: "ignored", reason });
    const found = await findByIri(tx, question);
    if (found === null || found.deletedAt !== null) return ignored("post/unknown");
    if (!found.isLocal) return ignored("vote/not-our-poll");
    if ((await findVisible(tx, found.id, voter.id)) === null) return ignored("vote/not-allowed");
    const poll = await lockPoll(tx, found.id, voter.id);
    if (poll === null) return ignored("vote/not-a-poll");
    const position = poll.titles.indexOf(option);
    if (position === -1) return ignored("vote/no-such-option");
    if (poll.chosen.includes(position)) return { outcome: "accepted" };
    if (isClosed(poll, ctx.clock.now())) return ignored("vote/closed");
    if (poll.chosen.length > 0 && !poll.multiple) return ignored("vote/already");
    const isFirst = poll.chosen.length === 0;
    const votes = [{ position, iri }];
    await insertVotes(tx, { postId: found.id, voterId: voter.id, isFirst, votes, now: ctx.clock.now() });
    return { outcome: "accepted" };
  });
}
