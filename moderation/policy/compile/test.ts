import { type Fact, factOf } from "../fact-table.ts";
import type { Lists } from "../lists/list.ts";
import { fold } from "../match/fold.ts";
import { compilePattern, type Pattern } from "../match/pattern.ts";
import type { Condition, Test } from "../rule.ts";
import type { Evidence } from "../verdict.ts";
import { type CompiledCondition, no, type Reading, type Truth, unknown, yes } from "./reading.ts";
import type { Slots } from "./slots.ts";

export interface TestTools {
  readonly slots: Slots;
  readonly lists: Lists;
}

type TextTest = Extract<Test, { exact: boolean; values: readonly string[] }>;
type TestCondition = Extract<Condition, { type: "test" }>;

/** One question about one fact. */
export function compileTest({ fact: name, test }: TestCondition, tools: TestTools): CompiledCondition {
  const fact = factOf(name);
  if (fact === null) throw new Error(`No such fact: ${name}`);
  if (test.op === "known") return knownTest(name, fact, test.is);
  if (test.op === "count") return countTest(name, fact, test.of);
  if (fact.kind === "number" || fact.kind === "flag") return plainTest(name, fact, numberTest(test));
  return textTest(name, fact, test, tools);
}

function knownTest(name: string, fact: Fact, wanted: boolean): CompiledCondition {
  const isKnown = ({ facts, now }: Reading) => (fact.read(facts, now) ?? null) !== null;
  return {
    holds: (reading) => (isKnown(reading) === wanted ? yes : no),
    explain({ facts, now }, tell) {
      tell(name, shortened(fact.read(facts, now) ?? null));
    },
    needs: null,
    cost: 1,
  };
}

function plainTest(name: string, fact: Fact, holds: (value: number | boolean) => boolean): CompiledCondition {
  return {
    holds({ facts, now }) {
      const value = fact.read(facts, now);
      if (value === null || value === undefined) return unknown;
      return holds(value as number | boolean) ? yes : no;
    },
    explain({ facts, now }, tell) {
      tell(name, fact.read(facts, now) as number | boolean);
    },
    needs: null,
    cost: 1,
  };
}

function countTest(name: string, fact: Fact, tests: readonly Test[]): CompiledCondition {
  const all = tests.map(numberTest);
  const count: Fact = {
    kind: "number",
    read: (facts, now) => (fact.read(facts, now) as readonly string[] | null | undefined)?.length,
  };
  return plainTest(`${name}.count`, count, (value) => all.every((holds) => holds(value)));
}

function numberTest(test: Test): (value: number | boolean) => boolean {
  switch (test.op) {
    case "above":
      return (value) => (value as number) > test.than;
    case "below":
      return (value) => (value as number) < test.than;
    case "atLeast":
      return (value) => (value as number) >= test.than;
    case "atMost":
      return (value) => (value as number) <= test.than;
    case "equals": {
      const wanted: readonly unknown[] = test.values;
      return (value) => wanted.includes(value);
    }
    default:
      throw new Error(`"${test.op}" is not for numbers`);
  }
}

/** What of a text answers a question by yes; null where nothing does. */
interface Finder {
  find(value: string, reading: Reading): readonly string[] | null;
  /** A slot without whose yes nothing is found; `isAnswer`: with it something is. */
  readonly slot: number | null;
  readonly isAnswer: boolean;
  readonly cost: number;
}

function textTest(name: string, fact: Fact, test: Test, tools: TestTools): CompiledCondition {
  if (test.op === "hasAll") return hasAllTest(name, fact, test);
  const { find, slot, isAnswer, cost } = finderOf(name, fact, test, tools);
  const valuesOf = ({ facts, now }: Reading): readonly string[] | null => {
    const value = fact.read(facts, now) as string | readonly string[] | null | undefined;
    if (value === null || value === undefined) return null;
    return typeof value === "string" ? [value] : value;
  };
  return {
    holds(reading): Truth {
      if (slot !== null && reading.answers[slot] === 1 && isAnswer) return yes;
      const values = valuesOf(reading);
      if (values === null) return unknown;
      if (slot !== null && reading.answers[slot] !== 1) return no;
      return values.some((value) => find(value, reading) !== null) ? yes : no;
    },
    explain(reading, tell) {
      const values = valuesOf(reading) ?? [];
      const found = values.flatMap((value) => find(value, reading) ?? []);
      if (found.length > 0) tell(name, shortened([...new Set(found)]));
      else tell(name, shortened(fact.kind === "list" ? values : (values[0] ?? null)));
    },
    needs: slot === null ? null : [slot],
    cost,
  };
}

