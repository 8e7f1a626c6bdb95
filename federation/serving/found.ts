import type { Iri } from "#protocol/ids/iri.ts";
import type { JsonObject } from "#protocol/model/activity.ts";
import { writeTombstone } from "#protocol/vocab/write/tombstone.ts";

/** What there is to answer, before it is a response. */
export type Found =
  | {
      is: "document";
      /** Bytes are sent as they are: they are signed. */
      document: JsonObject | Uint8Array;
      /** Whether anybody may have it; otherwise it is for this requester and no cache. */
      isPublic: boolean;
      /** The same for people. */
      page?: string;
    }
  | { is: "gone"; tombstone: JsonObject }
  /** There is none, or none that this requester may know of: the two look the same. */
  | { is: "missing" }
  | { is: "forbidden"; reason: string };

export const missing: Found = { is: "missing" };

export function gone(iri: Iri, was: { type?: string; deletedAt?: Date } = {}): Found {
  return { is: "gone", tombstone: writeTombstone(iri, was) };
}
