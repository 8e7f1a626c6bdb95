/** So many domains go into one statement. */
export const MAX_BATCH = 10_000;

/** @example batchesOf(domains) // [10,000 of them, 10,000 more, the rest] */
export function batchesOf<T>(items: readonly T[]): T[][] {
  const count = Math.ceil(items.length / MAX_BATCH);
  return Array.from({ length: count }, (_, at) => items.slice(at * MAX_BATCH, (at + 1) * MAX_BATCH));
}
