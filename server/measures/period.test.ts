import { expect, it } from "vitest";
import { daysOf, leastId, periodOf, previousOf } from "./period.ts";

const day = (text: string) => new Date(`${text}T00:00:00Z`);

it("takes days with the last one, whatever the times", () => {
  const period = periodOf("2026-11-01T15:00:00Z", "2026-11-03");
  expect(period).toEqual({ start: day("2026-11-01"), end: day("2026-11-04") });
  expect(period && daysOf(period)).toEqual([day("2026-11-01"), day("2026-11-02"), day("2026-11-03")]);
  expect(period && previousOf(period)).toEqual({ start: day("2026-10-30"), end: day("2026-11-02") });
});

it("knows what is no period", () => {
  for (const [start, end] of [
    [null, "2026-11-03"],
    ["2026-11-03", null],
    ["2026-11-03", "2026-11-02"],
    ["yesterday", "2026-11-02"],
    ["2020-01-01", "2026-11-02"],
  ] as const)
    expect(periodOf(start, end)).toBeNull();
});

it("finds the least id of a time", () => {
  expect(leastId(new Date(0x0190ec5a0000))).toBe("0190ec5a-0000-0000-0000-000000000000");
});
