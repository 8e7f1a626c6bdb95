/** Slots of 16 bits that a hash of 256 has. */
export const SLOTS = 16;

/** The most bits off in a slot for which going through the values, 137, is worth it: with 3 there are 697. */
const WIDEST = 2;

const countOf = (mask: number) => mask.toString(2).replaceAll("0", "").length;

/**
 * What a slot's value is combined with (exclusive or) to get those near it: itself first, then those one bit off,
 * and so on.
 */
export const masks = Uint16Array.from(
  Array.from({ length: 65_536 }, (_, mask) => mask)
    .filter((mask) => countOf(mask) <= WIDEST)
    .sort((a, b) => countOf(a) - countOf(b)),
);

/** How many of the masks have at most 0, 1, 2 bits. */
const within = [1, 17, 137];

/**
 * The share of slot `at` when hashes may differ in `most` bits: the shares of all slots together are most + 1. So in
 * hashes that are near enough some slot differs in less than its share. More than that: going round the slots from some
 * one of them, what differs stays below the shares so far at every step, as a car that gets fuel for one round in
 * portions finds a place to start from. So where slot i is below its share, i and i + 1 must together be below theirs.
 *
 * Source: J. Qin and C. Xiao, "Pigeonring: A Principle for Faster Thresholded Similarity Search", PVLDB 12(1), 2018.
 */
export function share(most: number, at: number): number {
  return ((most - (at % SLOTS)) >> 4) + 1;
}

/** How many of the masks make the values that are below the share of slot `at`. */
export function neighbours(most: number, at: number): number {
  return within[share(most, at) - 1] ?? 0;
}

/**
 * Whether going by slots is less work than comparing all of `size` hashes. In comparisons of the latter kind, which
 * go through memory in its order, a list costs about 10 and each value on it 1.
 */
export function isWorthwhile(size: number, most: number): boolean {
  if (share(most, 0) > WIDEST + 1) return false;
  let lists = 0;
  for (let at = 0; at < SLOTS; at++) lists += neighbours(most, at);
  return lists * 10 + (size * lists) / 65_536 < size;
}
