import { expect, test } from "vitest";
import { editRules } from "./edit.ts";

const off = { type: "set", members: { enabled: false, mode: "dry" } } as const;

test.each([
  [
    "a block",
    "rules:\n  - id: a # first\n    on: inbound\n",
    '  - id: a # first\n    mode: "dry"\n    enabled: false\n    on: inbound\n',
  ],
  [
    "one that has them",
    "rules:\n  - mode: live\n    id: a\n    enabled: true # on\n",
    '  - mode: "dry"\n    id: a\n    enabled: false # on\n',
  ],
  ["a flow", "rules: [{ id: a, on: [inbound] }]", '[{ id: a, mode: "dry", enabled: false, on: [inbound] }]'],
])("members are set in %s, and all else stays as it was", (_, text, expected) => {
  expect(editRules(text, "yaml", "a", off)).toContain(expected);
});

test("members are set in JSON", () => {
  const text = '{\n\t"rules": [{"id": "a", "enabled":true}]\n}';
  expect(editRules(text, "json", "a", off)).toBe(
    '{\n\t"rules": [{"id": "a", "mode": "dry", "enabled":false}]\n}',
  );
});

test("the first rule of an empty file is put there", () => {
  const rule = { on: "inbound" };
  expect(editRules("", "yaml", "a", { type: "put", rule })).toBe("rules:\n  - id: a\n    on: inbound\n");
  expect(editRules("rules: []\n", "yaml", "a", { type: "put", rule })).toBe(
    "rules:\n  - id: a\n    on: inbound\n",
  );
});

test("a rule that is not there is not changed", () => {
  expect(editRules("rules: []", "yaml", "a", off)).toBeNull();
  expect(editRules("", "yaml", "a", { type: "remove" })).toBeNull();
});
