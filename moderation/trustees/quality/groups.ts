import type { Answers } from "./answers.ts";
import { kMeans, silhouette } from "./k-means.ts";
import { leanings, type Point } from "./leanings.ts";

/** What groups of people who answer alike think, and what all of them share. */
export interface OpinionGroups {
  /** Where each person stands: people who answer alike stand near one another. */
  readonly positions: readonly Point[];
  /** The group of each person; how many there are was chosen by how well they stand apart. */
  readonly groupOf: Int32Array;
  readonly groupCount: number;
  /** Of the groups, from -1 to 1: how well they stand apart. */
  readonly silhouette: number;
  /** Of each item: the chance that somebody of any group agrees, all groups counting alike. */
  readonly consensus: Float64Array;
  /** Items × groups: what is said of it in each. */
  readonly opinions: readonly (readonly GroupOpinion[])[];
}

/** What one group says of one item. */
export interface GroupOpinion {
  readonly agreed: number;
  readonly disagreed: number;
  readonly answered: number;
  /** How much more this group agrees than the others, as a ratio, and its z-score. */
  readonly agreesMore: { readonly ratio: number; readonly z: number };
  readonly disagreesMore: { readonly ratio: number; readonly z: number };
}

/** One-sided, at 90 %: Polis' bound for what is representative of a group. */
export const REPRESENTATIVE_Z = 1.2816;
const MOST_GROUPS = 5;

/**
 * Finds groups of opinion, and what is agreed on across them. Small et al.: Polis: Scaling Deliberation by Mapping High Dimensional
 * Opinion Spaces (2021); formulas as in `math/src/polismath`: two principal components, positions stretched for those who answered little,
 * k-means with two to five groups chosen by silhouette, group-aware consensus `∏ (agreed + 1) / (answered + 2)`.
 *
 * @param answers labels are numbers of `votes`
 * @param votes what each label counts as: agree 1, pass 0, disagree -1
 * @returns null for fewer than three people or two items: there are no groups to be told apart
 */
export function opinionGroups(answers: Answers, votes: readonly number[]): OpinionGroups | null {
  const { personCount, itemCount } = answers;
  if (personCount < 3 || itemCount < 2) return null;
  const matrix = matrixOf(answers, votes);
  const positions = leanings(matrix, personCount, itemCount);
  const best = bestGroups(positions);
  const opinions = Array.from({ length: itemCount }, (_, item) => opinionsOf(matrix, itemCount, item, best));
  const consensus = Float64Array.from(opinions, (groups) =>
    groups.reduce((product, { agreed, answered }) => (product * (agreed + 1)) / (answered + 2), 1),
  );
  return { positions, ...best, consensus, opinions };
}

/** People × items; NaN where nobody answered. The last answer counts. */
function matrixOf(
  { items, people, labels, personCount, itemCount }: Answers,
  votes: readonly number[],
): Float64Array {
  const matrix = new Float64Array(personCount * itemCount).fill(Number.NaN);
  for (let at = 0; at < items.length; at++)
    matrix[(people[at] as number) * itemCount + (items[at] as number)] = votes[
      labels[at] as number
    ] as number;
  return matrix;
}

type Groups = Pick<OpinionGroups, "groupOf" | "groupCount" | "silhouette">;

function bestGroups(positions: readonly Point[]): Groups {
  let best: Groups | null = null;
  for (let k = 2; k <= Math.min(MOST_GROUPS, positions.length - 1); k++) {
    const groupOf = kMeans(positions, k);
    const groupCount = new Set(groupOf).size;
    const found = { groupOf, groupCount, silhouette: silhouette(distancesOf(positions), groupOf) };
    if (best === null || found.silhouette > best.silhouette) best = found;
  }
  return best ?? { groupOf: new Int32Array(positions.length), groupCount: 1, silhouette: 0 };
}

function distancesOf(positions: readonly Point[]): (one: number, other: number) => number {
  return (one, other) => {
    const [a, b] = [positions[one] as Point, positions[other] as Point];
    return Math.hypot(a.x - b.x, a.y - b.y);
  };
}

function opinionsOf(
  matrix: Float64Array,
  itemCount: number,
  item: number,
  { groupOf, groupCount }: Groups,
): GroupOpinion[] {
  const counts = Array.from({ length: groupCount }, () => ({ agreed: 0, disagreed: 0, answered: 0 }));
  for (const [person, group] of groupOf.entries()) {
    const vote = matrix[person * itemCount + item] as number;
    const count = counts[group];
    if (Number.isNaN(vote) || count === undefined) continue;
    count.answered++;
    if (vote > 0) count.agreed++;
    if (vote < 0) count.disagreed++;
  }
  return counts.map((inside) => {
    const others = counts.filter((each) => each !== inside);
    const outside = {
      agreed: total(others, "agreed"),
      disagreed: total(others, "disagreed"),
      answered: total(others, "answered"),
    };
    const compare = (word: "agreed" | "disagreed") => ({
      ratio: (inside[word] + 1) / (inside.answered + 2) / ((outside[word] + 1) / (outside.answered + 2)),
      z: twoProportionTest(inside[word], outside[word], inside.answered, outside.answered),
    });
    return { ...inside, agreesMore: compare("agreed"), disagreesMore: compare("disagreed") };
  });
}

function total<T extends string>(counts: readonly Record<T, number>[], word: T): number {
  return counts.reduce((sum, each) => sum + each[word], 0);
}

/**
 * z-score of the difference of two proportions, with one success and one more trial put in on both sides, as Polis does.
 *
 * @example twoProportionTest(15, 56, 24, 71) // -1.52
 */
export function twoProportionTest(
  successIn: number,
  successOut: number,
  countIn: number,
  countOut: number,
): number {
  const [a, b, n, m] = [successIn + 1, successOut + 1, countIn + 1, countOut + 1];
  const pooled = (a + b) / (n + m);
  return pooled >= 1 ? 0 : (a / n - b / m) / Math.sqrt(pooled * (1 - pooled) * (1 / n + 1 / m));
}

/** z-score of a proportion against one half. @example proportionTest(8, 10) // 2.11 */
export function proportionTest(success: number, count: number): number {
  return 2 * Math.sqrt(count + 1) * ((success + 1) / (count + 1) - 0.5);
}
