import type { Facts } from "../facts.ts";
import type { ListMemo } from "../lists/list.ts";
import type { Evidence } from "../verdict.ts";

/** What a condition is read against. */
export interface Reading {
  readonly facts: Facts;
  readonly now: Date;
  readonly memo: ListMemo;
  /** By slot. */
  readonly answers: Uint8Array;
}

/** Unknown is neither: a condition on it does not hold, and its negation does not either (Kleene's three values). */
export const no = 0;
export const yes = 1;
export const unknown = 2;
export type Truth = typeof no | typeof yes | typeof unknown;

export interface CompiledCondition {
  holds(reading: Reading): Truth;
  /** Tells which facts made it what it is. Only where it is known to hold, or not to. */
  explain(reading: Reading, tell: (fact: string, evidence: Evidence) => void): void;
  /** Slots of which at least one is answered by yes whenever it holds; null where nothing of that kind is known. */
  readonly needs: readonly number[] | null;
  /** Cheap ones are read first. */
  readonly cost: number;
}
