import { expect, test } from "vitest";
import { parseRules } from "./rules.ts";

function problems(on: string, then: string, scope = "node"): string[] {
  const read = parseRules(`[{ id: a, on: [${on}], scope: "${scope}", when: always, then: ${then} }]`, "yaml");
  return read.ok ? [] : read.error.map(({ reason }) => reason);
}

test("a filter that does nothing on any of its occasions is refused, with the rule's line", () => {
  expect(problems("registration", "{ filters: [prevent-search] }")).toEqual([
    'the filter "prevent-search" does nothing on registration',
  ]);
  expect(problems("inbound", "{ filters: [require-follow-requests] }")).toHaveLength(1);
  expect(problems("profile", "{ filters: [require-follow-requests] }")).toEqual([]);
  expect(problems("inbound, registration", "{ filters: [prevent-search] }")).toEqual([]);
  expect(problems("inbound", "{ filters: [auto-label] }")).toEqual([expect.stringContaining("no filter")]);
});

test("so is a label that nobody would see, and a report that would be held", () => {
  expect(problems("registration", "{ label: spam }")).toHaveLength(1);
  expect(problems("report", "hold")).toHaveLength(1);
  expect(problems("report, inbound", "hold")).toEqual([]);
});

test("a community's rules hold or refuse what is posted in it", () => {
  const cats = "https://here.example/groups/cats";
  expect(problems("inbound", "hold", cats)).toEqual([]);
  expect(problems("inbound", "{ filters: [auto-cw] }", cats)).toHaveLength(1);
  expect(problems("inbound", "{ label: off-topic }", cats)).toHaveLength(1);
  expect(problems("profile", "hold", cats)).toHaveLength(1);
});
