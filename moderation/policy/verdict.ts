import type { Filter } from "../filter.ts";

/**
 * What becomes of something that comes in, goes out or asks to join; later ones are stricter.
 *
 * - `filter`: taken, with filters
 * - `hold`: kept apart until a moderator has looked
 * - `reject`: refused, and whoever sent it is told
 * - `drop`: refused in silence
 */
export const verdicts = ["accept", "filter", "hold", "reject", "drop"] as const;
export type Verdict = (typeof verdicts)[number];

/** Why a verdict is what it is: the rules that applied, each with what it found. */
export interface Because {
  readonly ruleId: string;
  readonly ruleName: string;
  readonly verdict: Verdict;
  readonly filters: readonly Filter[];
  /**
   * The facts that made it true, by their names in `fact-table.ts`: `{ "author.ageDays": 0.2, "post.linkDomains": ["spam.example"] }`. Of a
   * text, the passages that were found, or its first 200 characters.
   */
  readonly facts: Readonly<Record<string, Evidence>>;
}

export type Evidence = string | number | boolean | null | readonly string[];

/** A signal that a rule makes. */
export interface RuleSignal {
  readonly ruleId: string;
  readonly category: string;
  readonly score: number;
  readonly severity: number;
  /** Whether it opens a case by itself. */
  readonly opensCase: boolean;
}

export interface PolicyResult {
  /** The strictest of what applied; `accept` where nothing did, or where an `accept` rule came first and ended the reading. */
  readonly verdict: Verdict;
  readonly filters: readonly Filter[];
  /** Words that readers see beside it. */
  readonly labels: readonly string[];
  readonly because: readonly Because[];
  readonly signals: readonly RuleSignal[];
  /** Rules on trial (`mode: dry`) that would have applied. They decide nothing. */
  readonly dry: readonly Because[];
}
