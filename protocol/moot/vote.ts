import { closed, iri, listOf, numberFrom, oneOf, orNull } from "./schema.ts";

/**
 * What a panel can ask for, from the mildest to the gravest: the kinds of action of the design's section 2. A vote for one is a vote
 * against everything graver.
 */
export const verdicts = [
  "none",
  "note",
  "label",
  "warn",
  "sensitive",
  "filter",
  "limit",
  "hold",
  "remove",
  "freeze",
  "suspend",
  "defederate",
] as const;

export type Verdict = (typeof verdicts)[number];

/** What one trustee is for. */
export interface Vote {
  readonly verdict: Verdict;
  /** For how many days; null for good. */
  readonly days: number | null;
  /** Rules that were broken, by their ids. */
  readonly rules: readonly string[];
}

export const voteCheck = closed({
  verdict: oneOf(...verdicts),
  days: orNull(numberFrom(1, 36_500, true)),
  rules: listOf(16, iri),
});

/**
 * What votes come to. The verdict is the gravest that more than half are for, who count as being for everything milder too: the median,
 * and of an even number the milder of the two in the middle. Nobody gains by voting for more than they want.
 *
 * Its duration is the median of those who are for it or for something graver, who are for it for good; its rules those that more than half
 * of them name.
 *
 * @param votes at least one
 * @example outcomeOf([{ verdict: "remove", … }, { verdict: "warn", … }, { verdict: "none", … }]).verdict // "warn"
 */
export function outcomeOf(votes: readonly Vote[]): Vote {
  const rank = ({ verdict }: Vote) => verdicts.indexOf(verdict);
  const verdict = lowerMedian(votes.map(rank));
  const found = verdicts[verdict] ?? "none";
  const behind = votes.filter((vote) => rank(vote) >= verdict);
  if (found === "none") return { verdict: found, days: null, rules: [] };
  const days = lowerMedian(
    behind.map((vote) =>
      rank(vote) > verdict ? Number.POSITIVE_INFINITY : (vote.days ?? Number.POSITIVE_INFINITY),
    ),
  );
  const named = new Map<string, number>();
  for (const rule of behind.flatMap(({ rules }) => [...new Set(rules)]))
    named.set(rule, (named.get(rule) ?? 0) + 1);
  const rules = [...named].filter(([, times]) => times * 2 > behind.length).map(([rule]) => rule);
  return { verdict: found, days: Number.isFinite(days) ? days : null, rules: rules.toSorted() };
}

/**
 * How many votes carry a verdict: those for it or for something graver, or, where nothing is to be done, those for nothing.
 *
 * @example supportOf([{ verdict: "remove", … }, { verdict: "warn", … }, { verdict: "none", … }], "warn") // { for: 2, against: 1 }
 */
export function supportOf(votes: readonly Vote[], verdict: Verdict): { for: number; against: number } {
  const least = verdicts.indexOf(verdict);
  const carrying = votes.filter((vote) =>
    verdict === "none" ? vote.verdict === "none" : verdicts.indexOf(vote.verdict) >= least,
  );
  return { for: carrying.length, against: votes.length - carrying.length };
}

function lowerMedian(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor((values.length - 1) / 2)] ?? 0;
}
