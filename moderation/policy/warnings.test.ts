import { expect, test } from "vitest";
import { parseRules } from "./read/rules.ts";
import { readStarterPolicy } from "./starter.ts";
import { warningsOf } from "./warnings.ts";

function warned(on: string, when: string): readonly string[] {
  const read = parseRules(`[{ id: a, on: [${on}], when: ${when}, then: hold }]`, "yaml");
  return read.ok ? read.value.rules.flatMap(warningsOf) : read.error.map(({ reason }) => reason);
}

test("a rule that asks what nobody can know on its occasions is warned of", () => {
  expect(warned("inbound", "{ scores.spam: { atLeast: 0.9 } }")).toEqual([
    "scores.spam is not known yet: there is no model",
  ]);
  expect(warned("registration", "{ post.text: { contains: casino } }")).toEqual([
    "post.text is never known on registration, only on inbound, outbound, edit",
  ]);
  expect(warned("inbound", "{ post.media.sha256: { inList: known } }")).toHaveLength(1);
  expect(
    warned("registration", "{ any: [{ registration.reason: x }, { not: { author.ageDays: 1 } }] }"),
  ).toEqual([expect.stringContaining("author.ageDays")]);
});

test("one that can hold on one of its occasions, or asks whether something is known, is not", () => {
  expect(warned("registration, inbound", "{ post.text: { contains: casino } }")).toEqual([]);
  expect(warned("inbound", "{ scores.spam: { known: false } }")).toEqual([]);
  expect(warned("inbound", "{ author.ageDays: 1, server.ageDays: 1, rates.sameTextDay: 2 }")).toEqual([]);
});

test("of the starter policy only what waits for a model is warned of", async () => {
  const read = parseRules(await readStarterPolicy(), "yaml");
  const rules = read.ok ? read.value.rules : [];
  expect(rules.length).toBeGreaterThan(10);
  expect(rules.filter((rule) => warningsOf(rule).length > 0).map(({ id }) => id)).toEqual([
    "model-says-spam",
  ]);
});
