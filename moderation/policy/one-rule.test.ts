import { expect, test } from "vitest";
import { readOneRule, ruleText } from "./one-rule.ts";

const rule = { on: ["inbound"], when: { "post.text": { contains: "milk" } } };

test.each([
  ["YAML", "id: a # ours\non: [inbound]\nwhen: { post.text: { contains: milk } }\n"],
  ["JSON", '{\n\t"id": "a",\n\t"on": ["inbound"],\n\t"when": {"post.text": {"contains": "milk"}}\n}'],
])("a rule is read alone, in %s", (_, text) => {
  expect(readOneRule(text)).toEqual({ ok: true, value: { id: "a", rule } });
});

test.each([
  ["no YAML", "id: [", 1, ""],
  ["a list", "- id: a", 1, "this is no rule"],
  ["nothing", "", 1, "this is no rule"],
  ["no id", "on: inbound", 1, "needs an `id`"],
  ["too many copies", `id: a\nx: &x [1,1,1,1,1,1,1,1,1,1]\n${copies(6)}`, 2, "too large"],
])("%s is none, and said why", (_, text, line, reason) => {
  const read = readOneRule(text);
  expect(read).toMatchObject({ ok: false, error: [{ line }] });
  expect(!read.ok && read.error[0]?.reason).toContain(reason);
});

function copies(levels: number): string {
  const names = ["x", "a", "b", "c", "d", "e", "f", "g"];
  return Array.from({ length: levels }, (_, n) => {
    const before = `*${names[n]}`;
    return `${names[n + 1]}: &${names[n + 1]} [${Array(10).fill(before).join(",")}]\n`;
  }).join("");
}

test("a rule of a file is written so that it can be read again", () => {
  const yaml =
    "rules:\n  - { id: b }\n  - id: a\n    on: [inbound]\n    when: { post.text: { contains: milk } }\n";
  expect(readOneRule(ruleText(yaml, "yaml", "a") ?? "")).toEqual({ ok: true, value: { id: "a", rule } });
  const json = JSON.stringify([{ id: "b" }, { id: "a", ...rule }]);
  expect(readOneRule(ruleText(json, "json", "a") ?? "")).toEqual({ ok: true, value: { id: "a", rule } });
  expect(ruleText(yaml, "yaml", "c")).toBeNull();
});
