import type { Iri } from "../ids/iri.ts";
import { err, ok, type Result } from "../result.ts";
import type { JsonObject } from "../signing/proofs.ts";
import type { KeptBy } from "./ballot.ts";
import type { RosterEntry } from "./draw.ts";
import { isSignedBy, type Signatory } from "./one-proof.ts";
import {
  type Check,
  closed,
  community,
  didKey,
  iri,
  listOf,
  oneOf,
  primaryLanguage,
  problemOf,
  time,
} from "./schema.ts";

/** A trustee under one key: whoever gets another one has another term. */
export interface Term extends RosterEntry {
  readonly keptBy: KeptBy;
  /** RFC 3339, to the second. */
  readonly from: string;
  readonly until: string;
}

/**
 * Those who sign for a node, now and formerly: what was signed in a term is verified with it for good. One that lies in a file may
 * leave out everybody whom the file does not name.
 */
export interface Roster {
  readonly id: Iri;
  /** The actor of the node whose trustees they are. */
  readonly attributedTo: Iri;
  /** RFC 3339, to the second. */
  readonly published: string;
  /** Nobody twice. */
  readonly trustees: readonly Term[];
}

export type RosterError =
  | { readonly type: "roster/malformed"; readonly member: string; readonly reason: string }
  | { readonly type: "roster/bad-signature" };

/** Of all that a node has ever had, keys that ended included. */
export const MOST_TRUSTEES = 10_000;
const MOST_LANGUAGES = 32;
const TYPES = ["Object", "Roster"] as const;

/** A roster as its node signs it. @throws TypeError for one that {@link readRoster} would refuse: it was built wrongly */
export function writeRoster(roster: Roster): JsonObject {
  const written = { type: [...TYPES], ...roster };
  const read = readRoster(written);
  if (!read.ok) throw new TypeError(`a roster that is none: ${JSON.stringify(read.error)}`);
  return written;
}

/** Reads a roster; its proof is checked by {@link verifyRoster}. The schema is closed. */
export function readRoster(value: JsonObject): Result<Roster, RosterError> {
  const problem = problemOf(value, TYPES, checks);
  if (problem !== null) return err({ type: "roster/malformed", ...problem });
  const { type: _, proof: __, "@context": ___, ...members } = value;
  const roster = members as unknown as Roster;
  const names = new Set(roster.trustees.map(({ trustee }) => trustee));
  return names.size === roster.trustees.length
    ? ok(roster)
    : err({ type: "roster/malformed", member: "trustees", reason: "has somebody twice" });
}

/**
 * Reads a roster and checks that its node has signed it: one proof, by that key.
 *
 * @example const roster = await verifyRoster(value, { node: { method: `${actor}#ed25519-key`, key }, now });
 */
export async function verifyRoster(
  value: JsonObject,
  { node, now }: { readonly node: Signatory; readonly now: Date },
): Promise<Result<Roster, RosterError>> {
  const read = readRoster(value);
  if (!read.ok) return read;
  return (await isSignedBy(value, { ...node, now })) ? read : err({ type: "roster/bad-signature" });
}

/** Terms by the names under which they are signed in, as {@link verifyDecision} asks for them. */
export function termsOf({ trustees }: Roster): (trustee: string) => { from: Date; until: Date } | null {
  const terms = new Map(trustees.map((each) => [each.trustee, each]));
  return (trustee) => {
    const term = terms.get(trustee);
    return term === undefined ? null : { from: new Date(term.from), until: new Date(term.until) };
  };
}

/** What can be drawn: a name, a home, and languages. */
export const entryChecks = {
  trustee: didKey,
  community,
  languages: listOf(MOST_LANGUAGES, primaryLanguage),
} satisfies Record<keyof RosterEntry, Check>;

const isTerm = closed({ ...entryChecks, keptBy: oneOf("trustee", "node"), from: time, until: time });

const term: Check = (value) => {
  const reason = isTerm(value);
  if (reason !== null) return reason;
  const { from, until } = value as Term;
  return from <= until ? null : "has a term that ends before it begins";
};

const checks: Readonly<Record<keyof Roster, Check>> = {
  id: iri,
  attributedTo: iri,
  published: time,
  trustees: listOf(MOST_TRUSTEES, term),
};
