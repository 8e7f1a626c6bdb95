/** Shuffles that are the same each time for the same seed: for tests by permutation, not for draws. */
export interface Chance {
  shuffle(values: Int32Array): void;
}

/** Marsaglia: Xorshift RNGs (2003), 32 bits: 13, 17, 5. */
export function createChance(seed: number): Chance {
  let state = seed | 0 || 1;
  const next = () => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return (state >>> 0) / 4_294_967_296;
  };
  return {
    /** Fisher and Yates, in place. */
    shuffle(values) {
      for (let at = values.length - 1; at > 0; at--) {
        const other = Math.floor(next() * (at + 1));
        const held = values[at] as number;
        values[at] = values[other] as number;
        values[other] = held;
      }
    },
  };
}
