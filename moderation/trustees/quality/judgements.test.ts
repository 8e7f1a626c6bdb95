import { describe, expect, it } from "vitest";
import type { Verdict } from "#protocol/moot/vote.ts";
import { gatherJudgements, type Judgement } from "./judgements.ts";
import { runModels } from "./measure.ts";
import { wilson } from "./person-record.ts";
import { repeatFor } from "./repeat.ts";

/** A panel of Ana, Ben and Cem: what each voted first, and `→` what they voted after, where it is another; `·` for nobody. */
function panel(
  id: string,
  votes: string,
  about: Partial<Pick<Judgement, "topic" | "language" | "isLocal" | "outcome" | "isReversed">> = {},
): Judgement[] {
  const people = ["ana", "ben", "cem"];
  return votes.split(" ").flatMap((vote, at) => {
    if (vote === "·") return [];
    const [first, last = first] = vote.split("→") as [Verdict, Verdict?];
    return {
      panelId: id,
      level: 0,
      topic: "spam",
      language: "en",
      isLocal: true,
      outcome: "remove" as Verdict,
      isReversed: false,
      ...about,
      accountId: people[at] as string,
      first,
      last,
    };
  });
}

function gather(panels: readonly Judgement[][]) {
  const gathering = gatherJudgements();
  for (const judgement of panels.flat()) gathering.add(judgement);
  return gathering.end();
}

const six = gather([
  panel("1", "remove remove none→remove"),
  panel("2", "remove remove remove"),
  panel("3", "remove suspend→remove none→remove", { isReversed: true }),
  panel("4", "remove remove none"),
  panel("5", "none none none", { topic: "harassment", language: "de", outcome: "none" }),
  panel("6", "none warn→none none", { topic: "harassment", language: "de", outcome: "none" }),
]);

describe("six panels of three", () => {
  const { people, node } = runModels(six);
  const of = (name: string) => people.find(({ accountId }) => accountId === name);

  it("count how often each first voted for what was decided, graver and milder than the middle", () => {
    expect(of("ana")).toMatchObject({
      votes: 6,
      asDecided: 6,
      graver: 0,
      milder: 0,
      changed: 0,
      reversed: 1,
    });
    // Ben: suspend in 3, warn in 6.
    expect(of("ben")).toMatchObject({
      votes: 6,
      asDecided: 4,
      graver: 2,
      milder: 0,
      changed: 2,
      reversed: 1,
    });
    // Cem: none in 1, 3 and 4; changed in 1 and 3.
    expect(of("cem")).toMatchObject({
      votes: 6,
      asDecided: 3,
      graver: 0,
      milder: 3,
      changed: 2,
      votedAgain: 6,
    });
  });

  it("show no topic and no language with fewer than five votes", () => {
    expect(of("cem")?.topics).toEqual([]);
    const more = runModels(gather([panel("0", "none none none"), ...panels(five)]));
    expect(more.people[0]?.topics).toEqual([{ topic: "spam", votes: 6, asDecided: 5, graver: 0, milder: 0 }]);
  });

  it("find who is mostly alone the least reliable, and say how sure that is", () => {
    const shares = ["ana", "ben", "cem"].map((name) => of(name)?.reliability?.share ?? 0);
    expect(shares[0]).toBeGreaterThan(0.95);
    expect(shares[2]).toBeLessThan(shares[0] as number);
    const { share, low, high } = of("ana")?.reliability ?? { share: 0, low: 0, high: 0 };
    expect(low).toBe(wilson(share, 6).low);
    expect([low, high].map((each) => each.toFixed(1))).toEqual(["0.7", "1.0"]);
  });

  it("add up for the node, without anybody's name", () => {
    expect(node).toMatchObject({
      people: 3,
      agreement: { panels: 6, votes: 18 },
      votedAgain: 18,
      changed: 4,
    });
    expect(node.agreement.alpha).toBeCloseTo(ordinalAlpha, 10);
    expect(node.reliability).toBe(null);
    expect(node.topics).toEqual([]);
    expect(JSON.stringify(node)).not.toMatch(/ana|ben|cem/);
  });
});

const five = ["1", "2", "3", "4", "5"];
const panels = (ids: readonly string[]) => ids.map((id) => panel(id, "remove remove remove"));

/**
 * By hand, from the coincidences of none 8, warn 1, remove 8, suspend 1. Each panel with two that say one thing and one another has the pair
 * twice: 1 and 4 none-remove 2 each, 3 each of its three pairs 1 each (over m - 1 = 2, both ways), 6 none-warn 2. Distances between ranks are
 * squares of 4 + 1 + 0.5, and so on.
 */
const ordinalAlpha = (() => {
  const [none, warn, remove, suspend] = [8, 1, 8, 1];
  const d = (parts: number) => parts ** 2;
  const [nw, nr, ns] = [
    d(none / 2 + warn / 2),
    d(none / 2 + warn + remove / 2),
    d(none / 2 + warn + remove + suspend / 2),
  ];
  const [wr, ws, rs] = [
    d(warn / 2 + remove / 2),
    d(warn / 2 + remove + suspend / 2),
    d(remove / 2 + suspend / 2),
  ];
  // Once each pair: panels 1 and 4 have 2 × none-remove, over 2, so 1 each; 3 has none-remove, none-suspend, remove-suspend, ½ each; 6 none-warn 1.
  const observed = 1 * nr + 1 * nr + 0.5 * (nr + ns + rs) + 1 * nw;
  const expected =
    none * warn * nw +
    none * remove * nr +
    none * suspend * ns +
    warn * remove * wr +
    warn * suspend * ws +
    remove * suspend * rs;
  return 1 - (17 * observed) / expected;
})();

it("counts nothing where nobody has judged", () => {
  const { people, node } = runModels(gather([]));
  expect(people).toEqual([]);
  expect(node).toMatchObject({ people: 0, agreement: { panels: 0, votes: 0, alpha: null }, topics: [] });
});

it("takes who did not vote again as neither confirmed nor changed", () => {
  const [first] = panel("1", "remove");
  const { people } = runModels(gather([[{ ...(first as Judgement), last: null }]]));
  expect(people[0]).toMatchObject({ votes: 1, votedAgain: 0, changed: 0, reliability: null });
});

it("gives the bounds of Wilson's interval", () => {
  // (0.8 + z²/20) / (1 + z²/10) ∓ z / (1 + z²/10) × √(0.016 + z²/400), z = 1.6449
  const { low, high } = wilson(0.8, 10);
  expect([low.toFixed(4), high.toFixed(4)]).toEqual(["0.5408", "0.9314"]);
});

it("suggests training cases about topics in which few first votes were for the decision", () => {
  const tally = { votes: 10, graver: 0, milder: 0 };
  const made = (id: string, category: "spam" | "hate") => ({
    id,
    category,
    language: "en",
    text: "",
    rule: "",
    verdicts: [],
    why: "",
  });
  const suggested = repeatFor(
    [
      { topic: "spam", ...tally, asDecided: 4 },
      { topic: "sexual", ...tally, asDecided: 5 },
      { topic: "hate", ...tally, asDecided: 2 },
    ],
    [made("a", "spam"), made("b", "hate")],
  );
  expect(suggested.map(({ topic, cases }) => [topic, cases.map(({ id }) => id)])).toEqual([
    ["hate", ["b"]],
    ["spam", ["a"]],
  ]);
});
