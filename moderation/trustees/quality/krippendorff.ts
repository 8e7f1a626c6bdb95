import type { Answers } from "./answers.ts";

/** How far apart two labels are: not at all alike, by rank, by difference, by ratio. */
export type Level = "nominal" | "ordinal" | "interval" | "ratio";

/**
 * How far people agree beyond chance: 1 wholly, 0 as by chance, below 0 less than that. Krippendorff: Computing Krippendorff's
 * Alpha-Reliability (2011), with coincidences, so that answers may be missing and any number of people may answer.
 *
 * @param values what each label counts as, in ascending order; needed for `interval` and `ratio`
 * @returns null where it is not defined: no item has two answers, or all answers are the same
 * @example krippendorff(numberAnswers(ballots, [1, 2, 3]), "interval", [1, 2, 3]) // 0.81
 */
export function krippendorff(
  answers: Answers,
  level: Level = "nominal",
  values: readonly number[] = Array.from({ length: answers.labelCount }, (_, at) => at),
): number | null {
  const { labelCount } = answers;
  const coincidences = countCoincidences(answers);
  const marginals = Float64Array.from({ length: labelCount }, (_, row) =>
    coincidences.subarray(row * labelCount, (row + 1) * labelCount).reduce((sum, each) => sum + each, 0),
  );
  const all = marginals.reduce((sum, each) => sum + each, 0);
  let observed = 0;
  let expected = 0;
  for (let one = 0; one < labelCount; one++)
    for (let other = one + 1; other < labelCount; other++) {
      const apart = distance(level, { one, other, marginals, values });
      observed += (coincidences[one * labelCount + other] as number) * apart;
      expected += (marginals[one] as number) * (marginals[other] as number) * apart;
    }
  return expected === 0 ? null : 1 - ((all - 1) * observed) / expected;
}

/** Labels × labels: how often the two were given to one item by two answers, weighed by how many answers it has. */
function countCoincidences({ items, labels, itemCount, labelCount }: Answers): Float64Array {
  const counts = new Int32Array(itemCount * labelCount);
  for (let at = 0; at < items.length; at++) {
    const cell = (items[at] as number) * labelCount + (labels[at] as number);
    counts[cell] = (counts[cell] as number) + 1;
  }
  const coincidences = new Float64Array(labelCount * labelCount);
  for (let item = 0; item < itemCount; item++) {
    const row = counts.subarray(item * labelCount, (item + 1) * labelCount);
    const given = row.reduce((sum, each) => sum + each, 0);
    if (given < 2) continue;
    for (let one = 0; one < labelCount; one++) {
      const count = row[one] as number;
      if (count === 0) continue;
      for (let other = 0; other < labelCount; other++) {
        const pairs = count * ((row[other] as number) - (one === other ? 1 : 0));
        const cell = one * labelCount + other;
        coincidences[cell] = (coincidences[cell] as number) + pairs / (given - 1);
      }
    }
  }
  return coincidences;
}

/** Step D of the paper: the squared differences of each level. */
function distance(
  level: Level,
  {
    one,
    other,
    marginals,
    values,
  }: { one: number; other: number; marginals: Float64Array; values: readonly number[] },
): number {
  if (level === "nominal") return 1;
  if (level === "ordinal") {
    const between = marginals.subarray(one, other + 1).reduce((sum, each) => sum + each, 0);
    return (between - ((marginals[one] as number) + (marginals[other] as number)) / 2) ** 2;
  }
  const [low, high] = [values[one] as number, values[other] as number];
  return level === "interval" ? (high - low) ** 2 : ((high - low) / (high + low)) ** 2;
}
