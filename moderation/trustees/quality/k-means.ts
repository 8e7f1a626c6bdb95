import type { Point } from "./leanings.ts";

const ROUNDS = 100;

/**
 * Puts points into k groups around their means. Deterministic: the first mean is the point farthest from the middle, each next the one
 * farthest from those there are. Fewer groups where fewer points differ.
 *
 * @returns each point's group
 */
export function kMeans(points: readonly Point[], k: number): Int32Array {
  let means = firstMeans(points, k);
  let groupOf = nearest(points, means);
  for (let round = 0; round < ROUNDS; round++) {
    means = means.map((mean, group) => middle(points.filter((_, at) => groupOf[at] === group)) ?? mean);
    const next = nearest(points, means);
    if (next.every((group, at) => group === groupOf[at])) break;
    groupOf = next;
  }
  // Groups that nobody is in have no number.
  const used = [...new Set(groupOf)].toSorted((a, b) => a - b);
  return groupOf.map((group) => used.indexOf(group));
}

function firstMeans(points: readonly Point[], k: number): Point[] {
  const means: Point[] = [];
  const centre = middle(points) ?? { x: 0, y: 0 };
  while (means.length < k) {
    const from = means.length === 0 ? [centre] : means;
    const apart = points.map((point) => Math.min(...from.map((mean) => squared(point, mean))));
    const farthest = points[apart.indexOf(Math.max(...apart))];
    if (farthest === undefined || (means.length > 0 && Math.max(...apart) === 0)) break;
    means.push(farthest);
  }
  return means;
}

function nearest(points: readonly Point[], means: readonly Point[]): Int32Array {
  return Int32Array.from(points, (point) => {
    const apart = means.map((mean) => squared(point, mean));
    return apart.indexOf(Math.min(...apart));
  });
}

function middle(points: readonly Point[]): Point | null {
  if (points.length === 0) return null;
  const sum = points.reduce(({ x, y }, point) => ({ x: x + point.x, y: y + point.y }), { x: 0, y: 0 });
  return { x: sum.x / points.length, y: sum.y / points.length };
}

function squared(one: Point, other: Point): number {
  return (one.x - other.x) ** 2 + (one.y - other.y) ** 2;
}

/**
 * How well groups stand apart, from -1 to 1: the mean over their members. Rousseeuw: Silhouettes (1987). Whoever is alone in a group
 * counts as 0.
 *
 * @param distance between two members by their numbers
 */
export function silhouette(
  distance: (one: number, other: number) => number,
  groupOf: ArrayLike<number>,
): number {
  const members = Map.groupBy(Array.from(groupOf).keys(), (at) => groupOf[at] as number);
  if (members.size < 2) return 0;
  let sum = 0;
  for (let at = 0; at < groupOf.length; at++) sum += memberSilhouette(distance, members, at);
  return sum / groupOf.length;
}

/**
 * Of one member: how much nearer its own group is than the nearest other.
 *
 * @param groups members of each, by their numbers
 */
export function memberSilhouette(
  distance: (one: number, other: number) => number,
  groups: ReadonlyMap<number, readonly number[]>,
  at: number,
): number {
  let [inside, outside] = [0, Number.POSITIVE_INFINITY];
  for (const members of groups.values()) {
    const others = members.filter((other) => other !== at);
    const mean = others.reduce((sum, other) => sum + distance(at, other), 0) / Math.max(others.length, 1);
    if (!members.includes(at)) outside = Math.min(outside, mean);
    else if (others.length === 0) return 0;
    else inside = mean;
  }
  const most = Math.max(inside, outside);
  return most === 0 ? 0 : (outside - inside) / most;
}
