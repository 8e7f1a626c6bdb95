import { openCheckpoint } from "../log/checkpoint.ts";
import type { NoteKey } from "../log/note-key.ts";
import { err, ok, type Result } from "../result.ts";
import { encodeBase64 } from "../signing/base64.ts";
import { utf8 } from "../signing/message.ts";
import { sha256 } from "../signing/sha256.ts";

/** Somebody who can be drawn, by the name under which they sign in this term. */
export interface RosterEntry {
  /** `did:key` of their Ed25519 key. */
  readonly trustee: string;
  /** Where they are at home: the domain of their server. */
  readonly community: string;
  /** BCP 47, the primary subtag alone: `de`. */
  readonly languages: readonly string[];
}

/** All that a draw depends on, and nothing that is not public. */
export interface DrawInput {
  /** Root hash of the checkpoint that gives the randomness. */
  readonly root: Uint8Array;
  /** Id of the case. */
  readonly case: string;
  /** 0 for the first panel, 1 and 2 for appeals. */
  readonly level: number;
  readonly size: number;
  /** Of what the case is about; null where it has none. */
  readonly language: string | null;
  readonly roster: readonly RosterEntry[];
  /** Trustees who may not sit: a conflict of interest, a pause, an earlier panel of the case. */
  readonly excluded: readonly string[];
  /** Members who left, in this order: they recused themselves or never answered. */
  readonly left: readonly string[];
}

export type DrawError =
  | { readonly type: "draw/too-few"; readonly eligible: number; readonly size: number }
  /** Where trustees come from several communities, no panel is of one alone. */
  | { readonly type: "draw/one-community"; readonly community: string }
  /** Somebody is said to have left who had no seat: whoever may leave out anybody chooses the panel. */
  | { readonly type: "draw/never-sat"; readonly trustee: string };

export interface Panel {
  /** In the order in which they were drawn, with substitutes at the end. */
  readonly members: readonly string[];
  /** How many of them know the case's language; all where it has none. */
  readonly speakers: number;
}

/** Members of the first panel, and of those that hear appeals. */
export const PANEL_SIZES = [3, 5, 9] as const;

/**
 * Draws a panel by lot. Everybody is ranked by SHA-256 over the randomness, the case, the level and their name; seats are filled in that
 * order, a majority of them first by those who know the language, and with fewer than half of the seats for any one community, as far as
 * there are enough. Whoever leaves is replaced by the next in rank for whom the same holds, and nobody else moves.
 *
 * The same input gives the same panel to whoever asks.
 *
 * @example drawPanel({ root, case: "https://moot.example/cases/7", level: 0, size: 3, language: "de", roster, excluded: [], left: [] })
 */
export function drawPanel(input: DrawInput): Result<Panel, DrawError> {
  const { size, language, roster, excluded, left } = input;
  const barred = new Set(excluded);
  const ranked = rank(input).filter(({ trustee }) => !barred.has(trustee));
  const rules: Rules = {
    size,
    most: Math.ceil(size / 2) - 1,
    speakers: language === null ? 0 : Math.floor(size / 2) + 1,
    knows: ({ languages }) => language !== null && languages.includes(language),
    isMixed: new Set(roster.map(({ community }) => community)).size > 1,
  };
  const gone = new Set<string>();
  let seated: RosterEntry[] = [];
  for (const departed of [null, ...left]) {
    if (departed !== null) {
      const staying = seated.filter(({ trustee }) => trustee !== departed);
      if (staying.length === seated.length) return err({ type: "draw/never-sat", trustee: departed });
      gone.add(departed);
      seated = staying;
    }
    while (seated.length < size) {
      const free = ranked.filter((each) => !gone.has(each.trustee) && !seated.includes(each));
      const next = choose(free, seated, rules);
      if (next === null) {
        const [first] = free;
        return first === undefined
          ? err({ type: "draw/too-few", eligible: ranked.length - gone.size, size })
          : err({ type: "draw/one-community", community: first.community });
      }
      seated.push(next);
    }
  }
  const speakers = language === null ? size : seated.filter(rules.knows).length;
  return ok({ members: seated.map(({ trustee }) => trustee), speakers });
}

interface Rules {
  readonly size: number;
  /** Seats of one community. */
  readonly most: number;
  /** Seats for those who know the language. */
  readonly speakers: number;
  readonly knows: (each: RosterEntry) => boolean;
  readonly isMixed: boolean;
}

/** The first in rank who fits best; null where nobody may sit. */
function choose(
  free: readonly RosterEntry[],
  seated: readonly RosterEntry[],
  { size, most, speakers, knows, isMixed }: Rules,
): RosterEntry | null {
  const of = (community: string) => seated.filter((each) => each.community === community).length;
  const isApart = ({ community }: RosterEntry) => of(community) < most;
  const isAllowed = ({ community }: RosterEntry) => !isMixed || of(community) < size - 1;
  const isWanted = seated.filter(knows).length < speakers ? knows : () => true;
  const fits = [
    (each: RosterEntry) => isApart(each) && isWanted(each),
    isApart,
    (each: RosterEntry) => isAllowed(each) && isWanted(each),
    isAllowed,
  ];
  for (const fit of fits) {
    const found = free.find(fit);
    if (found !== undefined) return found;
  }
  return null;
}

/** By the hash of their name under this draw's randomness; who is named twice counts once. */
function rank({ root, case: of, level, roster }: DrawInput): RosterEntry[] {
  const seed = `folkmoot.panel.v1\n${encodeBase64(root)}\n${of}\n${level}\n`;
  const lots = new Map<string, { lot: string; entry: RosterEntry }>();
  for (const entry of roster) {
    const lot = Array.from(sha256(utf8(seed + entry.trustee)), (byte) =>
      byte.toString(16).padStart(2, "0"),
    ).join("");
    if (!lots.has(entry.trustee)) lots.set(entry.trustee, { lot, entry });
  }
  return [...lots.values()].toSorted((a, b) => (a.lot < b.lot ? -1 : 1)).map(({ entry }) => entry);
}

export type RandomnessError = { readonly type: "draw/bad-checkpoint" } | { readonly type: "draw/too-early" };

/**
 * The randomness of a draw: the root of a signed checkpoint that did not exist when the case was opened.
 *
 * Whoever keeps a log alone can try entries until a root suits them. Where there is a parent or a peer, its log is the one to name; see
 * `DECISIONS.md`.
 *
 * @param note the checkpoint as a signed note (C2SP tlog-checkpoint)
 * @param after how long that log was when the case was opened
 */
export async function randomnessOf(
  note: string,
  { keys, after }: { readonly keys: readonly NoteKey[]; readonly after: number },
): Promise<Result<Uint8Array, RandomnessError>> {
  const opened = await openCheckpoint(note, { keys });
  if (!opened.ok) return err({ type: "draw/bad-checkpoint" });
  if (opened.value.size <= after) return err({ type: "draw/too-early" });
  return ok(opened.value.root);
}
