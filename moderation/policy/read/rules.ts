import { err, ok, type Result } from "#protocol/result.ts";
import type { Occasion } from "../facts.ts";
import { nearest } from "../nearest.ts";
import { createProblems, type PolicyProblem, type Position, type Problems } from "../problem.ts";
import { limits, type Rule, type RuleSet } from "../rule.ts";
import { readCondition } from "./condition.ts";
import { readEffect } from "./effect.ts";
import { type Format, type Located, readLocated } from "./located.ts";
import { checkReach } from "./reach.ts";

const occasions: readonly Occasion[] = ["inbound", "outbound", "edit", "profile", "registration", "report"];
const members = [
  "id",
  "name",
  "description",
  "enabled",
  "on",
  "scope",
  "when",
  "then",
  "priority",
  "expires",
  "mode",
];

/**
 * Reads a file of rules: a list, or an object with the list under `rules`. A file with one error is refused whole.
 *
 * @param text at most 1,000,000 bytes, with at most 5,000 rules
 * @returns every problem with its line, up to a hundred
 * @example parseRules("rules: []", "yaml") // { ok: true, value: { rules: [] } }
 */
export function parseRules(text: string, format: Format): Result<RuleSet, readonly PolicyProblem[]> {
  const problems = createProblems();
  const start = { line: 1, column: 1 };
  if (Buffer.byteLength(text) > limits.bytes) {
    problems.add(start, `the file is larger than ${limits.bytes.toLocaleString("en")} bytes`);
    return err(problems.all);
  }
  const root = readLocated(text, format, problems);
  if (root === null) return err(problems.all);
  const rules = listOf(root, problems).map((item) => readRule(item, problems));
  checkIds(rules, problems);
  return problems.all.length > 0 ? err(problems.all) : ok({ rules: rules.filter((rule) => rule !== null) });
}

function listOf(root: Located, problems: Problems): readonly Located[] {
  let list = root;
  if (root.kind === "map") {
    for (const [name, { key }] of root.entries)
      if (name !== "rules") problems.add(key, `there is no "${name}" in a file of rules, only "rules"`);
    list = root.entries.get("rules")?.value ?? root;
  }
  if (list.kind === "scalar" && list.value === null) return [];
  if (list.kind !== "list") {
    problems.add(list.at, 'a list of rules was expected, under "rules"');
    return [];
  }
  if (list.items.length > limits.rules) {
    problems.add(
      list.at,
      `there are ${list.items.length} rules; ${limits.rules.toLocaleString("en")} are allowed`,
    );
    return [];
  }
  return list.items;
}

function checkIds(rules: readonly (Rule | null)[], problems: Problems): void {
  const seen = new Map<string, Position>();
  for (const rule of rules) {
    if (rule === null) continue;
    const before = seen.get(rule.id);
    problems.enter(rule.id);
    if (before) problems.add(rule.at, `line ${before.line} has a rule of the same id`);
    seen.set(rule.id, rule.at);
  }
}

function readRule(item: Located, problems: Problems): Rule | null {
  problems.enter(null);
  if (item.kind !== "map") {
    problems.add(item.at, "a rule is an object with an id, a condition (when) and what follows (then)");
    return null;
  }
  const before = problems.all.length;
  const id = idOf(item, problems);
  problems.enter(id);
  for (const [name, { key }] of item.entries) {
    if (members.includes(name)) continue;
    const meant = nearest(name, members);
    problems.add(key, `a rule has no "${name}"${meant === null ? "" : `; did you mean "${meant}"?`}`);
  }
  const value = (name: string) => item.entries.get(name)?.value;
  const when = value("when");
  const then = value("then");
  if (when === undefined) problems.add(item.at, 'the condition is missing ("when"); "when: always" has none');
  if (then === undefined) problems.add(item.at, 'what happens then is missing ("then")');
  const condition = when && readCondition(when, problems);
  const effect = then && readEffect(then, problems);
  const rule = {
    id: id ?? "",
    name: textOf(value("name"), id ?? "", 200, problems),
    description: textOf(value("description"), "", 2_000, problems),
    enabled: flagOf(value("enabled"), true, problems),
    on: occasionsOf(value("on"), item.at, problems),
    scope: scopeOf(value("scope"), problems),
    priority: priorityOf(value("priority"), problems),
    expires: expiryOf(value("expires"), problems),
    mode: modeOf(value("mode"), problems),
    at: item.at,
  };
  if (effect && then) checkReach(rule, effect, then.at, problems);
  if (problems.all.length > before || !condition || !effect) return null;
  return { ...rule, when: condition, effect };
}

