/** What readers have made of a note. */
export type NoteState = "needs-more" | "helpful" | "not-helpful";

/** What somebody finds of a note. Counted as 1, ½ and 0. */
export const verdicts = ["not-helpful", "somewhat", "helpful"] as const;
export type Verdict = (typeof verdicts)[number];

/** Why, as Community Notes asks. What speaks for a note goes with `helpful` and `somewhat`, the rest with `somewhat` and `not-helpful`. */
export const reasonsFor = [
  "clear",
  "good-sources",
  "addresses-claim",
  "important-context",
  "unbiased",
] as const;
export const reasonsAgainst = [
  "incorrect",
  "sources-missing-or-unreliable",
  "misses-key-points",
  "hard-to-understand",
  "argumentative-or-biased",
  "off-topic",
  "opinion",
  "not-needed",
] as const;
export type Reason = (typeof reasonsFor)[number] | (typeof reasonsAgainst)[number];

/** @example fits("clear", "not-helpful") // false */
export function fits(reason: Reason, verdict: Verdict): boolean {
  const isFor = (reasonsFor as readonly string[]).includes(reason);
  return verdict === "somewhat" || isFor === (verdict === "helpful");
}

export const limits = {
  /** Characters. */
  text: 1_000,
  whyNoSource: 200,
  sources: 5,
  notesADay: 10,
  ratingsADay: 200,
} as const;

/** Two weeks after it was written, a note keeps the state that it has then. */
export const LOCK_MS = 14 * 86_400_000;

/** A note of context on a post. */
export interface ContextNote {
  readonly id: string;
  readonly postId: string;
  readonly postIri: string;
  /** Under what name its writer is known to others. */
  readonly alias: string;
  /** Plain text. */
  readonly text: string;
  readonly sources: readonly string[];
  /** Where there is none. */
  readonly whyNoSource: string | null;
  /** BCP 47. */
  readonly language: string | null;
  readonly state: NoteState;
  /** How helpful it is found beside what its readers' leanings explain; null until five have rated it. */
  readonly intercept: number | null;
  /** How far it speaks to one side. */
  readonly factor: number | null;
  readonly ratings: Readonly<Record<Verdict, number>>;
  readonly createdAt: Date;
  readonly stateAt: Date;
  readonly lockedAt: Date | null;
}

/** A note as somebody sees it who may rate. */
export interface OwnView extends ContextNote {
  readonly isOwn: boolean;
  readonly ownRating: { readonly verdict: Verdict; readonly reasons: readonly Reason[] } | null;
}
