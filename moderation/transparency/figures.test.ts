import { describe, expect, it } from "vitest";
import { type Counted, figuresOf } from "./figures.ts";
import type { ActionCount } from "./record.ts";

const removed: ActionCount = {
  n: 1,
  subject: "post",
  kind: "remove",
  category: "spam",
  rule: "none",
  finder: "here",
  decider: "moderator",
  language: "en",
  outcome: "stands",
  notice: "told",
};
const none: Counted = {
  actions: [],
  appeals: [],
  reports: [],
  holds: [],
  took: {
    "report-to-decision": [],
    "report-to-decision-by-rule": [],
    "report-to-decision-by-language": [],
    "appeal-to-answer": [],
  },
};
const of = (counted: Partial<Counted>, least = 10) => {
  const made = figuresOf({ ...none, ...counted }, least);
  return { ...made, byId: Object.fromEntries(made.figures.map((figure) => [figure.id, figure])) };
};

describe("figures", () => {
  it("add up what is alike, the largest first, with sums", () => {
    const { byId } = of({
      actions: [
        { ...removed, n: 30 },
        { ...removed, n: 12, language: "de" },
        { ...removed, n: 70, category: "hate", subject: "account", kind: "suspend" },
      ],
    });
    expect(byId["actions-by-category"]).toEqual({
      id: "actions-by-category",
      columns: ["post", "account", "other"],
      rows: [
        { key: "hate", cells: [0, 70, 0], total: 70 },
        { key: "spam", cells: [42, 0, 0], total: 42 },
      ],
      total: { key: "all", cells: [42, 70, 0], total: 112 },
    });
  });

  it("say how much was reversed by rule, on appeal and without, unless that is held back", () => {
    const { byId } = of({
      actions: [
        { ...removed, n: 60, rule: "a" },
        { ...removed, n: 20, rule: "a", outcome: "appeal" },
        { ...removed, n: 20, rule: "a", outcome: "ourselves" },
        { ...removed, n: 30, rule: "b" },
        { ...removed, n: 40, rule: "c" },
        { ...removed, n: 3, rule: "c", outcome: "appeal" },
      ],
    });
    const [a, c, b] = byId["reversals-by-rule"]?.rows ?? [];
    expect(a).toMatchObject({ key: "a", cells: [null, null, 20], reversed: null });
    expect(c).toMatchObject({ key: "c", cells: [null, null, 0], total: 43, reversed: null });
    expect(b).toMatchObject({ key: "b", cells: [30, 0, 0], reversed: 0 });
    expect(byId["reversals-by-rule"]?.total).toMatchObject({ cells: [130, 23, 20], total: 173 });
    expect(byId["reversals-by-rule"]?.total.reversed).toBeCloseTo(43 / 173);
  });

  it("say how much was decided without a person, unless that is held back", () => {
    const by = (decider: ActionCount["decider"], n: number) => ({ ...removed, decider, n });
    expect(of({ actions: [by("rule", 20), by("list", 10), by("moderator", 70)] }).automated).toBeCloseTo(0.3);
    expect(of({ actions: [by("moderator", 70), by("panel", 30)] }).automated).toBe(0);
    expect(of({ actions: [by("rule", 2), by("moderator", 70)] }).automated).toBeNull();
    expect(of({}).automated).toBeNull();
  });

  it("never hide how much is about no post for the sake of a language: other tables say it", () => {
    const actions = [
      { ...removed, n: 3 },
      { ...removed, n: 40, language: "de" },
      { ...removed, n: 12, language: "zxx", subject: "account", kind: "suspend" } as const,
    ];
    const { byId } = of({ actions });
    expect(byId["actions-by-category"]?.total.cells).toEqual([43, 12, 0]);
    expect(byId["reversals-by-language"]?.rows.map(({ key, total }) => [key, total])).toEqual([
      ["zxx", 12],
      ["de", null],
      ["en", null],
    ]);
  });

  it("show no time of fewer than may be counted", () => {
    const took = (key: string, n: number) => ({ key, n, median: 60, ninetieth: 600 });
    const { times } = of({
      took: { ...none.took, "report-to-decision-by-rule": [took("a", 9), took("b", 10), took("c", 30)] },
    });
    const [, byRule] = times;
    expect(byRule?.rows.map(({ key }) => key)).toEqual(["c", "b"]);
    expect(byRule?.rows[0]).toEqual({ key: "c", median: 60, ninetieth: 600 });
  });

  it("put the rarest of many rows together", () => {
    const actions = Array.from({ length: 60 }, (_, at) => ({ ...removed, n: 10 + at, language: `l${at}` }));
    const rows = of({ actions }).byId["reversals-by-language"]?.rows ?? [];
    expect(rows).toHaveLength(40);
    const all = actions.reduce((sum, { n }) => sum + n, 0);
    expect(rows.reduce((sum, { total }) => sum + (total ?? 0), 0)).toBe(all);
  });

  it("of a period in which nothing happened have no rows, and no sums but 0", () => {
    for (const { rows, total } of of({}).figures) {
      expect(rows).toEqual([]);
      expect(total).toMatchObject({ cells: expect.arrayContaining([0]), total: 0 });
    }
  });
});
