import { type Iri, sameOrigin } from "../ids/iri.ts";
import { err, ok, type Result } from "../result.ts";
import type { JsonObject } from "../signing/proofs.ts";
import { isSignedBy, type Signatory } from "./one-proof.ts";
import {
  type Check,
  iri,
  language,
  listOf,
  numberFrom,
  oneOf,
  orNull,
  problemOf,
  time,
  words,
} from "./schema.ts";

/**
 * What people of a node have added to a post, and found helpful who usually differ; or that it is not shown there any more. Whoever
 * wrote or rated it has no name that leaves the node but a made-up one.
 */
export interface ContextNote {
  readonly id: Iri;
  /** The actor of the node whose people wrote and rated it. */
  readonly attributedTo: Iri;
  /** When it was written: RFC 3339, to the second. */
  readonly published: string;
  /** Since when it has its status. Of two of the same note the later one holds. */
  readonly updated: string;
  /** The post that it is about, of any server. */
  readonly about: Iri;
  readonly status: "helpful" | "withdrawn";
  /** Plain text; empty in one that was withdrawn. */
  readonly content: string;
  /** Web pages that it is taken from. */
  readonly sources: readonly Iri[];
  /** Where there are none. */
  readonly whyNoSource: string | null;
  readonly language: string | null;
  /** Its writer's made-up name. */
  readonly author: string | null;
  /** How many people have rated it. */
  readonly ratings: number;
}

export type ContextNoteError =
  | { readonly type: "context-note/malformed"; readonly member: string; readonly reason: string }
  | { readonly type: "context-note/bad-signature" };

/** In UTF-16 units: a thousand characters are two thousand at most. */
const LONGEST = 2_000;
const LONGEST_REASON = 400;
const LONGEST_NAME = 100;
const MOST_SOURCES = 5;
const MOST_RATINGS = 1_000_000_000;
const TYPES = ["Note", "ContextNote"] as const;

/** A note as its node signs it. @throws TypeError for one that {@link readContextNote} would refuse: it was built wrongly */
export function writeContextNote(note: ContextNote): JsonObject {
  const written = { type: [...TYPES], ...note };
  const read = readContextNote(written);
  if (!read.ok) throw new TypeError(`a context note that is none: ${JSON.stringify(read.error)}`);
  return written;
}

/** Reads a note; its proof is checked by {@link verifyContextNote}. The schema is closed. */
export function readContextNote(value: JsonObject): Result<ContextNote, ContextNoteError> {
  const problem = problemOf(value, TYPES, checks);
  if (problem !== null) return err({ type: "context-note/malformed", ...problem });
  const { type: _, proof: __, "@context": ___, ...members } = value;
  const note = members as unknown as ContextNote;
  const wrong = disagreement(note);
  return wrong === null ? ok(note) : err({ type: "context-note/malformed", ...wrong });
}

/**
 * Reads a note and checks that its node has signed it: one proof, by that key. That the key is one of `attributedTo` is the caller's to
 * check.
 *
 * @example const note = await verifyContextNote(value, { node: { method: `${actor}#ed25519-key`, key }, now });
 */
export async function verifyContextNote(
  value: JsonObject,
  { node, now }: { readonly node: Signatory; readonly now: Date },
): Promise<Result<ContextNote, ContextNoteError>> {
  const read = readContextNote(value);
  if (!read.ok) return read;
  return (await isSignedBy(value, { ...node, now })) ? read : err({ type: "context-note/bad-signature" });
}

/** What no member says by itself: FEP-fe34 §3, and that what is withdrawn is gone. */
function disagreement(note: ContextNote): { member: string; reason: string } | null {
  if (!sameOrigin(note.id, note.attributedTo)) return { member: "id", reason: "is of another origin" };
  if (note.updated < note.published) return { member: "updated", reason: "is before it was written" };
  if (note.status === "withdrawn") {
    const isEmpty =
      note.content === "" && note.sources.length === 0 && note.whyNoSource === null && note.author === null;
    return isEmpty ? null : { member: "content", reason: "says what was withdrawn" };
  }
  if (note.content.trim() === "") return { member: "content", reason: "is empty" };
  return note.sources.length > 0 || note.whyNoSource !== null
    ? null
    : { member: "sources", reason: "are missing, and why" };
}

const checks: Readonly<Record<keyof ContextNote, Check>> = {
  id: iri,
  attributedTo: iri,
  published: time,
  updated: time,
  about: iri,
  status: oneOf("helpful", "withdrawn"),
  content: words(LONGEST),
  sources: listOf(MOST_SOURCES, iri),
  whyNoSource: orNull(words(LONGEST_REASON)),
  language: orNull(language),
  author: orNull(words(LONGEST_NAME)),
  ratings: numberFrom(0, MOST_RATINGS, true),
};
