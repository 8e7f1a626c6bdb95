import { EMPTY_ROOT, nodeHash } from "./hash.ts";

/** A tree of which no more is kept than is needed to let it grow. */
export interface Range {
  /** How many entries it has. */
  readonly size: number;
  append(leaf: Uint8Array): void;
  /** RFC 6962 §2.1's Merkle Tree Hash of all entries. */
  root(): Uint8Array;
  /** The roots of the perfect subtrees that it falls into, the largest first: one for each bit of its size. */
  peaks(): readonly Uint8Array[];
}

/**
 * A tree that grows at its right edge, in memory of the logarithm of its size (transparency-dev's compact range from 0).
 *
 * @param peaks of a tree of `size` entries, to go on with it
 * @throws RangeError when there are not as many peaks as a tree of that size has
 * @example
 * const range = createRange();
 * range.append(leafHash(entry));
 * range.root();
 */
export function createRange(size = 0, peaks: readonly Uint8Array[] = []): Range {
  if (!Number.isSafeInteger(size) || size < 0 || peaks.length !== ones(size))
    throw new RangeError(`a tree of ${size} entries has not ${peaks.length} peaks`);
  const stack = [...peaks];
  let count = size;
  return {
    get size() {
      return count;
    },
    append(leaf) {
      let hash = leaf;
      // As with adding one to a binary number: each 1 at its end carries.
      for (let rest = count; rest % 2 === 1; rest = (rest - 1) / 2) {
        const left = stack.pop();
        if (left === undefined) throw new Error("a peak is missing");
        hash = nodeHash(left, hash);
      }
      stack.push(hash);
      count++;
    },
    root() {
      const last = stack.at(-1);
      if (last === undefined) return EMPTY_ROOT;
      return stack.slice(0, -1).reduceRight((right, left) => nodeHash(left, right), last);
    },
    peaks: () => [...stack],
  };
}

/** The root of the tree over these leaves. */
export function rootOf(leaves: Iterable<Uint8Array>): Uint8Array {
  const range = createRange();
  for (const leaf of leaves) range.append(leaf);
  return range.root();
}

function ones(number: number): number {
  let count = 0;
  for (let rest = number; rest > 0; rest = Math.floor(rest / 2)) count += rest % 2;
  return count;
}
