import fc from "fast-check";
import { expect, test } from "vitest";
import { outcomeOf, supportOf, type Verdict, type Vote, verdicts } from "./vote.ts";

const vote = (verdict: Verdict, more: Partial<Vote> = {}): Vote => ({
  verdict,
  days: null,
  rules: [],
  ...more,
});

test.each([
  [["remove"], "remove"],
  [["remove", "none", "none"], "none"],
  [["remove", "warn", "none"], "warn"],
  [["suspend", "remove", "warn"], "remove"],
  [["remove", "none"], "none"],
  [["suspend", "suspend", "remove", "warn", "none"], "remove"],
] as const)("of %j comes %s", (given, verdict) => {
  expect(outcomeOf(given.map((each) => vote(each))).verdict).toBe(verdict);
});

test("more than half are for what comes out or for something graver, and no more than half for anything graver", () => {
  fc.assert(
    fc.property(fc.array(fc.constantFrom(...verdicts), { minLength: 1, maxLength: 9 }), (given) => {
      const { verdict } = outcomeOf(given.map((each) => vote(each)));
      const rank = (each: Verdict) => verdicts.indexOf(each);
      const behind = given.filter((each) => rank(each) >= rank(verdict)).length;
      const beyond = given.filter((each) => rank(each) > rank(verdict)).length;
      expect(behind * 2).toBeGreaterThan(given.length);
      expect(beyond * 2).toBeLessThanOrEqual(given.length);
    }),
  );
});

test("it lasts as long as the middle one of those behind it says, who want more for good", () => {
  const [short, long] = [vote("limit", { days: 7 }), vote("limit", { days: 30 })];
  expect(outcomeOf([short, long, vote("none")]).days).toBe(7);
  expect(outcomeOf([short, vote("suspend"), vote("limit", { days: 14 })]).days).toBe(14);
  expect(outcomeOf([short, vote("suspend"), vote("remove")])).toMatchObject({
    verdict: "remove",
    days: null,
  });
});

test("it names the rules that more than half of those behind it name", () => {
  const [kind, spam] = ["https://moot.example/rules/1", "https://moot.example/rules/2"];
  const rules = [kind, spam];
  expect(
    outcomeOf([
      vote("remove", { rules }),
      vote("remove", { rules: [kind, kind] }),
      vote("none", { rules: [] }),
    ]).rules,
  ).toEqual([kind]);
  expect(outcomeOf([vote("none", { rules })]).rules).toEqual([]);
});

test.each([
  [["remove", "warn", "none"], "warn", { for: 2, against: 1 }],
  [["suspend", "remove", "remove"], "remove", { for: 3, against: 0 }],
  [["none", "none", "remove"], "none", { for: 2, against: 1 }],
] as const)("of %j, %s is carried by %j", (given, verdict, expected) => {
  expect(
    supportOf(
      given.map((each) => vote(each)),
      verdict,
    ),
  ).toEqual(expected);
});
