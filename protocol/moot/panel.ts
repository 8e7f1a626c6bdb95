import type { Iri } from "../ids/iri.ts";
import { parseNoteKey } from "../log/note-key.ts";
import { err, ok, type Result } from "../result.ts";
import type { JsonObject } from "../signing/proofs.ts";
import {
  type DrawError,
  drawPanel,
  PANEL_SIZES,
  type Panel,
  type RandomnessError,
  type RosterEntry,
  randomnessOf,
} from "./draw.ts";
import { isSignedBy, type Signatory } from "./one-proof.ts";
import { entryChecks, MOST_TRUSTEES } from "./roster.ts";
import {
  type Check,
  closed,
  didKey,
  iri,
  listOf,
  numberFrom,
  oneOf,
  orNull,
  primaryLanguage,
  problemOf,
  time,
  words,
} from "./schema.ts";

/** Who judges a case, with all that their draw depended on: whoever reads it can draw them again. */
export interface PanelRecord {
  readonly id: Iri;
  /** The actor of the node whose panel it is. */
  readonly attributedTo: Iri;
  /** RFC 3339, to the second. */
  readonly published: string;
  readonly case: Iri;
  /** 0 for the first panel, 1 and 2 for those that hear appeals. */
  readonly level: 0 | 1 | 2;
  readonly size: number;
  /** Of what the case is about, the primary subtag of BCP 47 alone; null where it has none. */
  readonly language: string | null;
  /** The log whose checkpoint it was drawn from: the text of its verifier key (C2SP signed-note). */
  readonly log: { readonly key: string };
  /** How long that log was when the case was put before a panel. */
  readonly after: number;
  /** The first checkpoint that was longer, as a signed note. */
  readonly checkpoint: string;
  /** Who could be drawn then. */
  readonly roster: readonly RosterEntry[];
  /** Who of them might not sit. */
  readonly excluded: readonly string[];
  /** Members who left, in this order. */
  readonly left: readonly string[];
  /** Who sits now, in the order in which they were drawn. */
  readonly members: readonly string[];
}

export type PanelError =
  | { readonly type: "panel/malformed"; readonly member: string; readonly reason: string }
  | { readonly type: "panel/bad-signature" };

export type RedrawError =
  | DrawError
  | RandomnessError
  | { readonly type: "panel/bad-log-key" }
  /** The draw gives others than those who sit. */
  | {
      readonly type: "panel/other-members";
      readonly drawn: readonly string[];
      readonly members: readonly string[];
    };

const MOST_CHECKPOINT_CHARS = 16_384;
const MOST_LEFT = 1_000;
const TYPES = ["Object", "Panel"] as const;

/** A panel as its node signs it. @throws TypeError for one that {@link readPanel} would refuse: it was built wrongly */
export function writePanel(panel: PanelRecord): JsonObject {
  const written = { type: [...TYPES], ...panel };
  const read = readPanel(written);
  if (!read.ok) throw new TypeError(`a panel that is none: ${JSON.stringify(read.error)}`);
  return written;
}

/** Reads a panel; its proof is checked by {@link verifyPanel}, its draw by {@link redraw}. The schema is closed. */
export function readPanel(value: JsonObject): Result<PanelRecord, PanelError> {
  const bad = (member: string, reason: string) => err({ type: "panel/malformed", member, reason } as const);
  const problem = problemOf(value, TYPES, checks);
  if (problem !== null) return bad(problem.member, problem.reason);
  const { type: _, proof: __, "@context": ___, ...members } = value;
  const panel = members as unknown as PanelRecord;
  if (panel.size !== PANEL_SIZES[panel.level]) return bad("size", "does not fit the level");
  const names = new Set(panel.roster.map(({ trustee }) => trustee));
  return names.size === panel.roster.length ? ok(panel) : bad("roster", "has somebody twice");
}

/** Reads a panel and checks that its node has signed it: one proof, by that key. */
export async function verifyPanel(
  value: JsonObject,
  { node, now }: { readonly node: Signatory; readonly now: Date },
): Promise<Result<PanelRecord, PanelError>> {
  const read = readPanel(value);
  if (!read.ok) return read;
  return (await isSignedBy(value, { ...node, now })) ? read : err({ type: "panel/bad-signature" });
}

/**
 * Draws a panel again from what its record says, and compares.
 *
 * @example
 * const again = await redraw(panel);
 * if (!again.ok && again.error.type === "panel/other-members") again.error.drawn; // who should sit
 */
export async function redraw(record: PanelRecord): Promise<Result<Panel, RedrawError>> {
  const key = await parseNoteKey(record.log.key);
  if (!key.ok) return err({ type: "panel/bad-log-key" });
  const root = await randomnessOf(record.checkpoint, { keys: [key.value], after: record.after });
  if (!root.ok) return root;
  const drawn = drawPanel({ ...record, root: root.value });
  if (!drawn.ok) return drawn;
  const { members } = drawn.value;
  return members.join("\n") === record.members.join("\n")
    ? drawn
    : err({ type: "panel/other-members", drawn: members, members: record.members });
}

const checks: Readonly<Record<keyof PanelRecord, Check>> = {
  id: iri,
  attributedTo: iri,
  published: time,
  case: iri,
  level: oneOf(0, 1, 2),
  size: oneOf(...PANEL_SIZES),
  language: orNull(primaryLanguage),
  log: closed({ key: words(1_000) }),
  after: numberFrom(0, Number.MAX_SAFE_INTEGER, true),
  checkpoint: words(MOST_CHECKPOINT_CHARS),
  roster: listOf(MOST_TRUSTEES, closed(entryChecks)),
  excluded: listOf(MOST_TRUSTEES, didKey),
  left: listOf(MOST_LEFT, didKey),
  members: listOf(Math.max(...PANEL_SIZES), didKey),
};