function hasAllTest(name: string, fact: Fact, test: TextTest): CompiledCondition {
  const folding = test.exact ? "exact" : "case";
  const wanted = test.values.map((value) => fold(value, folding));
  return {
    holds({ facts, now, memo }) {
      const values = fact.read(facts, now) as readonly string[] | null | undefined;
      if (values === null || values === undefined) return unknown;
      const has = new Set(values.map((value) => memo.folded(value, folding).text));
      return wanted.every((value) => has.has(value)) ? yes : no;
    },
    explain({ facts, now }, tell) {
      tell(name, shortened(fact.read(facts, now) as readonly string[]));
    },
    needs: null,
    cost: 10,
  };
}

function finderOf(name: string, fact: Fact, test: Test, { slots, lists }: TestTools): Finder {
  switch (test.op) {
    case "is":
      return {
        slot: slots.is(name, test.values),
        isAnswer: !test.exact,
        cost: 2,
        find: whole(test, (value, wanted) => value === wanted),
      };
    case "contains":
      return {
        slot: fact.kind === "text" ? slots.contains(name, test.values) : null,
        isAnswer: !test.exact,
        cost: fact.kind === "text" ? 2 : 20,
        find: part(test, (value, wanted) => value.includes(wanted)),
      };
    case "startsWith":
      return {
        slot: null,
        isAnswer: false,
        cost: 10,
        find: part(test, (value, wanted) => value.startsWith(wanted)),
      };
    case "endsWith":
      return {
        slot: null,
        isAnswer: false,
        cost: 10,
        find: part(test, (value, wanted) => value.endsWith(wanted)),
      };
    case "matches":
      return patternFinder(name, fact, patternOf(test.pattern, test.exact), slots);
    case "inList": {
      const list = lists.get(test.list);
      if (list === undefined) throw new Error(`No such list: ${test.list}`);
      return {
        slot: slots.inList(name, list, test.distance),
        isAnswer: true,
        cost: 2,
        find(value, { memo }) {
          if (list.kind === "pdq") return list.near(value, test.distance) ? [value] : null;
          const found = list.find(value, memo);
          if (found.length === 0) return null;
          // Of words, those that were found; of anything else, what it was found in.
          return list.kind === "word" ? found : [value];
        },
      };
    }
    default:
      throw new Error(`"${test.op}" is not for texts`);
  }
}

function whole(test: TextTest, holds: (value: string, wanted: string) => boolean): Finder["find"] {
  const find = part(test, holds);
  return (value, reading) => (find(value, reading) === null ? null : [value]);
}

/** What was looked for, as the rule has it: it is in the text in this form or one that is folded alike. */
function part(
  { values, exact }: TextTest,
  holds: (value: string, wanted: string) => boolean,
): Finder["find"] {
  const folding = exact ? "exact" : "case";
  const wanted = values.map((value) => fold(value, folding));
  return (value, { memo }) => {
    const text = memo.folded(value, folding).text;
    const found = values.filter((_, at) => holds(text, wanted[at] ?? ""));
    return found.length === 0 ? null : found;
  };
}

function patternFinder(name: string, fact: Fact, pattern: Pattern, slots: Slots): Finder {
  const slot = fact.kind === "text" && pattern.literals ? slots.contains(name, pattern.literals) : null;
  return {
    slot,
    isAnswer: false,
    cost: slot === null ? 1_000 : 500,
    find(value, { memo }) {
      const text = memo.folded(value, "exact").text;
      if (!pattern.test(text)) return null;
      return [pattern.find(text) ?? ""];
    },
  };
}

function patternOf(text: string, exact: boolean): Pattern {
  const compiled = compilePattern(text, exact);
  if (!compiled.ok) throw new Error(`${text}: ${compiled.error}`);
  return compiled.value;
}

const MOST_CHARACTERS = 200;
const MOST_ELEMENTS = 50;

function shortened(value: string | number | boolean | readonly string[] | null): Evidence {
  if (typeof value === "string") return cut(value);
  if (value === null || typeof value !== "object") return value;
  return value.slice(0, MOST_ELEMENTS).map(cut);
}

/** Never inside a character. */
function cut(text: string): string {
  return text.slice(0, MOST_CHARACTERS).toWellFormed();
}
