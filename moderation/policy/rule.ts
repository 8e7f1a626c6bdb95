import type { Category, Severity } from "../category.ts";
import type { Filter } from "../filter.ts";
import type { Occasion } from "./facts.ts";
import type { Position } from "./problem.ts";
import type { Verdict } from "./verdict.ts";

/** One rule, read and checked. */
export interface Rule {
  /** Lower-case letters, digits and hyphens; unique in its file. */
  readonly id: string;
  readonly name: string;
  readonly description: string;
  readonly enabled: boolean;
  readonly on: readonly Occasion[];
  /** `node`, or the IRI of the community to which alone it applies. */
  readonly scope: string;
  readonly when: Condition;
  readonly effect: Effect;
  /** Higher ones are read first; then in the order of the ids. */
  readonly priority: number;
  readonly expires: Date | null;
  /** `dry`: on trial; what it would have done is told, and nothing is done. */
  readonly mode: "live" | "dry";
  /** Where it begins in its file. */
  readonly at: Position;
}

export interface Effect {
  readonly verdict: Verdict;
  readonly filters: readonly Filter[];
  readonly signal: {
    readonly category: Category;
    readonly score: number;
    readonly severity: Severity;
    readonly opensCase: boolean;
  } | null;
  readonly label: string | null;
  /** Rules after this one are not read. */
  readonly stop: boolean;
}

export type Condition =
  | { readonly type: "always" }
  | { readonly type: "all" | "any"; readonly of: readonly Condition[] }
  | { readonly type: "not"; readonly of: Condition }
  | { readonly type: "test"; readonly fact: string; readonly test: Test; readonly at: Position };

/** What is asked of one fact. A list is asked about any of its elements, but for `count` and `hasAll`. */
export type Test =
  | { readonly op: "above" | "below" | "atLeast" | "atMost"; readonly than: number }
  | { readonly op: "equals"; readonly values: readonly number[] | readonly boolean[] }
  | {
      readonly op: "is" | "contains" | "startsWith" | "endsWith" | "hasAll";
      readonly values: readonly string[];
      readonly exact: boolean;
    }
  | { readonly op: "matches"; readonly pattern: string; readonly exact: boolean }
  | { readonly op: "inList"; readonly list: string; readonly distance: number }
  | { readonly op: "count"; readonly of: readonly Test[] }
  | { readonly op: "known"; readonly is: boolean };

/** The rules of one file, in the order in which they were written. */
export interface RuleSet {
  readonly rules: readonly Rule[];
}

export const limits = {
  rules: 5_000,
  /** Of one community, by its owners. */
  ofCommunity: 100,
  bytes: 1_000_000,
  /** Conditions within conditions. */
  depth: 12,
  /** Values in one test. */
  values: 10_000,
  pattern: 1_000,
  /** Of a compiled pattern: RE2's measure. */
  program: 4_000,
  list: 1_000_000,
} as const;
