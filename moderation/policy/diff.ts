import type { Rule, RuleSet } from "./rule.ts";

/** What one set of rules has that another has not. */
export interface PolicyDiff {
  readonly added: readonly Rule[];
  readonly removed: readonly Rule[];
  readonly changed: readonly {
    readonly before: Rule;
    readonly after: Rule;
    readonly members: readonly string[];
  }[];
}

const members = [
  "name",
  "description",
  "enabled",
  "on",
  "scope",
  "when",
  "effect",
  "priority",
  "expires",
  "mode",
] as const satisfies readonly (keyof Rule)[];

/** Compares rules by what they mean, not by how they are written or where they stand. */
export function diffPolicy(before: RuleSet, after: RuleSet): PolicyDiff {
  const old = new Map(before.rules.map((rule) => [rule.id, rule]));
  const kept = new Set(after.rules.map(({ id }) => id));
  const changed = after.rules.flatMap((rule) => {
    const was = old.get(rule.id);
    const different =
      was === undefined ? [] : members.filter((name) => meaning(was[name]) !== meaning(rule[name]));
    return was === undefined || different.length === 0
      ? []
      : [{ before: was, after: rule, members: different.map((name) => (name === "effect" ? "then" : name)) }];
  });
  return {
    added: after.rules.filter(({ id }) => !old.has(id)),
    removed: before.rules.filter(({ id }) => !kept.has(id)),
    changed,
  };
}

function meaning(value: unknown): string {
  return JSON.stringify(value, (key, part) => (key === "at" ? undefined : part));
}

/** The scopes that a change is about. */
export function scopesOf({ added, removed, changed }: PolicyDiff): ReadonlySet<string> {
  const rules = [...added, ...removed, ...changed.flatMap(({ before, after }) => [before, after])];
  return new Set(rules.map(({ scope }) => scope));
}
