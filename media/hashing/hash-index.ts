import { Buckets } from "./buckets.ts";
import { countBits, toWords } from "./hamming.ts";
import { isWorthwhile, masks, neighbours, SLOTS, share } from "./neighbours.ts";

export interface Hit<Id> {
  id: Id;
  /** Bits in which the hashes differ. */
  distance: number;
}

/** Hashes in memory, each under an id, to find those that are near another. */
export interface HashIndex<Id> {
  /** Pairs of a hash and an id. */
  readonly size: number;
  /** What its arrays take, without the ids. */
  readonly bytes: number;
  /**
   * Keeps a hash under an id; both may be there with others. False for a pair that is there, and for what is no
   * hash.
   */
  add(pdq: string, id: Id): boolean;
  /** Forgets a pair. False when it is not there. */
  remove(pdq: string, id: Id): boolean;
  /**
   * Every pair whose hash differs in at most `distance` bits (0 to 256), the nearest first; none for what is no
   * hash.
   */
  find(pdq: string, distance: number): Hit<Id>[];
}

/**
 * An index over 256-bit hashes, by multi-index hashing: each of the 16 slots of 16 bits has a table from its values
 * to the hashes that have them. Hashes near each other are nearer still in one of the slots and the next (see
 * `share`), so only those are compared: up to a distance of 31 the ones under 272 values of a million, 0.4 % of all,
 * of which the next slot refuses all but one in 500. In a small index and at a large distance all are compared,
 * which is less work then. The answer is exact either way.
 *
 * It takes about 175 bytes a hash. Leave out hashes of quality 49 and less: they say nothing, and fill each other's
 * lists.
 *
 * Source: M. Norouzi, A. Punjani, D. Fleet, "Fast Exact Search in Hamming Space with Multi-Index Hashing", 2014;
 * pdq/README-MIH.md of facebook/ThreatExchange.
 *
 * @example
 * const index = createHashIndex<string>();
 * index.add(hash.pdq, medium.id);
 * index.find(other.pdq, 31); // [{ id: medium.id, distance: 4 }]
 */
export function createHashIndex<Id extends string | number | bigint>(): HashIndex<Id> {
  return new MultiIndex<Id>();
}

class MultiIndex<Id extends string | number | bigint> implements HashIndex<Id> {
  readonly #slots = Array.from({ length: SLOTS }, () => new Buckets());
  /** Eight words a hash, from 8p on for the one at position p. */
  #words = new Uint32Array(8 * 1024);
  /** By position; undefined where a pair was removed. */
  readonly #ids: (Id | undefined)[] = [];
  readonly #free: number[] = [];

  get size(): number {
    return this.#ids.length - this.#free.length;
  }

  get bytes(): number {
    return this.#slots.reduce((sum, slot) => sum + slot.bytes, this.#words.byteLength);
  }

