import { expect, it } from "vitest";
import type { Verdict } from "#protocol/moot/vote.ts";
import { gatherJudgements } from "./judgements.ts";
import { severityOf } from "./severity.ts";

type Row = readonly [topic: string, language: string, outcome: Verdict, level?: number];

/** One decision a row. */
function decided(rows: readonly Row[]) {
  const gathering = gatherJudgements();
  for (const [at, [topic, language, outcome, level = 0]] of rows.entries())
    gathering.add({
      ...{ panelId: `${at}`, level, topic, language, isLocal: true, outcome, isReversed: false },
      ...{ accountId: "a", first: outcome, last: outcome },
    });
  const judgements = gathering.end();
  return severityOf(
    judgements,
    (panel) => judgements.languages[judgements.panels.languages[panel] as number],
  );
}

const times = (count: number, row: Row): Row[] => Array.from({ length: count }, () => row);

it("says where decisions about one language are graver than about others of the same topic", () => {
  const found = decided([
    ...times(20, ["spam", "ar", "remove"]),
    ...times(10, ["spam", "ar", "none"]),
    ...times(20, ["spam", "en", "none"]),
    ...times(10, ["spam", "en", "remove"]),
  ]);
  // Of 60 decisions 30 are for nothing, at 0.25, and 30 for removal, at 0.75: (20 × 0.75 + 10 × 0.25) / 30.
  expect(found).toMatchObject([
    { group: "ar", panels: 30, severity: 35 / 60, isUneven: true },
    { group: "en", panels: 30, severity: 25 / 60, isUneven: true },
  ]);
  // Fisher's exact test of 20 and 10 of 30: 0.0193 on both sides.
  expect(found[0]?.chance).toBeGreaterThan(0.012);
  expect(found[0]?.chance).toBeLessThan(0.027);
});

it("does not take a language for severe that has graver topics", () => {
  const found = decided([
    ...times(30, ["minors", "de", "suspend"]),
    ...times(5, ["minors", "en", "suspend"]),
    ...times(5, ["spam", "de", "none"]),
    ...times(30, ["spam", "en", "none"]),
  ]);
  expect(found.map(({ severity, isUneven }) => [severity, isUneven])).toEqual([
    [0.5, false],
    [0.5, false],
  ]);
});

it("finds chance where there is nothing else: at most one in twenty of even nodes is thought uneven", () => {
  let state = 11;
  const next = () => {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
    return state / 2_147_483_648;
  };
  const uneven = Array.from({ length: 40 }, () =>
    decided(
      Array.from({ length: 90 }, (): Row => {
        const language = ["ar", "de", "en"][Math.floor(next() * 3)] as string;
        return ["spam", language, next() < 0.4 ? "none" : next() < 0.5 ? "warn" : "remove"];
      }),
    ).some(({ isUneven }) => isUneven),
  ).filter(Boolean);
  expect(uneven.length).toBeLessThanOrEqual(4);
});

it("judges no group by fewer than twenty decisions, and shows none with fewer than five", () => {
  const found = decided([
    ...times(30, ["spam", "en", "none"]),
    ...times(19, ["spam", "fr", "remove"]),
    ...times(4, ["spam", "es", "remove"]),
    ...times(9, ["spam", "es", "remove", 1]),
  ]);
  expect(found.map(({ group, isUneven, chance }) => [group, isUneven, chance])).toEqual([
    ["en", false, 1],
    ["fr", false, 1],
  ]);
});
