import type { Runner } from "../../platform/statement.ts";
import { type PeerNote, readShown } from "./store.ts";

/** Notes of other nodes that stand under a post, by their ids. */
export function peerNotesOf(on: Runner, ids: readonly string[]): Promise<PeerNote[]> {
  return readShown(on, ids);
}
