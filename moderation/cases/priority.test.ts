import fc from "fast-check";
import { expect, it } from "vitest";
import type { Severity } from "../category.ts";
import { type PriorityFacts, priorityOf, rankOf } from "./priority.ts";

const facts = fc.record({
  severity: fc.integer({ min: 0, max: 4 }).map((level) => level as Severity),
  reach: fc.nat(2_000_000_000),
  reports: fc.nat(1_000_000),
  servers: fc.nat(10_000),
  openedAt: fc.date({ min: new Date("2026-01-01"), max: new Date("2030-01-01"), noInvalidDate: true }),
});
const time = fc.date({ min: new Date("2030-01-01"), max: new Date("2040-01-01"), noInvalidDate: true });

it("puts cases into the same order at every time", () => {
  fc.assert(
    fc.property(facts, facts, time, (a, b, now) => {
      const byTotal = priorityOf(a, now).total - priorityOf(b, now).total;
      const byRank = rankOf(a) - rankOf(b);
      expect(byTotal).toBeCloseTo(byRank, 5);
    }),
  );
});

it("never falls when something becomes graver, is seen by more, is reported more often or waits longer", () => {
  const more = fc.record({
    severity: fc.constantFrom(0, 1),
    reach: fc.nat(1_000),
    reports: fc.nat(1_000),
    servers: fc.nat(100),
    hours: fc.nat(1_000),
  });
  fc.assert(
    fc.property(facts, more, time, (a, { hours, ...by }, now) => {
      const worse: PriorityFacts = {
        severity: Math.min(4, a.severity + by.severity) as Severity,
        reach: a.reach + by.reach,
        reports: a.reports + by.reports,
        servers: a.servers + by.servers,
        openedAt: new Date(a.openedAt.getTime() - hours * 3_600_000),
      };
      expect(priorityOf(worse, now).total).toBeGreaterThanOrEqual(priorityOf(a, now).total);
    }),
  );
});

it("says what it is made of", () => {
  const now = new Date("2026-11-26T12:00:00Z");
  const openedAt = new Date("2026-11-25T12:00:00Z");
  expect(priorityOf({ severity: 3, reach: 1023, reports: 1, servers: 1, openedAt }, now)).toEqual({
    severity: 9,
    reach: 5,
    voices: 1.5,
    age: 1,
    total: 16.5,
  });
});
