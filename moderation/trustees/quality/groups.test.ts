import { describe, expect, it } from "vitest";
import { numberAnswers } from "./answers.ts";
import { opinionGroups, proportionTest, REPRESENTATIVE_Z, twoProportionTest } from "./groups.ts";
import { memberSilhouette, silhouette } from "./k-means.ts";

const VOTES = { agree: 1, pass: 0, disagree: -1 } as const;
const WORDS = Object.keys(VOTES) as (keyof typeof VOTES)[];

/** Two camps that differ about six items, agree about one, and have no pattern about the rest; one answered two items. */
function conversation() {
  const chance = (person: number, item: number) => ((person * 7 + item * 13 + person * item * 5) % 11) / 11;
  const answers = ["one", "other"].flatMap((camp, side) =>
    Array.from({ length: 12 }, (_, at) => {
      const person = `${camp} ${at}`;
      const isOdd = at === 11;
      const word = (first: boolean) => (first !== isOdd ? ("agree" as const) : ("disagree" as const));
      return [
        ...[0, 1, 2].flatMap((number) => [
          { item: `ban word ${number}`, person, label: word(side === 0) },
          { item: `keep word ${number}`, person, label: word(side === 1) },
        ]),
        { item: "warn first", person, label: "agree" as const },
        ...[0, 1, 2].map((number) => ({
          item: `aside ${number}`,
          person,
          label: chance(at + side * 12, number) < 0.5 ? ("agree" as const) : ("disagree" as const),
        })),
      ];
    }).flat(),
  );
  const quiet = { person: "quiet", label: "agree" as const };
  return numberAnswers(
    [...answers, { ...quiet, item: "ban word 0" }, { ...quiet, item: "ban word 1" }],
    WORDS,
  );
}

describe("two camps", () => {
  const answers = conversation();
  const found = opinionGroups(
    answers,
    WORDS.map((word) => VOTES[word]),
  );
  const groupOf = (person: string) => found?.groupOf[answers.personNames.indexOf(person)];

  it("are found, and who is odd in one stands with the other", () => {
    expect(found?.groupCount).toBe(2);
    expect(groupOf("one 1")).toBe(groupOf("one 7"));
    expect(groupOf("one 1")).not.toBe(groupOf("other 1"));
    expect(groupOf("one 11")).toBe(groupOf("other 1"));
    expect(groupOf("quiet")).toBe(groupOf("one 1"));
    expect(found?.silhouette).toBeGreaterThan(0.4);
  });

  it("share what both agree on, however many there are of each", () => {
    const consensus = Object.fromEntries(
      answers.itemNames.map((name, at) => [name, found?.consensus[at] as number]),
    );
    expect(consensus["warn first"]).toBeCloseTo((13 / 14) * (13 / 14), 1);
    expect(consensus["ban word 0"]).toBeLessThan(0.2);
  });

  it("are known by what one of them says and the other does not", () => {
    const item = answers.itemNames.indexOf("ban word 0");
    const mine = found?.opinions[item]?.[groupOf("one 1") as number];
    expect(mine?.agreesMore.z).toBeGreaterThan(REPRESENTATIVE_Z);
    const shared = found?.opinions[answers.itemNames.indexOf("warn first")]?.[0];
    expect(Math.abs(shared?.agreesMore.z as number)).toBeLessThan(REPRESENTATIVE_Z);
  });
});

it("has no groups for two people", () => {
  const two = ["a", "b"].flatMap((person) =>
    ["x", "y"].map((item) => ({ item, person, label: "agree" as const })),
  );
  expect(opinionGroups(numberAnswers(two, WORDS), [1, 0, -1])).toBe(null);
});

it("puts everybody together who says the same", () => {
  const same = ["a", "b", "c", "d"].flatMap((person) =>
    ["x", "y"].map((item) => ({ item, person, label: "agree" as const })),
  );
  const found = opinionGroups(numberAnswers(same, WORDS), [1, 0, -1]);
  expect(found?.groupCount).toBe(1);
  expect(found?.consensus[0]).toBeCloseTo(5 / 6, 10);
});

// math/test/stats_test.clj and silhouette_test.clj of compdemocracy/polis
it("computes the tests of proportions as Polis does", () => {
  expect(twoProportionTest(15, 56, 24, 71)).toBeCloseTo(-1.518, 2);
  expect(proportionTest(8, 10)).toBeCloseTo(2 * Math.sqrt(11) * (9 / 11 - 0.5), 12);
  expect(REPRESENTATIVE_Z).toBe(1.2816);
  expect(twoProportionTest(30, 1_000_000, 50, 2_000_000)).toBeCloseTo(proportionTest(30, 50), 3);
});

it("computes the silhouette of Polis' example", () => {
  const matrix = [
    [0, 1, 3, 4],
    [1, 0, 3, 4],
    [3, 3, 0, 2],
    [4, 4, 2, 0],
  ];
  const distance = (one: number, other: number) => matrix[one]?.[other] as number;
  expect(silhouette(distance, [0, 0, 1, 1])).toBeCloseTo(0.5654762, 6);
  const groups = Map.groupBy([0, 1, 2, 3], (at) => Math.floor(at / 2));
  expect(memberSilhouette(distance, groups, 0)).toBeCloseTo(0.714285, 5);
});
