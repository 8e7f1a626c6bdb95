import type { Uris } from "#protocol/ids/uris.ts";
import type { SiteRule } from "../site/rules.ts";

/** The id of a rule of this node by the address that decisions give it; null for what is none. */
function ruleIdOf({ parse }: Pick<Uris, "parse">, rule: string): string | null {
  const named = parse(rule);
  return named?.name === "rule" ? named.id : null;
}

/** Those of some rules that hold here, in their words. */
export function rulesNamed(
  uris: Pick<Uris, "parse">,
  named: readonly string[],
  rules: readonly SiteRule[],
): SiteRule[] {
  const ids = new Set(named.map((rule) => ruleIdOf(uris, rule)));
  return rules.filter(({ id }) => ids.has(id));
}
