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
  /** The facts that made it true: `{ "author.age": 0.2, "links.domain": "spam.example" }`. */
  readonly facts: Readonly<Record<string, string | number | boolean | readonly string[]>>;
}

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
  readonly because: readonly Because[];
  readonly signals: readonly RuleSignal[];
}
