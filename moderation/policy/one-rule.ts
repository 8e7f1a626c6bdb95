import { isMap, isSeq, parseDocument, stringify, type YAMLMap } from "yaml";
import { err, ok, type Result } from "#protocol/result.ts";
import { createProblems, type PolicyProblem } from "./problem.ts";
import { type Format, type Located, readLocated } from "./read/located.ts";

/**
 * Reads one rule as somebody writes it alone, in YAML or JSON, without the dash of a list. Whether it means anything is seen when it
 * is saved among the others.
 *
 * @example readOneRule("id: no-ads\non: inbound\nwhen: …\nthen: hold") // { id: "no-ads", rule: { on: "inbound", … } }
 */
export function readOneRule(
  text: string,
): Result<{ id: string; rule: Record<string, unknown> }, readonly PolicyProblem[]> {
  const problems = createProblems();
  const root = readLocated(text, text.trimStart().startsWith("{") ? "json" : "yaml", problems);
  if (problems.all.length > 0) return err(problems.all);
  const start = { line: 1, column: 1 };
  if (root?.kind !== "map") {
    problems.add(start, "this is no rule: expected `id`, `on`, `when` and `then`");
    return err(problems.all);
  }
  const { id, ...rule } = plain(root) as Record<string, unknown>;
  if (typeof id !== "string" || id === "") {
    problems.add(start, "a rule needs an `id`");
    return err(problems.all);
  }
  return ok({ id, rule });
}

/** The text of one rule of a file, as it can be read again; null where there is no such rule. */
export function ruleText(source: string, format: Format, id: string): string | null {
  const document = parseDocument(source, { schema: "core", stringKeys: true, logLevel: "silent" });
  const root = isMap(document.contents) ? document.contents.get("rules", true) : document.contents;
  if (!isSeq(root)) return null;
  const item = root.items.find((each) => isMap(each) && (each as YAMLMap<unknown, unknown>).get("id") === id);
  if (!isMap(item)) return null;
  const rule: unknown = item.toJS(document);
  return format === "json" ? `${JSON.stringify(rule, null, 2)}\n` : stringify(rule, { lineWidth: 0 });
}

function plain(value: Located): unknown {
  if (value.kind === "scalar") return value.value;
  if (value.kind === "list") return value.items.map(plain);
  return Object.fromEntries([...value.entries].map(([key, entry]) => [key, plain(entry.value)]));
}
