import { type Category, categories, isCategory, type Severity } from "../../category.ts";
import { filters as allFilters, type Filter, isFilter } from "../../filter.ts";
import { nearest } from "../nearest.ts";
import type { Problems } from "../problem.ts";
import type { Effect } from "../rule.ts";
import { type Verdict, verdicts } from "../verdict.ts";
import type { Located } from "./located.ts";

const members = ["verdict", "filters", "signal", "label", "stop"];
const signalMembers = ["category", "score", "severity", "opensCase"];

/** What a rule does: a verdict alone (`then: hold`), or an object. */
export function readEffect(value: Located, problems: Problems): Effect | null {
  if (value.kind === "scalar") {
    const verdict = verdictOf(value, problems);
    return (
      verdict && checked({ verdict, filters: [], signal: null, label: null, stop: false }, value, problems)
    );
  }
  if (value.kind !== "map") {
    problems.add(value.at, `"then" is a verdict (${verdicts.join(", ")}) or an object`);
    return null;
  }
  const before = problems.all.length;
  refuseOthers(value, members, problems);
  const member = (name: string) => value.entries.get(name)?.value;
  const filters = filtersOf(member("filters"), problems);
  const written = member("verdict");
  const implied: Verdict = filters.length > 0 ? "filter" : "accept";
  const effect = {
    verdict: written === undefined ? implied : (verdictOf(written, problems) ?? implied),
    filters,
    signal: signalOf(member("signal"), problems),
    label: labelOf(member("label"), problems),
    stop: flag(member("stop"), problems),
  };
  return problems.all.length > before ? effect : checked(effect, value, problems);
}

function checked(effect: Effect, { at }: Located, problems: Problems): Effect {
  const { verdict, filters, signal, label, stop } = effect;
  if (verdict === "filter" && filters.length === 0)
    problems.add(at, `the verdict "filter" needs "filters": ${allFilters.join(", ")}`);
  if (verdict === "accept" && filters.length > 0)
    problems.add(at, 'with "filters" the verdict is "filter" or stricter');
  if (verdict === "accept" && signal === null && label === null && !stop)
    problems.add(at, 'this does nothing: "accept" needs "stop: true", a signal or a label');
  return effect;
}

function verdictOf(value: Located, problems: Problems): Verdict | null {
  const found = verdicts.find((verdict) => value.kind === "scalar" && value.value === verdict);
  if (!found) problems.add(value.at, `a verdict is one of ${verdicts.join(", ")}`);
  return found ?? null;
}

function filtersOf(value: Located | undefined, problems: Problems): readonly Filter[] {
  if (value === undefined) return [];
  const items = value.kind === "list" ? value.items : [value];
  const found = items.flatMap((item) => {
    const text = item.kind === "scalar" ? String(item.value) : "";
    if (isFilter(text)) return [text];
    const meant = nearest(text, allFilters);
    problems.add(
      item.at,
      `there is no filter "${text}"${meant === null ? "" : `; did you mean "${meant}"?`}`,
    );
    return [];
  });
  return [...new Set(found)];
}

function signalOf(value: Located | undefined, problems: Problems): Effect["signal"] {
  if (value === undefined) return null;
  if (value.kind !== "map") {
    problems.add(value.at, "a signal is an object with a category");
    return null;
  }
  refuseOthers(value, signalMembers, problems);
  const member = (name: string) => value.entries.get(name)?.value;
  const category = categoryOf(member("category") ?? value, problems);
  const score = numberOf(member("score"), 1, problems);
  const severity = severityOf(member("severity"), category === null ? 1 : categories[category], problems);
  const opensCase = flag(member("opensCase"), problems);
  return category && { category, score, severity, opensCase };
}

function categoryOf(value: Located, problems: Problems): Category | null {
  const text = value.kind === "scalar" ? String(value.value) : "";
  if (isCategory(text)) return text;
  const meant = nearest(text, Object.keys(categories));
  problems.add(
    value.at,
    `a signal's category is one of ${Object.keys(categories).join(", ")}${meant === null ? "" : `; did you mean "${meant}"?`}`,
  );
  return null;
}

function numberOf(value: Located | undefined, otherwise: number, problems: Problems): number {
  if (value === undefined) return otherwise;
  const given = value.kind === "scalar" ? value.value : null;
  if (typeof given === "number" && given >= 0 && given <= 1) return given;
  problems.add(value.at, "a score is a number from 0 to 1");
  return otherwise;
}

function severityOf(value: Located | undefined, otherwise: Severity, problems: Problems): Severity {
  if (value === undefined) return otherwise;
  const found = ([0, 1, 2, 3, 4] as const).find((step) => value.kind === "scalar" && value.value === step);
  if (found === undefined) problems.add(value.at, "a severity is 0, 1, 2, 3 or 4");
  return found ?? otherwise;
}

function labelOf(value: Located | undefined, problems: Problems): string | null {
  if (value === undefined) return null;
  const text = value.kind === "scalar" ? value.value : null;
  if (typeof text === "string" && text === text.toLowerCase() && text.length > 0 && text.length <= 64)
    return text;
  problems.add(value.at, "a label is a word in lower case, at most 64 characters");
  return null;
}

function flag(value: Located | undefined, problems: Problems): boolean {
  if (value === undefined) return false;
  if (value.kind === "scalar" && typeof value.value === "boolean") return value.value;
  problems.add(value.at, "true or false was expected");
  return false;
}

function refuseOthers(
  value: Extract<Located, { kind: "map" }>,
  names: readonly string[],
  problems: Problems,
): void {
  for (const [name, { key }] of value.entries) {
    if (names.includes(name)) continue;
    const meant = nearest(name, names);
    problems.add(key, `there is no "${name}" here${meant === null ? "" : `; did you mean "${meant}"?`}`);
  }
}
