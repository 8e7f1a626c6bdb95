import type { Verdict } from "#protocol/moot/vote.ts";
import type { Category } from "../../category.ts";

/** A case whose outcome is known, to be judged before the first real one. */
export interface TrainingCase {
  /** Its id, or its name among those that come with the software. */
  readonly id: string;
  /** BCP 47. */
  readonly language: string;
  readonly category: Category;
  /** What there is to judge. */
  readonly text: string;
  /** The rule that it is judged by. */
  readonly rule: string;
  /** What is right: often more than one can be defended. */
  readonly verdicts: readonly Verdict[];
  /** Why, told after the answer. */
  readonly why: string;
}
