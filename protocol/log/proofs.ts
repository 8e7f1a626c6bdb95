import { EMPTY_ROOT, HASH_BYTES, nodeHash, sameHash } from "./hash.ts";

/** The subtree over the entries from `begin` up to and without `end`. */
export interface Span {
  readonly begin: number;
  readonly end: number;
}

/** Longer than any proof in a tree that can be counted. */
const MOST_HASHES = 64;

/**
 * The subtrees whose hashes prove that an entry is in a tree, from the leaf upwards: PATH of RFC 6962 §2.1.1.
 *
 * @throws RangeError unless 0 <= index < size
 */
export function inclusionSpans(index: number, size: number): Span[] {
  if (!isSize(size) || !isSize(index) || index >= size)
    throw new RangeError(`no entry ${index} in a tree of ${size}`);
  return path(index, 0, size);
}

function path(index: number, begin: number, end: number): Span[] {
  if (end - begin === 1) return [];
  const middle = begin + splitOf(end - begin);
  return index < middle
    ? [...path(index, begin, middle), { begin: middle, end }]
    : [...path(index, middle, end), { begin, end: middle }];
}

/**
 * The subtrees whose hashes prove that a tree of `to` entries begins with the tree of `from` entries: PROOF of RFC 6962 §2.1.2.
 * None where one of them is empty or both are the same.
 *
 * @throws RangeError unless 0 <= from <= to
 */
export function consistencySpans(from: number, to: number): Span[] {
  if (!isSize(from) || !isSize(to) || from > to) throw new RangeError(`no way from ${from} to ${to} entries`);
  return from === 0 ? [] : subproof(from, 0, to, true);
}

function subproof(from: number, begin: number, end: number, isWhole: boolean): Span[] {
  if (from === end) return isWhole ? [] : [{ begin, end }];
  const middle = begin + splitOf(end - begin);
  return from <= middle
    ? [...subproof(from, begin, middle, isWhole), { begin: middle, end }]
    : [...subproof(from, middle, end, false), { begin, end: middle }];
}

/** The largest power of two below `size`, RFC 6962 §2.1. */
export function splitOf(size: number): number {
  let split = 1;
  while (split * 2 < size) split *= 2;
  return split;
}

/**
 * Whether a leaf is in a tree with that root: RFC 9162 §2.1.3.2. Whatever a stranger sends is answered, never thrown at.
 *
 * @example verifyInclusion({ index: 5, size: 8, leaf, proof, root }) // true
 */
export function verifyInclusion(claim: {
  index: number;
  size: number;
  leaf: Uint8Array;
  proof: readonly Uint8Array[];
  root: Uint8Array;
}): boolean {
  const { index, size, leaf, proof, root } = claim;
  if (!isSize(size) || !isSize(index) || index >= size) return false;
  if (!areHashes([leaf, root, ...proof]) || proof.length > MOST_HASHES) return false;
  let [at, last, hash] = [index, size - 1, leaf];
  for (const sibling of proof) {
    if (last === 0) return false;
    if (isOdd(at) || at === last) {
      hash = nodeHash(sibling, hash);
      while (!isOdd(at) && at !== 0) [at, last] = [half(at), half(last)];
    } else hash = nodeHash(hash, sibling);
    [at, last] = [half(at), half(last)];
  }
  return last === 0 && sameHash(hash, root);
}

/**
 * Whether the tree of `to` entries begins with the tree of `from` entries: RFC 9162 §2.1.4.2. An empty tree is the beginning of
 * every tree.
 *
 * @example verifyConsistency({ from: 6, to: 8, fromRoot, toRoot, proof }) // true
 */
export function verifyConsistency(claim: {
  from: number;
  to: number;
  fromRoot: Uint8Array;
  toRoot: Uint8Array;
  proof: readonly Uint8Array[];
}): boolean {
  const { from, to, fromRoot, toRoot, proof } = claim;
  if (!isSize(from) || !isSize(to) || from > to) return false;
  if (!areHashes([fromRoot, toRoot, ...proof]) || proof.length > MOST_HASHES) return false;
  if (from === to) return proof.length === 0 && sameHash(fromRoot, toRoot);
  if (from === 0) return proof.length === 0 && sameHash(fromRoot, EMPTY_ROOT);
  // A tree whose size is a power of two is a subtree of the larger one: the proof need not name it.
  const [first, ...rest] = isPowerOfTwo(from) ? [fromRoot, ...proof] : proof;
  if (first === undefined || proof.length === 0) return false;
  let [at, last] = [from - 1, to - 1];
  while (isOdd(at)) [at, last] = [half(at), half(last)];
  let [older, newer] = [first, first];
  for (const sibling of rest) {
    if (last === 0) return false;
    if (isOdd(at) || at === last) {
      older = nodeHash(sibling, older);
      newer = nodeHash(sibling, newer);
      while (!isOdd(at) && at !== 0) [at, last] = [half(at), half(last)];
    } else newer = nodeHash(newer, sibling);
    [at, last] = [half(at), half(last)];
  }
  return last === 0 && sameHash(older, fromRoot) && sameHash(newer, toRoot);
}

// Sizes go beyond 32 bits, where JavaScript's shifts end.
const half = (number: number) => Math.floor(number / 2);
const isOdd = (number: number) => number % 2 === 1;
const isSize = (number: number) => Number.isSafeInteger(number) && number >= 0;
const areHashes = (hashes: readonly Uint8Array[]) => hashes.every(({ length }) => length === HASH_BYTES);

function isPowerOfTwo(number: number): boolean {
  let rest = number;
  while (rest % 2 === 0) rest /= 2;
  return rest === 1;
}
