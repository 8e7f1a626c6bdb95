import type { Condition } from "../rule.ts";
import { type CompiledCondition, no, type Reading, type Truth, unknown, yes } from "./reading.ts";
import { compileTest, type TestTools } from "./test.ts";

export function compileCondition(condition: Condition, tools: TestTools): CompiledCondition {
  switch (condition.type) {
    case "always":
      return { holds: () => yes, explain: () => {}, needs: null, cost: 0 };
    case "test":
      return compileTest(condition, tools);
    case "not": {
      const of = compileCondition(condition.of, tools);
      const inverse = [yes, no, unknown] as const;
      return { ...of, holds: (reading) => inverse[of.holds(reading)], needs: null };
    }
    case "all":
      return join(
        condition.of.map((part) => compileCondition(part, tools)),
        no,
      );
    case "any":
      return join(
        condition.of.map((part) => compileCondition(part, tools)),
        yes,
      );
  }
}

/** @param decides the answer of one part that is the answer of all */
function join(parts: readonly CompiledCondition[], decides: typeof no | typeof yes): CompiledCondition {
  const ordered = parts.toSorted((a, b) => a.cost - b.cost);
  const otherwise = decides === yes ? no : yes;
  const holds = (reading: Reading): Truth => {
    let result: Truth = otherwise;
    for (const part of ordered) {
      const truth = part.holds(reading);
      if (truth === decides) return decides;
      if (truth === unknown) result = unknown;
    }
    return result;
  };
  return {
    holds,
    explain(reading, tell) {
      const reasons =
        holds(reading) === decides
          ? ordered.filter((part) => part.holds(reading) === decides).slice(0, 1)
          : ordered;
      for (const reason of reasons) reason.explain(reading, tell);
    },
    needs: decides === no ? fewest(ordered) : union(ordered),
    cost: ordered.reduce((sum, part) => sum + part.cost, 0),
  };
}

function fewest(parts: readonly CompiledCondition[]): readonly number[] | null {
  const known = parts.map((part) => part.needs).filter((needs) => needs !== null);
  return known.toSorted((a, b) => a.length - b.length)[0] ?? null;
}

function union(parts: readonly CompiledCondition[]): readonly number[] | null {
  const all = new Set<number>();
  for (const { needs } of parts) {
    if (needs === null) return null;
    for (const slot of needs) all.add(slot);
  }
  return [...all];
}
