import type { Iri } from "#protocol/ids/iri.ts";
import type { JsonObject } from "#protocol/model/activity.ts";
import { channelFollowed, followAccepted, quoteAnswered } from "./activities/accept/outbound.ts";
import { pinAdded, pinRemoved } from "./activities/add/outbound.ts";
import { noteAnnounced } from "./activities/announce/context-note.ts";
import { decisionAnnounced } from "./activities/announce/decision.ts";
import { boostCreated } from "./activities/announce/outbound.ts";
import { blockCreated } from "./activities/block/outbound.ts";
import { postCreated, voteCast } from "./activities/create/outbound.ts";
import { accountDeleted, postDeleted, postRemoved, quoteRevoked } from "./activities/delete/outbound.ts";
import { reportAnswered } from "./activities/flag/answered.ts";
import { reportNote } from "./activities/flag/note.ts";
import { reportForwarded } from "./activities/flag/outbound.ts";
import { followRequested, relayFollowed } from "./activities/follow/outbound.ts";
import { reactionCreated } from "./activities/like/outbound.ts";
import { accountMoved } from "./activities/move/outbound.ts";
import { quoteRequested } from "./activities/quote-request/outbound.ts";
import { followRejected } from "./activities/reject/outbound.ts";
import {
  blockUndone,
  boostUndone,
  followUndone,
  postRestored,
  reactionUndone,
  relayUnfollowed,
} from "./activities/undo/outbound.ts";
import { accountSuspended, accountUpdated, pollClosed, postEdited } from "./activities/update/outbound.ts";
import type { SignDocument } from "./delivery/sign.ts";
import type { Build, EventOf, OutboundDeps, Outgoing } from "./outgoing.ts";
import type { OutboundEvent } from "./ports.ts";

type Kind = OutboundEvent["kind"];

/** What each event tells other servers. The compiler sees to it that none is forgotten. */
const builders: { readonly [K in Kind]: Build<K> } = {
  "account.deleted": accountDeleted,
  "account.moved": accountMoved,
  "account.suspended": accountSuspended,
  "account.updated": accountUpdated,
  "block.created": blockCreated,
  "block.undone": blockUndone,
  "boost.created": boostCreated,
  "boost.undone": boostUndone,
  "channel.followed": channelFollowed,
  "follow.accepted": followAccepted,
  "follow.rejected": followRejected,
  "follow.requested": followRequested,
  "follow.undone": followUndone,
  "moot.decision": decisionAnnounced,
  "note.announced": noteAnnounced,
  "pin.added": pinAdded,
  "pin.removed": pinRemoved,
  "poll.closed": pollClosed,
  "post.created": postCreated,
  "post.deleted": postDeleted,
  "post.edited": postEdited,
  "post.removed": postRemoved,
  "post.restored": postRestored,
  "quote.answered": quoteAnswered,
  "quote.requested": quoteRequested,
  "quote.revoked": quoteRevoked,
  "reaction.created": reactionCreated,
  "reaction.undone": reactionUndone,
  "relay.followed": relayFollowed,
  "relay.unfollowed": relayUnfollowed,
  "report.answered": reportAnswered,
  "report.forwarded": reportForwarded,
  "report.note": reportNote,
  "vote.cast": voteCast,
};

export interface Publisher {
  /**
   * Builds, signs and stores what an event has to tell, with one delivery an inbox. Doing it again does nothing. The
   * caller wakes the deliverer.
   *
   * @param eventId the outbox event's id
   */
  publish(eventId: string, event: OutboundEvent): Promise<void>;
}

/**
 * @example
 * const publisher = createPublisher(ports, createDocumentSigner(ports, { contextLoader }));
 * await publisher.publish(eventId, { kind: "post.created", postId });
 */
export function createPublisher(deps: OutboundDeps, sign: SignDocument): Publisher {
  return {
    async publish(eventId, event) {
      for (const outgoing of await buildActivities(deps, eventId, event)) {
        const { document, sender, channel, audience, isPublic, orderKey } = outgoing;
        // What is private and goes nowhere is of no use to anyone; what is public is served under its id.
        if (audience.length === 0 && !isPublic) continue;
        const options = channel === undefined ? { isPublic } : { isPublic, channel };
        const body = outgoing.signed ?? encode(await sign(sender.id, document, options));
        const { iri, id, type } = identityOf(deps, document, eventId);
        await deps.deliveries.enqueue(
          { id, iri, senderId: sender.id, type, body, isPublic, orderKey },
          audience,
        );
      }
    },
  };
}

const encode = (document: JsonObject) => new TextEncoder().encode(JSON.stringify(document));

/** The activities of an event, unsigned; none when it is moot. */
export async function buildActivities<K extends Kind>(
  deps: OutboundDeps,
  eventId: string,
  event: EventOf<K>,
): Promise<readonly Outgoing[]> {
  const build: Build<K> = builders[event.kind as K];
  const built = await build(deps, event, { id: eventId, iri: deps.uris.activity(eventId) });
  return built === null ? [] : [built].flat();
}

/** An activity is stored under the id that its IRI names, so that it is served there. */
function identityOf({ uris }: Pick<OutboundDeps, "uris">, { id, type }: JsonObject, eventId: string) {
  const named = uris.parse(String(id));
  return { iri: id as Iri, type: String(type), id: named?.name === "activity" ? named.id : eventId };
}
