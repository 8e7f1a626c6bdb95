import type { Occasion } from "./facts.ts";
import type { Rule } from "./rule.ts";
import { testsOf } from "./tests-of.ts";

const posts: readonly Occasion[] = ["inbound", "outbound", "edit"];
const always: readonly Occasion[] = [...posts, "profile", "registration", "report"];

/** When a fact can be known, by the beginning of its name: the first that fits. What has no line is always known. */
const known: readonly (readonly [string, readonly Occasion[]])[] = [
  ["scores.", []],
  ["community", ["inbound", "outbound"]],
  ["post.media.sha256", ["outbound", "edit"]],
  ["post.media.pdq", ["outbound", "edit"]],
  ["post.", posts],
  ["registration.", ["registration"]],
  ["author.handle", always],
  ["author.isLocal", always],
  ["author.", always.filter((occasion) => occasion !== "registration")],
  ["server.", ["inbound", "edit", "profile", "report"]],
  ["rates.reportsHour", ["report"]],
  ["rates.serverNewAccountsDay", ["inbound", "edit", "profile", "report"]],
  ["rates.", posts],
];

/**
 * What a rule asks and nobody can know on any of its occasions, so that the condition never holds: each once, as a
 * sentence.
 *
 * @example warningsOf(rule) // ["scores.spam is not known yet: there is no model"]
 */
export function warningsOf({ on, when }: Pick<Rule, "on" | "when">): readonly string[] {
  const asked = testsOf(when).filter(({ test }) => test.op !== "known");
  const facts = new Set(asked.map(({ fact }) => fact));
  return [...facts].flatMap((fact) => {
    const occasions = known.find(([beginning]) => fact.startsWith(beginning))?.[1] ?? always;
    if (on.some((occasion) => occasions.includes(occasion))) return [];
    return occasions.length === 0
      ? `${fact} is not known yet: there is no model`
      : `${fact} is never known on ${on.join(", ")}, only on ${occasions.join(", ")}`;
  });
}
