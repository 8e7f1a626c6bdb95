import { type Fact, factOf } from "../fact-table.ts";
import type { Facts } from "../facts.ts";
import type { CompiledList, ListMemo } from "../lists/list.ts";
import { type Automaton, createAutomaton } from "../match/automaton.ts";
import { fold } from "../match/fold.ts";

/**
 * Questions that many rules ask about the same fact and that are answered together: which of these thousand texts are in it, which value
 * it is, whether it is on a list. Each has a number, its slot; one pass over a fact answers all of its slots.
 */
export interface Slots {
  /** Whether a text contains one of these; folded by `case`. */
  contains(fact: string, texts: readonly string[]): number;
  /** Whether a text is, or a list has, one of these; folded by `case`. */
  is(fact: string, values: readonly string[]): number;
  inList(fact: string, list: CompiledList, distance: number): number;
  build(): SlotFinder;
}

export interface SlotFinder {
  /** By slot: 1 where the answer is yes. `hit` lists those slots. */
  find(facts: Facts, now: Date, memo: ListMemo): SlotHits;
}

export interface SlotHits {
  readonly answers: Uint8Array;
  readonly hit: readonly number[];
}

interface FactSlots {
  readonly fact: Fact;
  readonly contained: Map<string, number[]>;
  readonly values: Map<string, number[]>;
  readonly lists: { slot: number; list: CompiledList; distance: number }[];
}

export function createSlots(): Slots {
  const byFact = new Map<string, FactSlots>();
  const byQuestion = new Map<string, number>();

  function slotFor(question: string, fact: string, enter: (slots: FactSlots, slot: number) => void): number {
    const known = byQuestion.get(question);
    if (known !== undefined) return known;
    const read = factOf(fact);
    if (read === null) throw new Error(`No such fact: ${fact}`);
    const slots = byFact.get(fact) ?? { fact: read, contained: new Map(), values: new Map(), lists: [] };
    byFact.set(fact, slots);
    const slot = byQuestion.size;
    byQuestion.set(question, slot);
    enter(slots, slot);
    return slot;
  }

  const enterAll = (map: Map<string, number[]>, texts: readonly string[], slot: number) => {
    for (const text of new Set(texts.map((text) => fold(text, "case")))) {
      const known = map.get(text);
      if (known === undefined) map.set(text, [slot]);
      else known.push(slot);
    }
  };

  return {
    contains: (fact, texts) =>
      slotFor(JSON.stringify(["contains", fact, texts]), fact, ({ contained }, slot) =>
        enterAll(contained, texts, slot),
      ),
    is: (fact, values) =>
      slotFor(JSON.stringify(["is", fact, values]), fact, (slots, slot) =>
        enterAll(slots.values, values, slot),
      ),
    inList: (fact, list, distance) =>
      slotFor(
        JSON.stringify(["inList", fact, list.name, list.kind === "pdq" ? distance : 0]),
        fact,
        ({ lists }, slot) => lists.push({ slot, list, distance }),
      ),
    build() {
      const finders = [...byFact.values()].map(finderOf);
      const size = byQuestion.size;
      return {
        find(facts, now, memo) {
          const answers = new Uint8Array(size);
          const hit: number[] = [];
          const answer = (slot: number) => {
            if (answers[slot] === 1) return;
            answers[slot] = 1;
            hit.push(slot);
          };
          for (const finder of finders) finder(facts, now, memo, answer);
          return { answers, hit };
        },
      };
    },
  };
}

type Finder = (facts: Facts, now: Date, memo: ListMemo, answer: (slot: number) => void) => void;

function finderOf({ fact, contained, values, lists }: FactSlots): Finder {
  const slotsOf = [...contained.values()];
  const automaton: Automaton | null = contained.size > 0 ? createAutomaton([...contained.keys()]) : null;
  return (facts, now, memo, answer) => {
    const read = fact.read(facts, now);
    if (read === null || read === undefined) return;
    for (const value of Array.isArray(read) ? (read as readonly string[]) : [String(read)]) {
      automaton?.scan(memo.folded(value, "case").text, (index) => slotsOf[index]?.forEach(answer));
      if (values.size > 0) values.get(memo.folded(value, "case").text)?.forEach(answer);
      for (const { slot, list, distance } of lists)
        if (list.kind === "pdq" ? list.near(value, distance) : list.find(value, memo).length > 0)
          answer(slot);
    }
  };
}
