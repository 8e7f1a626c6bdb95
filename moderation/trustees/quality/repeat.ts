import { type Category, isCategory } from "../../category.ts";
import type { TrainingCase } from "../training/case.ts";
import type { Tally } from "./person-record.ts";

/** Where fewer first votes than this were for what the panel decided, training cases are suggested. */
const FEW = 0.5;
const MOST_TOPICS = 3;
const MOST_CASES = 5;

/**
 * Topics that somebody may want to train on again, the one first in which panels most often decided otherwise than they first voted, with
 * the training cases about it that they can judge. A suggestion: nothing follows from it.
 */
export function repeatFor(
  topics: readonly (Tally & { readonly topic: string })[],
  cases: readonly TrainingCase[],
): { topic: Category; cases: TrainingCase[] }[] {
  return topics
    .filter(({ votes, asDecided }) => asDecided / votes < FEW)
    .toSorted((one, other) => one.asDecided / one.votes - other.asDecided / other.votes)
    .flatMap(({ topic }) => (isCategory(topic) ? [topic] : []))
    .slice(0, MOST_TOPICS)
    .map((topic) => ({
      topic,
      cases: cases.filter(({ category }) => category === topic).slice(0, MOST_CASES),
    }));
}
