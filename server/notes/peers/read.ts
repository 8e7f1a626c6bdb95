import type { Runner } from "../../platform/statement.ts";
import { readPeerNotes, readPolicies, readShown } from "./store.ts";
import type { NoteTreatment, PeerNote } from "./words.ts";

/** Notes of other nodes that stand under a post, by their ids. */
export function peerNotesOf(on: Runner, ids: readonly string[]): Promise<PeerNote[]> {
  return readShown(on, ids);
}

/** Notes of other nodes that were not withdrawn, newest first. */
export function listPeerNotes(
  on: Runner,
  page: { before: string | null; limit: number },
): Promise<PeerNote[]> {
  return readPeerNotes(on, page);
}

/** What is done with notes of which peer. */
export function listPolicies(on: Runner): Promise<{ peer: string; treatment: NoteTreatment }[]> {
  return readPolicies(on);
}
