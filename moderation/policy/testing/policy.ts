import { compilePolicy, type Policy } from "../compile/policy.ts";
import { compileList } from "../lists/compile.ts";
import type { ListSource, WordOptions } from "../lists/list.ts";
import { describeProblem } from "../problem.ts";
import { parseRules } from "../read/rules.ts";

const usual: WordOptions = { folding: "confusables", wholeWords: true };

/** A policy of a text, for tests. */
export function policyOf(
  yaml: string,
  lists: readonly (Omit<ListSource, "options"> & { options?: WordOptions })[] = [],
): Policy {
  const rules = parseRules(yaml, "yaml");
  if (!rules.ok) throw new Error(rules.error.map(describeProblem).join("\n"));
  const compiled = compilePolicy(
    rules.value,
    new Map(lists.map((list) => [list.name, compileList({ options: usual, ...list })])),
  );
  if (!compiled.ok) throw new Error(compiled.error.map(describeProblem).join("\n"));
  return compiled.value;
}
