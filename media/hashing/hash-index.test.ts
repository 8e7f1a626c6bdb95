import { existsSync, readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { countBits, toWords } from "./hamming.ts";
import { createHashIndex, type HashIndex, type Hit } from "./hash-index.ts";
import { isWorthwhile } from "./neighbours.ts";

const vectors = new URL("../../../shared/vectors/pdq/", import.meta.url);
const present = existsSync(vectors);
if (!present) process.stderr.write("the PDQ vectors are not here: needles and haystack are skipped.\n");

/** Hashes that lie apart, the same in every run (xorshift32). */
function* hashes(seed: number): Generator<string, never> {
  let state = seed;
  const eight = () => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return (state >>> 0).toString(16).padStart(8, "0");
  };
  for (;;) yield Array.from({ length: 8 }, eight).join("");
}

function some(seed: number, count: number): string[] {
  const all = hashes(seed);
  return Array.from({ length: count }, () => all.next().value);
}

function flip(pdq: string, bits: Iterable<number>): string {
  const digits = Array.from(pdq, (digit) => Number.parseInt(digit, 16));
  for (const bit of bits) digits[bit >> 2] = (digits[bit >> 2] ?? 0) ^ (1 << (bit & 3));
  return digits.map((digit) => digit.toString(16)).join("");
}

/** What an index holds, and what it should answer. */
class Pairs {
  readonly #all = new Map<string, { id: number; words: Uint32Array }>();

