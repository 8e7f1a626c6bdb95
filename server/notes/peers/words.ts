import type { ContextNote } from "#protocol/moot/context-note.ts";

export const treatments = ["show", "keep", "ignore"] as const;
/** What is done with notes of a peer: shown beside the post, kept for the desk, not taken at all. */
export type NoteTreatment = (typeof treatments)[number];

/** A note of another node, and what became of it here. */
export interface PeerNote {
  readonly id: string;
  readonly iri: string;
  readonly peer: string;
  readonly postIri: string;
  readonly document: ContextNote;
  readonly state: "kept" | "shown" | "hidden" | "withdrawn";
  readonly actionId: string | null;
  readonly decidedBy: string | null;
  readonly receivedAt: Date;
  readonly updatedAt: Date;
}
