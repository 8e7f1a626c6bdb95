import { err, ok, type Result } from "../result.ts";
import { importPublicKey } from "../signing/keys.ts";
import type { JsonObject } from "../signing/proofs.ts";
import type { Decision } from "./decision.ts";
import type { Signatory } from "./one-proof.ts";
import { type PanelError, type PanelRecord, type RedrawError, redraw, verifyPanel } from "./panel.ts";
import { type Roster, type RosterError, termsOf, verifyRoster } from "./roster.ts";
import { anyObject, closed, iri, multikey, problemOf } from "./schema.ts";
import { type VerifyDecisionError, verifyDecision } from "./verify-decision.ts";

/** A decision with all that it takes to verify it, in one file that somebody keeps. */
export interface DecisionRecord {
  /** With its proofs. */
  readonly decision: JsonObject;
  /** Those who took it, with their node's proof. */
  readonly panel: JsonObject;
  /** Of their node, with its proof; at least with the terms of the panel's members. */
  readonly roster: JsonObject;
  /** The key that its node has signed all three with. */
  readonly node: {
    /** How proofs name it: the node's actor and a fragment. */
    readonly method: string;
    /** Ed25519, as a Multikey: `z6Mk…`. */
    readonly publicKeyMultibase: string;
  };
}

export type RecordError =
  | VerifyDecisionError
  | PanelError
  | RedrawError
  | RosterError
  | { readonly type: "record/malformed"; readonly member: string; readonly reason: string }
  /** Its key is not the one that the node is known by. */
  | { readonly type: "record/other-node-key"; readonly key: string }
  /** The decision, its panel and its roster say different things. */
  | { readonly type: "record/disagrees"; readonly member: string }
  /** Others have voted, or were absent, than sat. */
  | { readonly type: "record/other-members" }
  | { readonly type: "record/no-term"; readonly trustee: string }
  /** The decision says of a ballot that somebody else kept its key than the roster does. */
  | { readonly type: "record/kept-by"; readonly trustee: string };

/** What a record says, when all of it is right. */
export interface VerifiedRecord {
  readonly decision: Decision;
  readonly panel: PanelRecord;
  readonly roster: Roster;
  /** Of the panel, those who have signed. */
  readonly signers: readonly string[];
  /** The key that its node has signed with. Nothing in the record shows whose key that is. */
  readonly nodeKey: string;
}

const TYPES = ["Object", "DecisionRecord"] as const;

/** @throws TypeError for what cannot be one; whether it verifies is for {@link verifyRecord} to say */
export function writeRecord(record: DecisionRecord): JsonObject {
  const written = { type: [...TYPES], ...record };
  const problem = whyNone(written);
  if (problem !== null) throw new TypeError(`a record's ${problem.member} ${problem.reason}`);
  return written;
}

/**
 * Verifies the record of a decision without asking anybody: the node's signatures, the panel's draw, more than half of the panel's
 * signatures, each in its term, and that all parts speak of the same.
 *
 * @param expected.nodeKey the key that the node is known to have, `z6Mk…`: without it, the record says itself whose it is
 * @example
 * const verified = await verifyRecord(JSON.parse(text), { now: new Date() });
 * if (verified.ok) verified.value.nodeKey; // to be compared with the key that the node publishes
 */
export async function verifyRecord(
  value: JsonObject,
  { now, nodeKey }: { readonly now: Date; readonly nodeKey?: string },
): Promise<Result<VerifiedRecord, RecordError>> {
  const problem = whyNone(value);
  if (problem !== null) return err({ type: "record/malformed", ...problem });
  const record = value as unknown as DecisionRecord;
  const { method, publicKeyMultibase: text } = record.node;
  if (nodeKey !== undefined && nodeKey !== text) return err({ type: "record/other-node-key", key: text });
  const key = await importPublicKey(text);
  if (!key.ok) return err({ type: "record/malformed", member: "node", reason: "has no key" });
  const parts = await verifyParts(record, { method, key: key.value }, now);
  if (!parts.ok) return parts;
  const why = whyApart(parts.value, method);
  return why === null ? ok({ ...parts.value, nodeKey: text }) : err(why);
}

type Parts = Omit<VerifiedRecord, "nodeKey">;

async function verifyParts(
  record: DecisionRecord,
  node: Signatory,
  now: Date,
): Promise<Result<Parts, RecordError>> {
  const roster = await verifyRoster(record.roster, { node, now });
  if (!roster.ok) return roster;
  const panel = await verifyPanel(record.panel, { node, now });
  if (!panel.ok) return panel;
  const drawn = await redraw(panel.value);
  if (!drawn.ok) return drawn;
  const decided = await verifyDecision(record.decision, { node, termOf: termsOf(roster.value), now });
  if (!decided.ok) return decided;
  return ok({ ...decided.value, panel: panel.value, roster: roster.value });
}

/** Why parts that are right each do not belong together; null when they do. */
function whyApart({ decision, panel, roster }: Parts, method: string): RecordError | null {
  const disagree = (member: string) => ({ type: "record/disagrees", member }) as const;
  if (decision.panel !== panel.id) return disagree("panel");
  if (decision.case !== panel.case) return disagree("case");
  if (decision.level !== panel.level) return disagree("level");
  const authors = [decision, panel, roster].map(({ attributedTo }) => attributedTo);
  if (authors.some((author) => !method.startsWith(`${author}#`))) return disagree("attributedTo");
  const sat = [...decision.votes.map(({ trustee }) => trustee), ...decision.absent];
  if (sat.toSorted().join() !== panel.members.toSorted().join()) return { type: "record/other-members" };
  const terms = new Map(roster.trustees.map((term) => [term.trustee, term]));
  const unknown = sat.find((trustee) => !terms.has(trustee));
  if (unknown !== undefined) return { type: "record/no-term", trustee: unknown };
  const other = decision.votes.find(({ trustee, keptBy }) => terms.get(trustee)?.keptBy !== keptBy);
  return other === undefined ? null : { type: "record/kept-by", trustee: other.trustee };
}

function whyNone(value: JsonObject): { member: string; reason: string } | null {
  // Its parts are proved, it is not: beside them there is nothing.
  const extra = ["proof", "@context"].find((member) => Object.hasOwn(value, member));
  if (extra !== undefined) return { member: extra, reason: "is not in the schema" };
  return problemOf(value, TYPES, {
    decision: anyObject,
    panel: anyObject,
    roster: anyObject,
    node: closed({ method: iri, publicKeyMultibase: multikey }),
  });
}
