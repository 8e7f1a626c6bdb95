import type { Condition } from "./rule.ts";

/** Every test within a condition. */
export function testsOf(condition: Condition): Extract<Condition, { type: "test" }>[] {
  if (condition.type === "always") return [];
  if (condition.type === "test") return [condition];
  return condition.type === "not" ? testsOf(condition.of) : condition.of.flatMap(testsOf);
}
