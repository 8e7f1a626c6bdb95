import { type Peer, type PeerActor, PUBLIC } from "./network-peer.ts";

const CONTEXT = "https://www.w3.org/ns/activitystreams";

/** A public Note of a peer's actor, served at its id. */
export function note(peer: Peer, author: PeerActor, more: Record<string, unknown> = {}) {
  const document = {
    "@context": CONTEXT,
    id: peer.mint("notes"),
    type: "Note",
    attributedTo: author.iri,
    content: "<p>Hello</p>",
    published: new Date().toISOString(),
    to: [PUBLIC],
    cc: [author.followers],
    ...more,
  };
  peer.serve(document.id, document);
  return document;
}

/** Any activity of a peer's actor, addressed to everybody. */
export function activity<Target>(
  peer: Peer,
  type: string,
  actor: Pick<PeerActor, "iri" | "followers">,
  object: Target,
  more: Record<string, unknown> = {},
) {
  return {
    "@context": CONTEXT,
    id: peer.mint("activities"),
    type,
    actor: actor.iri,
    to: [PUBLIC],
    cc: [actor.followers],
    object,
    ...more,
  };
}
