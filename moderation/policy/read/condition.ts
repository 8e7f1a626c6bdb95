import { type FactKind, factNames, factOf } from "../fact-table.ts";
import { nearest } from "../nearest.ts";
import type { Problems } from "../problem.ts";
import { type Condition, limits } from "../rule.ts";
import type { Located } from "./located.ts";
import { readTests } from "./test.ts";

/**
 * A condition: `always`; `{ all: [...] }`, `{ any: [...] }`, `{ not: ... }`; or facts with what is asked of them, all of which
 * must hold.
 */
export function readCondition(value: Located, problems: Problems, depth = 0): Condition | null {
  if (depth > limits.depth) {
    problems.add(value.at, `conditions are nested at most ${limits.depth} deep`);
    return null;
  }
  if (value.kind === "scalar" && value.value === "always") return { type: "always" };
  if (value.kind === "list") {
    problems.add(value.at, 'a list of conditions needs to be under "all" or "any"');
    return null;
  }
  if (value.kind !== "map" || value.entries.size === 0) {
    problems.add(value.at, 'a condition was expected: "always", all, any, not, or facts');
    return null;
  }
  const parts: Condition[] = [];
  let isWhole = true;
  for (const [name, { key, value: given }] of value.entries) {
    const part = readPart(name, key, given, problems, depth);
    if (part === null) isWhole = false;
    else parts.push(...part);
  }
  const [first] = parts;
  if (!isWhole || first === undefined) return null;
  return parts.length === 1 ? first : { type: "all", of: parts };
}

function readPart(
  name: string,
  key: Located["at"],
  given: Located,
  problems: Problems,
  depth: number,
): Condition[] | null {
  if (name === "not") {
    const of = readCondition(given, problems, depth + 1);
    return of && [{ type: "not", of }];
  }
  if (name === "all" || name === "any") {
    if (given.kind !== "list" || given.items.length === 0) {
      problems.add(given.at, `"${name}" takes a list of conditions`);
      return null;
    }
    const of = given.items.map((item) => readCondition(item, problems, depth + 1));
    return of.some((part) => part === null) ? null : [{ type: name, of: of.filter((part) => part !== null) }];
  }
  const fact = factOf(name);
  if (fact === null) {
    const meant = nearest(name, [...factNames, "all", "any", "not"]);
    problems.add(key, `there is no fact "${name}"${meant === null ? "" : `; did you mean "${meant}"?`}`);
    return null;
  }
  const tests = readTests(given, fact.kind satisfies FactKind, problems);
  return tests?.map((test) => ({ type: "test", fact: name, test, at: given.at })) ?? null;
}
