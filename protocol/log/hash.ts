import { sha256 } from "../signing/sha256.ts";

/** Length of every hash of a tree, in bytes. */
export const HASH_BYTES = 32;

/** RFC 6962 §2.1: the two kinds of hashes begin differently, so that a node can never be passed off as an entry. */
const LEAF = 0x00;
const NODE = 0x01;

/** RFC 6962 §2.1: the root of a tree without entries is the hash of nothing. */
export const EMPTY_ROOT: Uint8Array = Uint8Array.from(sha256(new Uint8Array(0)));

/**
 * The leaf hash of an entry, RFC 6962 §2.1.
 *
 * @example leafHash(new TextEncoder().encode("L123456")) // 395aa064...
 */
export function leafHash(entry: Uint8Array): Uint8Array {
  const data = new Uint8Array(1 + entry.length);
  data[0] = LEAF;
  data.set(entry, 1);
  return sha256(data);
}

/** The hash of two subtrees, RFC 6962 §2.1. */
export function nodeHash(left: Uint8Array, right: Uint8Array): Uint8Array {
  const data = new Uint8Array(1 + left.length + right.length);
  data[0] = NODE;
  data.set(left, 1);
  data.set(right, 1 + left.length);
  return sha256(data);
}

/** Whether two hashes are the same; neither is secret. */
export function sameHash(a: Uint8Array, b: Uint8Array): boolean {
  return a.length === b.length && a.every((byte, at) => byte === b[at]);
}
