import type { IntakePort } from "#federation/ports.ts";
import type { Ctx } from "../context.ts";
import { openGate, type PolicyGate } from "../policy/gate-port.ts";
import { forgetHeldPost } from "../policy/holds/forget.ts";
import { receiveBoost, receiveReaction, receiveUndo } from "../reactions/receive.ts";
import { receivePin } from "../reactions/receive-pin.ts";
import { createInTurn } from "./in-turn.ts";
import { createPostReceiver } from "./receive.ts";
import { receiveDeletion, receiveRestoration } from "./receive-deletion.ts";
import { receiveEdit } from "./receive-edit.ts";
import { receiveQuoteAnswer, receiveQuoteRequest, receiveQuoteRevocation } from "./receive-quote.ts";
import { receiveVote } from "./receive-vote.ts";

type PostIntake = Pick<
  IntakePort,
  | "post"
  | "edit"
  | "deletePost"
  | "restorePost"
  | "vote"
  | "react"
  | "boost"
  | "undo"
  | "pin"
  | "quoteRequested"
  | "quoteAnswered"
  | "quoteRevoked"
>;

/**
 * The part of federation's intake that is about posts and what is done with them. Within one process, what is about the
 * same id is taken in one after another.
 *
 * `undo` answers `undo/not-a-reaction` for follows and blocks; for an Undo that does not say what it undoes it looks for
 * a reaction or boost and otherwise remembers the id, so relations should be asked first.
 */
export function createPostIntake(
  ctx: Pick<Ctx, "clock" | "ids" | "uris" | "db" | "sql" | "outbox">,
  policy: PolicyGate = openGate,
): PostIntake {
  const inTurn = createInTurn();
  const receivePost = createPostReceiver(ctx, policy);
  return {
    post: (post, author, arrival) => inTurn(post.iri, () => receivePost(post, author, arrival)),
    edit: (post, author) => inTurn(post.iri, () => receiveEdit(ctx, post, author, policy)),
    restorePost: (iri, by) => inTurn(iri, () => receiveRestoration(ctx, iri, by)),
    deletePost: (iri, by, { removal } = { removal: null }) =>
      inTurn(iri, async () => {
        const intake = await receiveDeletion(ctx, iri, by, removal);
        // What waits for a moderator is gone with the post.
        if (intake.outcome === "accepted") await forgetHeldPost(ctx, iri);
        return intake;
      }),
    vote: (vote) => receiveVote(ctx, vote),
    react: (reaction) => inTurn(reaction.iri, () => receiveReaction(ctx, reaction)),
    boost: (boost) => inTurn(boost.iri, () => receiveBoost(ctx, boost)),
    undo: (undone) => inTurn(undone.iri ?? undone.object ?? "", () => receiveUndo(ctx, undone)),
    pin: (pin) => receivePin(ctx, pin),
    quoteRequested: (request) => inTurn(request.quoting, () => receiveQuoteRequest(ctx, request)),
    quoteAnswered: (answer) => inTurn(answer.quoting ?? "", () => receiveQuoteAnswer(ctx, answer)),
    quoteRevoked: (authorization, by) => receiveQuoteRevocation(ctx, authorization, by),
  };
}
