import { createHash } from "node:crypto";
import type { Iri } from "#protocol/ids/iri.ts";
import type { JsonObject } from "#protocol/model/activity.ts";
import type { KnownAccount, OutboundEvent, OutgoingPost, Ports } from "./ports.ts";

/** An activity that is ready to be signed and sent. */
export interface Outgoing {
  /** As by the writers of `protocol/vocab/write`; its `id` repeats whenever it is built again. */
  document: JsonObject;
  /** The document's bytes, where they are signed already: they go out as they are. */
  signed?: Uint8Array;
  /** The local account that signs it: the activity's actor, or the owner of the channel that is. */
  sender: KnownAccount;
  /** The sender's channel, when the activity is the channel's. */
  channel?: Iri;
  /** Inboxes on other servers, each once. */
  audience: readonly Iri[];
  /** Whether anyone may see it at its id, and pass it on. */
  isPublic: boolean;
  /** IRI of what it is about: of two activities with the same key, the older arrives first. */
  orderKey: Iri;
}

export type OutboundDeps = Pick<
  Ports,
  "uris" | "clock" | "gate" | "accounts" | "posts" | "deliveries" | "relays" | "moot"
>;

export type EventOf<K extends OutboundEvent["kind"]> = Extract<OutboundEvent, { kind: K }>;

/**
 * Makes what an event has to tell. `null` when it is moot by now: the post was deleted before its `Create` went out, the
 * reaction was taken back. Several where one event takes several activities.
 *
 * @param minted the event's id and the activity's, for what has no id of its own: a retry repeats them
 */
export type Build<K extends OutboundEvent["kind"]> = (
  deps: OutboundDeps,
  event: EventOf<K>,
  minted: { id: string; iri: Iri },
) => Promise<Outgoing | readonly Outgoing[] | null>;

/** A local account that may still speak. */
export async function activeSender(deps: OutboundDeps, accountId: string): Promise<KnownAccount | null> {
  const account = await deps.accounts.byId(accountId);
  return account?.isLocal && account.state === "active" ? account : null;
}

/** A local post that is still there, of an author who may still speak. */
export async function livePost(deps: OutboundDeps, postId: string): Promise<OutgoingPost | null> {
  const outgoing = await deps.posts.byId(postId);
  if (outgoing === null || !outgoing.isLocal || outgoing.deletedAt !== null) return null;
  return outgoing.author.state === "active" ? outgoing : null;
}

/**
 * A second id made from a first, the same each time: for what goes out beside the thing that the first names. It keeps
 * the first's time (RFC 9562 UUIDv7), so both sort alike.
 *
 * @example derivedId(boostId, "create") // the activity that wraps the post for group software
 */
export function derivedId(id: string, name: string): string {
  const hash = createHash("sha256").update(`${id} ${name}`).digest("hex");
  return `${id.slice(0, 15)}${hash.slice(0, 3)}-8${hash.slice(3, 6)}-${hash.slice(6, 18)}`;
}
