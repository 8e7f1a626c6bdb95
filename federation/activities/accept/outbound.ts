import type { Iri } from "#protocol/ids/iri.ts";
import { writeAccept, writeReject } from "#protocol/vocab/write/accept.ts";
import { writeFollow } from "#protocol/vocab/write/follow.ts";
import { writeQuoteRequest } from "#protocol/vocab/write/quote-request.ts";
import { inboxesOf } from "../../audience.ts";
import { activeSender, type Build, type EventOf, type OutboundDeps, type Outgoing } from "../../outgoing.ts";
import { endsOf } from "../follow/outbound.ts";

/** The answer to a `Follow`, which it embeds: some peers look for more than its id. */
export async function answerToFollow(
  deps: OutboundDeps,
  event: EventOf<"follow.accepted"> | EventOf<"follow.rejected">,
  iri: Iri,
): Promise<Outgoing | null> {
  const ends = await endsOf(deps, event);
  if (ends === null || !ends.followee.isLocal) return null;
  const { follower, followee } = ends;
  const activity = writeFollow({ iri: event.followIri, actor: follower.iri, object: followee.iri });
  const write = event.kind === "follow.accepted" ? writeAccept : writeReject;
  return {
    document: write({ iri, actor: followee.iri, activity, to: follower.iri }),
    sender: followee,
    audience: await inboxesOf(deps, { privately: [follower] }),
    isPublic: false,
    orderKey: event.followIri,
  };
}

export const followAccepted: Build<"follow.accepted"> = (deps, event, { iri }) =>
  answerToFollow(deps, event, iri);

/** The answer of a channel, which every Follow of it gets. */
export const channelFollowed: Build<"channel.followed"> = async (deps, event, { iri }) => {
  const [owner, follower] = await Promise.all([
    activeSender(deps, event.ownerId),
    deps.accounts.byId(event.followerId),
  ]);
  if (owner === null || follower === null) return null;
  const channel = deps.uris.channel(owner.id);
  const activity = writeFollow({ iri: event.followIri, actor: follower.iri, object: channel });
  return {
    document: writeAccept({ iri, actor: channel, activity, to: follower.iri }),
    sender: owner,
    channel,
    audience: await inboxesOf(deps, { privately: [follower] }),
    isPublic: false,
    orderKey: event.followIri,
  };
};

/** The answer to a `QuoteRequest` (FEP-044f): an `Accept` with the stamp as its `result`, or a `Reject`. */
export const quoteAnswered: Build<"quote.answered"> = async (deps, { authorizationId }, { iri }) => {
  const stamp = await deps.posts.quoteAuthorization(authorizationId);
  if (stamp === null || stamp.requestIri === null || !stamp.author.isLocal) return null;
  if (stamp.state !== "accepted" && stamp.state !== "rejected") return null;
  const { author, quoted, quoting, quotingAccount, requestIri } = stamp;
  const asker = await deps.accounts.byIri(quotingAccount);
  if (asker === null) return null;
  const request = { iri: requestIri, actor: quotingAccount, quoted, quote: quoting, author: author.iri };
  const answer = {
    iri,
    actor: author.iri,
    activity: writeQuoteRequest(request),
    to: quotingAccount,
  };
  return {
    document:
      stamp.state === "accepted" ? writeAccept({ ...answer, result: stamp.iri }) : writeReject(answer),
    sender: author,
    audience: await inboxesOf(deps, { privately: [asker] }),
    isPublic: false,
    orderKey: requestIri,
  };
};