function idOf(item: Extract<Located, { kind: "map" }>, problems: Problems): string | null {
  const id = item.entries.get("id")?.value;
  const text = id?.kind === "scalar" && typeof id.value === "string" ? id.value : null;
  if (text !== null && /^[a-z0-9][a-z0-9-]{0,99}$/.test(text)) return text;
  problems.enter(text);
  problems.add(
    id?.at ?? item.at,
    "a rule needs an id of lower-case letters, digits and hyphens, at most 100 characters",
  );
  return text;
}

function textOf(value: Located | undefined, otherwise: string, most: number, problems: Problems): string {
  if (value === undefined) return otherwise;
  if (value.kind === "scalar" && typeof value.value === "string" && value.value.length <= most)
    return value.value;
  problems.add(value.at, `a text of at most ${most} characters was expected`);
  return otherwise;
}

function flagOf(value: Located | undefined, otherwise: boolean, problems: Problems): boolean {
  if (value === undefined) return otherwise;
  if (value.kind === "scalar" && typeof value.value === "boolean") return value.value;
  problems.add(value.at, "true or false was expected");
  return otherwise;
}

function occasionsOf(value: Located | undefined, at: Position, problems: Problems): readonly Occasion[] {
  const items = value?.kind === "list" ? value.items : value ? [value] : [];
  if (items.length === 0) problems.add(value?.at ?? at, `"on" is missing: ${occasions.join(", ")}`);
  return items.flatMap((item) => {
    const found = occasions.find((occasion) => item.kind === "scalar" && item.value === occasion);
    if (found) return [found];
    problems.add(item.at, `"on" takes ${occasions.join(", ")}`);
    return [];
  });
}

function scopeOf(value: Located | undefined, problems: Problems): string {
  if (value === undefined) return "node";
  const text = value.kind === "scalar" && typeof value.value === "string" ? value.value : "";
  if (text === "node" || /^https?:\/\/[^\s]+$/.test(text)) return text;
  problems.add(value.at, 'a scope is "node" or the IRI of a community');
  return "node";
}

function priorityOf(value: Located | undefined, problems: Problems): number {
  if (value === undefined) return 0;
  const given = value.kind === "scalar" ? value.value : null;
  if (typeof given === "number" && Number.isInteger(given) && Math.abs(given) <= 1_000_000) return given;
  problems.add(value.at, "a priority is a whole number; higher ones are read first");
  return 0;
}

function expiryOf(value: Located | undefined, problems: Problems): Date | null {
  if (value === undefined || (value.kind === "scalar" && value.value === null)) return null;
  const text = value.kind === "scalar" ? String(value.value) : "";
  const date = /^\d{4}-\d\d-\d\d(T\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:\d\d))?$/.test(text)
    ? new Date(text)
    : new Date(Number.NaN);
  if (!Number.isNaN(date.getTime())) return date;
  problems.add(value.at, "a date was expected, as 2026-12-31 or 2026-12-31T18:00:00Z");
  return null;
}

function modeOf(value: Located | undefined, problems: Problems): "live" | "dry" {
  if (value === undefined) return "live";
  if (value.kind === "scalar" && (value.value === "live" || value.value === "dry")) return value.value;
  problems.add(value.at, 'a mode is "live" or "dry"');
  return "dry";
}
