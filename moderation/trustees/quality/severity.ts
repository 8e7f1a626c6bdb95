import { createChance } from "./chance.ts";
import type { Judgements } from "./judgements.ts";
import { LEAST } from "./least.ts";

/** How grave the decisions about one group of cases are, beside those about others of the same topic. */
export interface GroupSeverity<Group> {
  readonly group: Group;
  readonly panels: number;
  /** 0.5: as grave as others; above: graver than that share of the decisions about the same topic, ties halved. */
  readonly severity: number;
  /** How often so great a difference comes by chance alone, or a greater one. */
  readonly chance: number;
  /** Whether that is too seldom to be chance, however many groups were looked at. */
  readonly isUneven: boolean;
}

/** Panels that a group needs: with fewer, chance alone explains nearly everything. */
const LEAST_PANELS = 20;
const SHUFFLES = 2_000;
const SURE = 0.05;
const SEED = 0x6d6f6f74;

/**
 * Whether panels decide about some groups of cases more gravely than about others. Each first decision counts as its rank among those of
 * its topic, so that a group is not thought severe for having graver topics; then groups are dealt out anew within the topics,
 * 2,000 times, and it is counted how often a group's mean is as far from the middle as it is. The level of 5 % is divided by the number of groups
 * (Bonferroni). The same decisions give the same figures: the shuffles are seeded.
 *
 * van Elteren: On the combination of independent two-sample tests of Wilcoxon (1960); Pitman: Significance tests (1937).
 *
 * @param groupOf the group of a panel; null for those that are not looked at
 */
export function severityOf<Group>(
  { panels }: Pick<Judgements, "panels">,
  groupOf: (panel: number) => Group | null,
): GroupSeverity<Group>[] {
  const names: Group[] = [];
  const strata = new Map<number, { group: number; outcome: number }[]>();
  for (let panel = 0; panel < panels.count; panel++) {
    const group = groupOf(panel);
    if (group === null || panels.levels[panel] !== 0) continue;
    if (!names.includes(group)) names.push(group);
    const topic = panels.topics[panel] as number;
    const stratum = strata.get(topic) ?? [];
    strata.set(topic, stratum);
    stratum.push({ group: names.indexOf(group), outcome: panels.outcomes[panel] as number });
  }
  const dealt = [...strata.values()].map((stratum) => ({
    groups: Int32Array.from(stratum, ({ group }) => group),
    scores: midRanks(stratum.map(({ outcome }) => outcome)),
  }));
  return compare(names, dealt);
}

interface Stratum {
  readonly groups: Int32Array;
  readonly scores: Float64Array;
}

function compare<Group>(names: readonly Group[], strata: readonly Stratum[]): GroupSeverity<Group>[] {
  const counts = new Int32Array(names.length);
  for (const { groups } of strata) for (const group of groups) counts[group] = (counts[group] as number) + 1;
  const found = meansOf(strata, counts);
  const beyond = new Int32Array(names.length);
  const chance = createChance(SEED);
  const compared = [...counts].filter((count) => count >= LEAST_PANELS).length;
  for (let round = 0; compared > 1 && round < SHUFFLES; round++) {
    for (const { groups } of strata) chance.shuffle(groups);
    const means = meansOf(strata, counts);
    for (let group = 0; group < names.length; group++)
      if (Math.abs((means[group] as number) - 0.5) >= Math.abs((found[group] as number) - 0.5) - 1e-12)
        beyond[group] = (beyond[group] as number) + 1;
  }
  return names.flatMap((group, at) => {
    const count = counts[at] as number;
    if (count < LEAST) return [];
    const isCompared = compared > 1 && count >= LEAST_PANELS;
    const share = isCompared ? ((beyond[at] as number) + 1) / (SHUFFLES + 1) : 1;
    return [
      {
        group,
        panels: count,
        severity: found[at] as number,
        chance: share,
        isUneven: isCompared && share * compared < SURE,
      },
    ];
  });
}

function meansOf(strata: readonly Stratum[], counts: Int32Array): Float64Array {
  const sums = new Float64Array(counts.length);
  for (const { groups, scores } of strata)
    for (let at = 0; at < groups.length; at++) {
      const group = groups[at] as number;
      sums[group] = (sums[group] as number) + (scores[at] as number);
    }
  return sums.map((sum, group) => sum / (counts[group] as number));
}

/** Of each value, the share of all that lies below it, those that are equal counted half. */
function midRanks(values: readonly number[]): Float64Array {
  const counts = new Map<number, number>();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  const shares = new Map<number, number>();
  let below = 0;
  for (const [value, count] of [...counts].toSorted(([one], [other]) => one - other)) {
    shares.set(value, (below + count / 2) / values.length);
    below += count;
  }
  return Float64Array.from(values, (value) => shares.get(value) as number);
}
