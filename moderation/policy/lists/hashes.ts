import type { CompiledList } from "./list.ts";

const WORDS = 8;

/**
 * 256-bit hashes by their distance: how many bits differ. All are compared, which takes about 10 ns each; what differs widely is
 * mostly known after two of eight words.
 */
export function compileHashes(entries: readonly string[]): Pick<CompiledList, "near"> {
  const table = new Int32Array(entries.length * WORDS);
  for (const [at, entry] of entries.entries()) table.set(wordsOf(entry) ?? [], at * WORDS);
  return {
    near(value, distance) {
      const asked = wordsOf(value);
      if (asked === null) return false;
      for (let base = 0; base < table.length; base += WORDS) {
        let bits = 0;
        for (let word = 0; word < WORDS && bits <= distance; word++)
          bits += popcount((table[base + word] as number) ^ (asked[word] as number));
        if (bits <= distance) return true;
      }
      return false;
    },
  };
}

function wordsOf(hex: string): Int32Array | null {
  if (!/^[0-9a-fA-F]{64}$/.test(hex)) return null;
  return Int32Array.from(
    { length: WORDS },
    (_, at) => Number.parseInt(hex.slice(at * 8, at * 8 + 8), 16) | 0,
  );
}

/** Hacker's Delight, figure 5-2. */
function popcount(value: number): number {
  let bits = value - ((value >>> 1) & 0x55555555);
  bits = (bits & 0x33333333) + ((bits >>> 2) & 0x33333333);
  return Math.imul((bits + (bits >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24;
}