  add(pdq: string, id: Id): boolean {
    const words = toWords(pdq);
    if (words === null || this.#positionOf(words, id) !== null) return false;
    const position = this.#free.pop() ?? this.#ids.length;
    if (position * 8 === this.#words.length) this.#words = longer(this.#words);
    this.#words.set(words, position * 8);
    this.#ids[position] = id;
    for (let at = 0; at < SLOTS; at++) {
      this.#slots[at]?.add(slotOf(words, at), slotOf(words, at + 1), position);
    }
    return true;
  }

  remove(pdq: string, id: Id): boolean {
    const words = toWords(pdq);
    const position = words && this.#positionOf(words, id);
    if (words === null || position === null) return false;
    for (let at = 0; at < SLOTS; at++) this.#slots[at]?.remove(slotOf(words, at), position);
    this.#ids[position] = undefined;
    this.#free.push(position);
    return true;
  }

  find(pdq: string, distance: number): Hit<Id>[] {
    const words = toWords(pdq);
    const most = Math.floor(Math.min(distance, 256));
    if (words === null || !(most >= 0)) return [];
    const hits: Hit<Id>[] = [];
    if (isWorthwhile(this.size, most)) {
      for (let at = 0; at < SLOTS; at++) this.#look(words, most, at, hits);
    } else {
      this.#compareAll(words, most, hits);
    }
    return hits.sort((a, b) => a.distance - b.distance);
  }

  /** Adds what is found by slot `at` and by none before it. */
  #look(words: Uint32Array, most: number, at: number, hits: Hit<Id>[]): void {
    const { heads, positions, nexts } = this.#slots[at] as Buckets;
    const value = slotOf(words, at);
    const next = slotOf(words, at + 1);
    const shares = share(most, at) + share(most, at + 1);
    const count = neighbours(most, at);
    for (let n = 0; n < count; n++) {
      const mask = masks[n] as number;
      const left = shares - countBits(mask);
      const head = (value ^ mask) * 2;
      const start = heads[head] as number;
      const end = start + (heads[head + 1] as number);
      for (let k = start; k < end; k++) {
        if (countBits(next ^ (nexts[k] as number)) >= left) continue;
        this.#judge(words, most, at, positions[k] as number, hits);
      }
    }
  }

  #judge(words: Uint32Array, most: number, at: number, position: number, hits: Hit<Id>[]): void {
    const distance = this.#distance(words, position);
    if (distance > most) return;
    for (let earlier = 0; earlier < at; earlier++) {
      if (this.#isFoundBy(earlier, words, most, position)) return;
    }
    hits.push({ id: this.#ids[position] as Id, distance });
  }

  /** Whether a slot comes upon what is at a position: by the same two tests as `#look`. */
  #isFoundBy(at: number, words: Uint32Array, most: number, position: number): boolean {
    const apart = this.#apart(words, position, at);
    if (apart >= share(most, at)) return false;
    return apart + this.#apart(words, position, at + 1) < share(most, at) + share(most, at + 1);
  }

  #compareAll(words: Uint32Array, most: number, hits: Hit<Id>[]): void {
    for (let position = 0; position < this.#ids.length; position++) {
      const distance = this.#distance(words, position);
      if (distance > most) continue;
      const id = this.#ids[position];
      if (id !== undefined) hits.push({ id, distance });
    }
  }

  /** Where a pair is; looked for in the slot in which the fewest hashes have its value. */
  #positionOf(words: Uint32Array, id: Id): number | null {
    let shortest = this.#slots[0] as Buckets;
    let head = slotOf(words, 0) * 2;
    for (let at = 1; at < SLOTS; at++) {
      const slot = this.#slots[at] as Buckets;
      const other = slotOf(words, at) * 2;
      if ((slot.heads[other + 1] as number) >= (shortest.heads[head + 1] as number)) continue;
      shortest = slot;
      head = other;
    }
    const { heads, positions } = shortest;
    const start = heads[head] as number;
    const end = start + (heads[head + 1] as number);
    for (let k = start; k < end; k++) {
      const position = positions[k] as number;
      if (this.#ids[position] === id && this.#distance(words, position) === 0) return position;
    }
    return null;
  }

  #distance(words: Uint32Array, position: number): number {
    let distance = 0;
    for (let at = 0, from = position * 8; at < 8; at++, from++) {
      distance += countBits((words[at] as number) ^ (this.#words[from] as number));
    }
    return distance;
  }

  /** Bits in which slot `at` differs. */
  #apart(words: Uint32Array, position: number, at: number): number {
    return countBits(slotOf(words, at) ^ slotOf(this.#words, at, position * 8));
  }
}

/** The 16 bits of slot `at` of the hash that begins at word `from`; after the last slot comes the first. */
function slotOf(words: Uint32Array, at: number, from = 0): number {
  const word = words[from + ((at >> 1) & 7)] as number;
  return at % 2 === 0 ? word >>> 16 : word & 0xffff;
}

/** By a half, in whole hashes. */
function longer(words: Uint32Array<ArrayBuffer>): Uint32Array<ArrayBuffer> {
  const grown = new Uint32Array(words.length + (words.length >> 4) * 8);
  grown.set(words);
  return grown;
}
