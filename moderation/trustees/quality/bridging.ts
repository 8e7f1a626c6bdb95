import type { Answers } from "./answers.ts";

/** How much is set against great parameters: on notes' and raters' intercepts, and on their factors. */
export interface Regularisation {
  readonly intercepts: number;
  readonly factors: number;
}

/** What ratings say when who usually agrees with whom is taken out. */
export interface Bridging {
  /** What all raters give all notes. */
  readonly mean: number;
  /** How helpful each note is found beside what its readers' leanings explain: the score. */
  readonly noteIntercepts: Float64Array;
  /** How far each note speaks to one side. */
  readonly noteFactors: Float64Array;
  readonly raterIntercepts: Float64Array;
  /** On which side each rater is. The larger side is the negative one. */
  readonly raterFactors: Float64Array;
  readonly loss: number;
  readonly rounds: number;
  readonly hasConverged: boolean;
}

/** Of the published model: `scoring/matrix_factorization`, `userInterceptLambda` and `userFactorLambda`. */
export const usualRegularisation: Regularisation = { intercepts: 0.15, factors: 0.03 };

/**
 * Finds what people agree on who usually differ. Wojcik et al.: Birdwatch (2022), as Community Notes has it: a rating is
 * `mean + rater's intercept + note's intercept + rater's factor × note's factor`, and the mean squared error is minimised with the mean
 * squares of the parameters, so that a note's intercept is high only where readers of both sides found it helpful.
 *
 * Rather than by gradients the minimum is found by exact steps: with the notes held, each rater is a ridge regression in two unknowns,
 * and the other way round. Deterministic; time grows with ratings × rounds.
 *
 * @param ratings items are notes, people are raters
 * @param values what each label counts as: helpful 1, somewhat 0.5, not 0
 * @example bridge(numberAnswers(ratings, ["no", "somewhat", "yes"]), [0, 0.5, 1]).noteIntercepts[0] // 0.57
 */
export function bridge(
  ratings: Answers,
  values: readonly number[],
  {
    regularisation = usualRegularisation,
    tolerance = 1e-7,
    mostRounds = 500,
  }: { regularisation?: Regularisation; tolerance?: number; mostRounds?: number } = {},
): Bridging {
  const given = Float64Array.from(ratings.labels, (label) => values[label] as number);
  const notes = sideOf(ratings.items, ratings.itemCount);
  const raters = sideOf(ratings.people, ratings.personCount);
  raters.factors.set(firstLeanings(raters.count));
  let mean = 0;
  let loss = Number.POSITIVE_INFINITY;
  for (let rounds = 1; ; rounds++) {
    mean = meanOf(given, notes, raters) / (1 + regularisation.intercepts);
    fitSide(notes, raters, { given, mean, regularisation });
    fitSide(raters, notes, { given, mean, regularisation });
    const before = loss;
    loss = lossOf({ given, mean, notes, raters, regularisation });
    const hasConverged = before - loss < tolerance;
    if (hasConverged || rounds >= mostRounds) {
      faceLargerSide(raters, notes);
      return {
        mean,
        noteIntercepts: notes.intercepts,
        noteFactors: notes.factors,
        raterIntercepts: raters.intercepts,
        raterFactors: raters.factors,
        loss,
        rounds,
        hasConverged,
      };
    }
  }
}

/** Notes, or raters. */
interface Side {
  readonly count: number;
  /** Whose each rating is. */
  readonly of: Int32Array;
  readonly intercepts: Float64Array;
  readonly factors: Float64Array;
  /** Sums of the regressions: of 1, of the other side's factors, of their squares, of what is left, of that times the factors. */
  readonly sums: Float64Array;
}

const SUMS = 5;

function sideOf(of: Int32Array, count: number): Side {
  return {
    count,
    of,
    intercepts: new Float64Array(count),
    factors: new Float64Array(count),
    sums: new Float64Array(count * SUMS),
  };
}

/** Something other than zero, from which no side is to be seen: the golden ratio's multiples, from -0.5 to 0.5. */
function firstLeanings(count: number): Float64Array {
  return Float64Array.from({ length: count }, (_, at) => (((at + 1) * 0.618_033_988_749_895) % 1) - 0.5);
}

interface Held {
  readonly given: Float64Array;
  readonly mean: number;
  readonly regularisation: Regularisation;
}

/** The best intercepts and factors of one side, where the other's are held. */
function fitSide(side: Side, other: Side, { given, mean, regularisation }: Held): void {
  const { sums } = side;
  sums.fill(0);
  for (let at = 0; at < given.length; at++) {
    const row = (side.of[at] as number) * SUMS;
    const peer = other.of[at] as number;
    const factor = other.factors[peer] as number;
    const left = (given[at] as number) - mean - (other.intercepts[peer] as number);
    sums[row] = (sums[row] as number) + 1;
    sums[row + 1] = (sums[row + 1] as number) + factor;
    sums[row + 2] = (sums[row + 2] as number) + factor * factor;
    sums[row + 3] = (sums[row + 3] as number) + left;
    sums[row + 4] = (sums[row + 4] as number) + left * factor;
  }
  // The loss is a mean over ratings and a mean over this side: their ratio is what one parameter's square weighs.
  const weight = given.length / side.count;
  for (let each = 0; each < side.count; each++) {
    const [ones, factors, squares, lefts, products] = sums.subarray(each * SUMS, (each + 1) * SUMS);
    const a = (ones as number) + regularisation.intercepts * weight;
    const b = factors as number;
    const d = (squares as number) + regularisation.factors * weight;
    const determinant = a * d - b * b;
    side.intercepts[each] = ((lefts as number) * d - (products as number) * b) / determinant;
    side.factors[each] = ((products as number) * a - (lefts as number) * b) / determinant;
  }
}

/** What is left of the ratings on average when all but the mean is taken off. */
function meanOf(given: Float64Array, notes: Side, raters: Side): number {
  let sum = 0;
  for (let at = 0; at < given.length; at++) sum += (given[at] as number) - explained(notes, raters, at);
  return given.length === 0 ? 0 : sum / given.length;
}

function explained(notes: Side, raters: Side, at: number): number {
  const [note, rater] = [notes.of[at] as number, raters.of[at] as number];
  return (
    (notes.intercepts[note] as number) +
    (raters.intercepts[rater] as number) +
    (notes.factors[note] as number) * (raters.factors[rater] as number)
  );
}

function lossOf({
  given,
  mean,
  notes,
  raters,
  regularisation,
}: Held & { notes: Side; raters: Side }): number {
  let errors = 0;
  for (let at = 0; at < given.length; at++)
    errors += ((given[at] as number) - mean - explained(notes, raters, at)) ** 2;
  const { intercepts, factors } = regularisation;
  const ofSides = [notes, raters].map(
    (side) => intercepts * meanSquare(side.intercepts) + factors * meanSquare(side.factors),
  );
  return (
    (given.length === 0 ? 0 : errors / given.length) +
    intercepts * mean * mean +
    ofSides.reduce((sum, each) => sum + each, 0)
  );
}

function meanSquare(values: Float64Array): number {
  return values.length === 0 ? 0 : values.reduce((sum, each) => sum + each * each, 0) / values.length;
}

/** The two signs say the same: the larger side gets the negative one, as in the published model. */
function faceLargerSide(raters: Side, notes: Side): void {
  const negative = raters.factors.filter((factor) => factor < 0).length;
  const positive = raters.factors.filter((factor) => factor > 0).length;
  if (negative >= positive) return;
  for (const { factors } of [raters, notes])
    for (let at = 0; at < factors.length; at++) factors[at] = -(factors[at] as number);
}