  add(pdq: string, id: number): boolean {
    const key = `${pdq} ${id}`;
    if (this.#all.has(key)) return false;
    this.#all.set(key, { id, words: toWords(pdq) ?? new Uint32Array() });
    return true;
  }

  remove(pdq: string, id: number): boolean {
    return this.#all.delete(`${pdq} ${id}`);
  }

  find(needle: string, distance: number): Hit<number>[] {
    const wanted = toWords(needle) ?? new Uint32Array();
    return [...this.#all.values()]
      .map(({ id, words }) => ({
        id,
        distance: words.reduce((sum, w, at) => sum + countBits(w ^ (wanted[at] ?? 0)), 0),
      }))
      .filter((hit) => hit.distance <= distance);
  }
}

const inOrder = (hits: Hit<number>[]) => hits.sort((a, b) => a.distance - b.distance || a.id - b.id);
const bits = (most: number) => fc.uniqueArray(fc.nat(255), { maxLength: most, size: "max" });

/** So many unlike hashes, under negative ids, that it goes by slots up to a distance. */
function fill(index: HashIndex<number>, distance: number): Pairs {
  const pairs = new Pairs();
  const apart = hashes(7);
  for (let id = -1; !isWorthwhile(index.size, distance); id--) {
    const pdq = apart.next().value;
    index.add(pdq, id);
    pairs.add(pdq, id);
  }
  return pairs;
}

describe.runIf(present)("the published needles", () => {
  const read = (name: string) =>
    present ? readFileSync(new URL(name, vectors), "utf8").trim().split("\n") : [];

  it.each(["a small", "a large"])(
    "are found in the haystack in %s index as often as they are in it",
    (which) => {
      const index = createHashIndex<number>();
      for (const [id, pdq] of read("haystack.txt").entries()) index.add(pdq, id);
      if (which === "a large") fill(index, 31);
      const count = (distance: number) =>
        read("needles.txt").flatMap((needle) => index.find(needle, distance).filter(({ id }) => id >= 0))
          .length;
      expect([0, 10, 15, 20, 31, 63].map(count)).toEqual([50, 150, 151, 180, 250, 352]);
    },
  );
});

describe("an index of hashes", () => {
  it("finds what comparing all finds when it goes by slots, whatever was added and removed", () => {
    const index = createHashIndex<number>();
    const pairs = fill(index, 33);
    const centres = some(99, 5);
    const near = fc.tuple(fc.constantFrom(...centres), bits(30)).map(([centre, off]) => flip(centre, off));
    const neighbours = fc.sample(near, { numRuns: 600, seed: 1 });
    for (const [id, pdq] of neighbours.entries()) expect(index.add(pdq, id)).toBe(pairs.add(pdq, id));
    for (const [id, pdq] of neighbours.entries()) {
      if (id % 3 === 0) expect(index.remove(pdq, id)).toBe(pairs.remove(pdq, id));
    }
    let found = 0;
    fc.assert(
      fc.property(near, fc.nat(33), (needle, distance) => {
        const hits = index.find(needle, distance);
        found += hits.length;
        expect(inOrder(hits)).toEqual(inOrder(pairs.find(needle, distance)));
      }),
      { numRuns: 30 },
    );
    expect(found).toBeGreaterThan(50);
  });

  it("finds what comparing all finds when it is small", () => {
    const hash = fc.tuple(fc.constantFrom(...some(3, 3)), bits(40)).map(([centre, off]) => flip(centre, off));
    const steps = fc.array(fc.tuple(fc.boolean(), fc.nat(9), fc.nat(3)), { maxLength: 60, size: "max" });
    fc.assert(
      fc.property(
        fc.array(hash, { minLength: 10, maxLength: 10 }),
        steps,
        fc.nat(256),
        (known, taken, distance) => {
          const index = createHashIndex<number>();
          const pairs = new Pairs();
          for (const [isAdded, n, id] of taken) {
            const pdq = known[n] ?? "";
            const step = isAdded ? "add" : "remove";
            expect(index[step](pdq, id)).toBe(pairs[step](pdq, id));
          }
          expect(index.size).toBe(pairs.find(known[0] ?? "", 256).length);
          expect(inOrder(index.find(known[0] ?? "", distance))).toEqual(
            inOrder(pairs.find(known[0] ?? "", distance)),
          );
        },
      ),
      { numRuns: 20 },
    );
  });

  it("answers the nearest first, each id of a hash, and a pair only once", () => {
    const index = createHashIndex<string>();
    const [pdq = ""] = some(5, 1);
    expect(index.add(flip(pdq, [0, 100, 200]), "near")).toBe(true);
    expect(index.add(pdq, "a")).toBe(true);
    expect(index.add(pdq.toUpperCase(), "a")).toBe(false);
    expect(index.add(pdq, "b")).toBe(true);
    expect(index.size).toBe(3);
    expect(index.find(pdq, 31)).toEqual([
      { id: "a", distance: 0 },
      { id: "b", distance: 0 },
      { id: "near", distance: 3 },
    ]);
    expect(index.find(pdq, 2).map(({ id }) => id)).toEqual(["a", "b"]);
  });

  it("takes again the place of what was removed", () => {
    const index = createHashIndex<number>();
    const first = some(11, 500);
    for (const [id, pdq] of first.entries()) index.add(pdq, id);
    const { bytes } = index;
    for (let round = 0; round < 5; round++) {
      for (const [id, pdq] of first.entries()) index.remove(pdq, id);
      expect(index.size).toBe(0);
      for (const [id, pdq] of first.entries()) index.add(pdq, id);
    }
    expect(index.bytes).toBe(bytes);
    expect(first.every((pdq, id) => index.find(pdq, 0)[0]?.id === id)).toBe(true);
  });

  it("knows nothing of what is no hash, and of no distance", () => {
    const index = createHashIndex<number>();
    const [pdq = ""] = some(5, 1);
    for (const text of ["", "00", `${pdq}0`, `${pdq.slice(1)}g`, `0x${pdq.slice(2)}`]) {
      expect(index.add(text, 1)).toBe(false);
      expect(index.remove(text, 1)).toBe(false);
      expect(index.find(text, 256)).toEqual([]);
    }
    expect(index.remove(pdq, 1)).toBe(false);
    expect(index.add(pdq, 1)).toBe(true);
    for (const distance of [-1, Number.NaN]) expect(index.find(pdq, distance)).toEqual([]);
    expect(index.find(flip(pdq, Array(256).keys()), Number.POSITIVE_INFINITY)).toEqual([
      { id: 1, distance: 256 },
    ]);
  });
});
