import type { FactKind } from "../fact-table.ts";
import { compilePattern } from "../match/pattern.ts";
import { nearest } from "../nearest.ts";
import type { Problems } from "../problem.ts";
import { limits, type Test } from "../rule.ts";
import type { Located } from "./located.ts";

const numberOps = ["is", "oneOf", "above", "below", "atLeast", "atMost", "known"];
const textOps = ["is", "oneOf", "contains", "startsWith", "endsWith", "matches", "inList", "known"];
const operators: Record<FactKind, readonly string[]> = {
  number: numberOps,
  flag: ["is", "known"],
  text: [...textOps, "case", "distance"],
  list: [...textOps, "has", "hasAny", "hasAll", "count", "case", "distance"],
};
/** Two words for one thing: a text is one of them, a list has any of them. */
const sameAs: Record<string, string> = { oneOf: "is", has: "is", hasAny: "is" };

/**
 * What is asked of a fact: a value (`true`, `3`, `spam.example`), a list of which one must be met, or operators, all of which must
 * hold.
 */
export function readTests(value: Located, kind: FactKind, problems: Problems): Test[] | null {
  if (value.kind !== "map") return together([readOperator("is", value, kind, value, problems)]);
  if (value.entries.size === 0) {
    problems.add(value.at, `one of ${operators[kind].join(", ")} was expected`);
    return null;
  }
  const tests: (Test | null)[] = [];
  for (const [name, { key, value: given }] of value.entries) {
    if (!operators[kind].includes(name)) {
      const meant = nearest(name, operators[kind]);
      problems.add(
        key,
        `nothing called "${name}" can be asked of this fact${meant === null ? `: ${operators[kind].join(", ")}` : `; did you mean "${meant}"?`}`,
      );
      tests.push(null);
    } else if (name === "case" || name === "distance") checkOption(name, given, value, problems);
    else tests.push(readOperator(sameAs[name] ?? name, given, kind, value, problems));
  }
  if (tests.length === 0) problems.add(value.at, `one of ${operators[kind].join(", ")} was expected`);
  return tests.length === 0 ? null : together(tests);
}

function together(tests: readonly (Test | null)[]): Test[] | null {
  const read = tests.filter((test) => test !== null);
  return read.length === tests.length ? read : null;
}

function readOperator(
  op: string,
  given: Located,
  kind: FactKind,
  whole: Located,
  problems: Problems,
): Test | null {
  switch (op) {
    case "known":
      if (given.kind === "scalar" && typeof given.value === "boolean") return { op, is: given.value };
      problems.add(given.at, '"known" takes true or false');
      return null;
    case "above":
    case "below":
    case "atLeast":
    case "atMost":
      if (given.kind === "scalar" && typeof given.value === "number" && Number.isFinite(given.value))
        return { op, than: given.value };
      problems.add(given.at, `"${op}" takes a number`);
      return null;
    case "count": {
      const of = readTests(given, "number", problems);
      return of && { op, of };
    }
    case "matches":
      return readPattern(given, isExact(whole), problems);
    case "inList":
      if (given.kind === "scalar" && typeof given.value === "string" && given.value !== "")
        return { op, list: given.value, distance: distanceOf(whole) };
      problems.add(given.at, '"inList" takes the name of a list');
      return null;
    default:
      return readValues(
        op as "is" | "contains" | "startsWith" | "endsWith" | "hasAll",
        given,
        kind,
        whole,
        problems,
      );
  }
}

function readValues(
  op: "is" | "contains" | "startsWith" | "endsWith" | "hasAll",
  given: Located,
  kind: FactKind,
  whole: Located,
  problems: Problems,
): Test | null {
  const items = given.kind === "list" ? given.items : [given];
  const wanted = kind === "number" ? "number" : kind === "flag" ? "boolean" : "string";
  if (items.length === 0 || items.length > limits.values) {
    problems.add(
      given.at,
      `one to ${limits.values.toLocaleString("en")} values were expected; longer lists have a name`,
    );
    return null;
  }
  const values = items.map((item) => {
    // YAML reads `oneOf: [1234, abc]` as a number and a text; of a text both are meant as texts.
    const value = item.kind === "scalar" ? item.value : null;
    const read = wanted === "string" && typeof value === "number" ? String(value) : value;
    if (typeof read === wanted && read !== "") return read;
    problems.add(item.at, `${nouns[wanted]} was expected`);
    return null;
  });
  if (values.includes(null)) return null;
  if (wanted === "string") return { op, values: values as string[], exact: isExact(whole) };
  return { op: "equals", values: values as number[] | boolean[] };
}

const nouns = { number: "a number", boolean: "true or false", string: "a text that is not empty" };

function readPattern(given: Located, exact: boolean, problems: Problems): Test | null {
  const pattern = given.kind === "scalar" && typeof given.value === "string" ? given.value : null;
  if (pattern === null || pattern === "" || pattern.length > limits.pattern) {
    problems.add(given.at, `"matches" takes a regular expression of at most ${limits.pattern} characters`);
    return null;
  }
  const compiled = compilePattern(pattern, exact);
  if (compiled.ok) return { op: "matches", pattern, exact };
  problems.add(given.at, `the regular expression cannot be used: ${compiled.error}`);
  return null;
}

function checkOption(
  name: "case" | "distance",
  given: Located,
  { entries }: Extract<Located, { kind: "map" }>,
  problems: Problems,
): void {
  const value = given.kind === "scalar" ? given.value : null;
  if (name === "case" && value !== "exact" && value !== "any")
    problems.add(given.at, '"case" is "any" (the usual) or "exact"');
  if (
    name === "distance" &&
    !(typeof value === "number" && Number.isInteger(value) && value >= 0 && value <= 64)
  )
    problems.add(given.at, '"distance" is a whole number of bits, 0 to 64');
  if (name === "distance" && !entries.has("inList")) problems.add(given.at, '"distance" goes with "inList"');
}

function isExact(whole: Located): boolean {
  const given = whole.kind === "map" ? whole.entries.get("case")?.value : undefined;
  return given?.kind === "scalar" && given.value === "exact";
}

/** PDQ's own recommendation for "the same picture". */
function distanceOf(whole: Located): number {
  const given = whole.kind === "map" ? whole.entries.get("distance")?.value : undefined;
  return given?.kind === "scalar" && typeof given.value === "number" ? given.value : 31;
}
