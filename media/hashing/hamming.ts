/** How many of 32 bits are set. */
export function countBits(word: number): number {
  const pairs = word - ((word >>> 1) & 0x55555555);
  const fours = (pairs & 0x33333333) + ((pairs >>> 2) & 0x33333333);
  return Math.imul((fours + (fours >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24;
}

/** The 8 words of a hash of 64 hexadecimal digits, in their order; null for any other text. */
export function toWords(pdq: string): Uint32Array | null {
  if (!/^[0-9a-f]{64}$/i.test(pdq)) return null;
  const words = new Uint32Array(8);
  for (let at = 0; at < 8; at++) words[at] = Number.parseInt(pdq.slice(at * 8, at * 8 + 8), 16);
  return words;
}

/**
 * Bits in which two PDQ hashes differ, 0 to 256; up to 31 they are taken to show the same picture.
 *
 * @throws RangeError for what is no hash
 * @example hammingDistance(kept.pdq, hashed.pdq) <= 31
 */
export function hammingDistance(a: string, b: string): number {
  const [one, other] = [toWords(a), toWords(b)];
  if (one === null || other === null) throw new RangeError("a hash is 64 hexadecimal digits");
  return one.reduce((sum, word, at) => sum + countBits(word ^ (other[at] as number)), 0);
}
