import type { Answers } from "./answers.ts";

/** What the answers of many say together, and how each of those who answered errs. */
export interface Reliability {
  /** Items × labels: how probable each label is. */
  readonly posteriors: Float64Array;
  /** How frequent each label is. */
  readonly prevalence: Float64Array;
  /** People × true label × label given: how they answer where one is true. Rows of what they never met are 0. */
  readonly confusion: Float64Array;
  readonly logLikelihood: number;
  readonly rounds: number;
  /** False where the rounds ran out first. */
  readonly hasConverged: boolean;
}

/** Answers beside those that were given, for each true label: so many right ones, and wrong ones shared out among the other labels. */
export interface Prior {
  readonly right: number;
  readonly wrong: number;
}

/** So improbable is what has never been seen: not impossible, or one answer would outweigh all others. */
const LEAST = 1e-300;

/**
 * The most probable labels, and each person's error rates, where nobody knows the truth: expectation-maximisation from the
 * shares of the votes. Dawid, Skene: Maximum Likelihood Estimation of Observer Error-Rates Using the EM Algorithm, Applied
 * Statistics 28 (1979), 20-28, equations 2.3 to 2.5. Deterministic; time grows with answers × labels × rounds.
 *
 * @param options.tolerance stops when the log-likelihood moves by less
 * @param options.prior answers that everybody is thought to have given beside theirs where a label is true: none in the paper. With a few answers
 *   a person the paper's estimates fit chance: who differs once is thought to err always
 * @example
 * const { posteriors } = dawidSkene(numberAnswers(ballots, ["keep", "remove"]));
 * posteriors[1] // how probable it is that the first case is one of "remove"
 */
export function dawidSkene(
  answers: Answers,
  {
    tolerance = 1e-9,
    mostRounds = 1_000,
    prior = { right: 0, wrong: 0 },
  }: { tolerance?: number; mostRounds?: number; prior?: Prior } = {},
): Reliability {
  const { personCount, labelCount } = answers;
  const posteriors = voteShares(answers);
  const prevalence = new Float64Array(labelCount);
  const confusion = new Float64Array(personCount * labelCount * labelCount);
  const logs = new Float64Array(confusion.length);
  let logLikelihood = Number.NEGATIVE_INFINITY;
  for (let rounds = 1; ; rounds++) {
    maximise(answers, posteriors, { prevalence, confusion }, prior);
    const before = logLikelihood;
    logLikelihood = expect(answers, { prevalence, confusion, logs }, posteriors);
    const hasConverged = Math.abs(logLikelihood - before) < tolerance;
    if (hasConverged || rounds >= mostRounds)
      return { posteriors, prevalence, confusion, logLikelihood, rounds, hasConverged };
  }
}

/** Items × labels: which part of the answers about an item says what. */
export function voteShares({ items, labels, itemCount, labelCount }: Answers): Float64Array {
  const shares = new Float64Array(itemCount * labelCount);
  const counts = new Float64Array(itemCount);
  for (let at = 0; at < items.length; at++) {
    const item = items[at] as number;
    const cell = item * labelCount + (labels[at] as number);
    shares[cell] = (shares[cell] as number) + 1;
    counts[item] = (counts[item] as number) + 1;
  }
  for (let cell = 0; cell < shares.length; cell++)
    shares[cell] = (shares[cell] as number) / ((counts[Math.floor(cell / labelCount)] as number) || 1);
  return shares;
}

/**
 * The label of the greatest share of each item; the first of several.
 *
 * @example mostProbable(reliability.posteriors, 2) // Int32Array [1, 0, 0]
 */
export function mostProbable(shares: Float64Array, labelCount: number): Int32Array {
  return Int32Array.from({ length: shares.length / labelCount }, (_, item) => {
    const row = shares.subarray(item * labelCount, (item + 1) * labelCount);
    return row.indexOf(Math.max(...row));
  });
}

type Estimates = Pick<Reliability, "prevalence" | "confusion">;

/** Equations 2.3 and 2.4: error rates and frequencies, if the labels are what is thought. */
function maximise(
  { items, people, labels, itemCount, labelCount }: Answers,
  posteriors: Float64Array,
  { prevalence, confusion }: Estimates,
  prior: Prior,
): void {
  prevalence.fill(0);
  const wrong = prior.wrong / Math.max(labelCount - 1, 1);
  for (let cell = 0; cell < confusion.length; cell++)
    confusion[cell] = (cell % (labelCount * labelCount)) % (labelCount + 1) === 0 ? prior.right : wrong;
  for (let cell = 0; cell < posteriors.length; cell++)
    prevalence[cell % labelCount] =
      (prevalence[cell % labelCount] as number) + (posteriors[cell] as number) / itemCount;
  for (let at = 0; at < items.length; at++) {
    const item = (items[at] as number) * labelCount;
    const given = (people[at] as number) * labelCount * labelCount + (labels[at] as number);
    for (let truth = 0; truth < labelCount; truth++) {
      const cell = given + truth * labelCount;
      confusion[cell] = (confusion[cell] as number) + (posteriors[item + truth] as number);
    }
  }
  for (let row = 0; row < confusion.length; row += labelCount) {
    let sum = 0;
    for (let cell = row; cell < row + labelCount; cell++) sum += confusion[cell] as number;
    if (sum > 0)
      for (let cell = row; cell < row + labelCount; cell++)
        confusion[cell] = (confusion[cell] as number) / sum;
  }
}

/** Equation 2.5: the labels, if these are the error rates. Answers the log-likelihood. */
function expect(
  { items, people, labels, labelCount }: Answers,
  { prevalence, confusion, logs }: Estimates & { logs: Float64Array },
  posteriors: Float64Array,
): number {
  for (let cell = 0; cell < confusion.length; cell++)
    logs[cell] = Math.log(Math.max(confusion[cell] as number, LEAST));
  for (let cell = 0; cell < posteriors.length; cell++)
    posteriors[cell] = Math.log(Math.max(prevalence[cell % labelCount] as number, LEAST));
  for (let at = 0; at < items.length; at++) {
    const item = (items[at] as number) * labelCount;
    const given = (people[at] as number) * labelCount * labelCount + (labels[at] as number);
    for (let truth = 0; truth < labelCount; truth++)
      posteriors[item + truth] =
        (posteriors[item + truth] as number) + (logs[given + truth * labelCount] as number);
  }
  let sum = 0;
  for (let item = 0; item < posteriors.length; item += labelCount)
    sum += toShares(posteriors.subarray(item, item + labelCount));
  return sum;
}

/** Turns logarithms into shares of their sum; answers the logarithm of the sum. */
function toShares(logs: Float64Array): number {
  const most = Math.max(...logs);
  let sum = 0;
  for (let at = 0; at < logs.length; at++) {
    logs[at] = Math.exp((logs[at] as number) - most);
    sum += logs[at] as number;
  }
  for (let at = 0; at < logs.length; at++) logs[at] = (logs[at] as number) / sum;
  return most + Math.log(sum);
}
