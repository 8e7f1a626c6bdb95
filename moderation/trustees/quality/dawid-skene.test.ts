import { existsSync, readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type Answers, type NamedAnswers, numberAnswers } from "./answers.ts";
import { dawidSkene, mostProbable, voteShares } from "./dawid-skene.ts";

/** Table 1 of Dawid, Skene (1979): 45 patients, by five anaesthetists, the first of them three times. */
const table = `111 1 1 1 1|333 4 3 3 4|112 2 1 2 2|222 3 1 2 1|222 3 2 2 2|222 3 3 2 2|122 2 1 1 1|333 3 4 3 3|222 2 2 2 3
232 2 2 2 3|444 4 4 4 4|222 3 3 4 3|111 1 1 1 1|222 3 2 1 2|121 1 1 1 1|111 2 1 1 1|111 1 1 1 1|111 1 1 1 1
222 2 2 2 1|222 1 3 2 2|222 2 2 2 2|222 2 2 2 1|222 3 2 2 2|221 2 2 2 2|111 1 1 1 1|111 1 1 1 1|232 2 2 2 2
111 1 1 1 1|111 1 1 1 1|112 1 1 2 1|111 1 1 1 1|333 3 2 3 3|111 1 1 1 1|222 2 2 2 2|222 3 2 3 2|433 4 3 4 3
221 2 2 3 2|232 3 2 3 3|333 3 4 3 2|111 1 1 1 1|111 1 1 1 1|121 2 1 1 1|232 2 2 2 2|121 1 1 1 1|222 2 2 2 2`;

function anaesthetists(): Answers {
  const patients = table.split(/[|\n]/);
  const answers = patients.flatMap((patient, item) =>
    patient
      .split(" ")
      .flatMap((given, person) =>
        [...given].map((label) => ({ item: `${item}`, person: `${person}`, label })),
      ),
  );
  return numberAnswers(answers, ["1", "2", "3", "4"]);
}

describe("the anaesthetists of the paper", () => {
  const answers = anaesthetists();
  const found = dawidSkene(answers);

  it("gives the frequencies and the likelihood of the paper", () => {
    expect(answers.itemCount).toBe(45);
    expect([...found.prevalence].map((each) => each.toFixed(4))).toEqual([
      "0.3996",
      "0.4220",
      "0.1118",
      "0.0667",
    ]);
    expect(found.logLikelihood).toBeCloseTo(-192.890881, 5);
    expect(found.hasConverged).toBe(true);
  });

  it("gives the error rates of the first observer", () => {
    const row = (truth: number) =>
      [...found.confusion.subarray(truth * 4, truth * 4 + 4)].map((each) => each.toFixed(4));
    expect(row(0)).toEqual(["0.8895", "0.1105", "0.0000", "0.0000"]);
    expect(row(3)).toEqual(["0.0000", "0.0000", "0.5556", "0.4444"]);
  });

  it("differs from the majority about three patients", () => {
    const labels = mostProbable(found.posteriors, 4);
    const counts = [0, 1, 2, 3].map((label) => labels.filter((each) => each === label).length);
    expect(counts).toEqual([18, 19, 5, 3]);
    const majority = mostProbable(voteShares(answers), 4);
    const differ = [...labels.keys()].filter((item) => labels[item] !== majority[item]);
    expect(differ.map((item) => item + 1)).toEqual([2, 12, 36]);
  });
});

const crowd = new URL("../../../../shared/vectors/crowd/", import.meta.url);
describe.skipIf(!existsSync(crowd))("the crowds of zhangyuc/SpectralMethodsMeetEM", () => {
  it.each([
    { name: "bluebird", wrong: 11, majority: 26, logLikelihood: -1888.1168 },
    { name: "rte", wrong: 58, majority: 82.5, logLikelihood: -3679.629 },
  ])(
    "has $wrong of $name wrong, where the majority has $majority",
    ({ name, wrong, majority, logLikelihood }) => {
      const rows = (file: string) =>
        readFileSync(new URL(`${name}.${file}.tsv`, crowd), "utf8")
          .trim()
          .split("\n")
          .map((line) => line.trim().split(/\s+/));
      const answers = numberAnswers(
        rows("ballots").map(([item = "", person = "", label = ""]) => ({ item, person, label })),
        ["1", "2"],
      );
      const truth = new Map(rows("truth").map(([item, label]) => [item, label]));
      const found = dawidSkene(answers);
      const labels = mostProbable(found.posteriors, 2);
      const isWrong = (item: string, at: number) => truth.get(item) !== answers.labelNames[labels[at] ?? 0];
      expect(answers.itemNames.filter(isWrong)).toHaveLength(wrong);
      expect(wrongBySplit(answers, truth)).toBe(majority);
      expect(found.logLikelihood).toBeCloseTo(logLikelihood, 3);
    },
  );
});

/** How many the majority has wrong; where the votes are even it has it half wrong. */
function wrongBySplit(
  answers: NamedAnswers<string>,
  truth: ReadonlyMap<string | undefined, string | undefined>,
) {
  const shares = voteShares(answers);
  return answers.itemNames.reduce((sum, item, at) => {
    const right = shares[at * 2 + answers.labelNames.indexOf(truth.get(item) as string)] as number;
    return sum + (right === 0.5 ? 0.5 : right < 0.5 ? 1 : 0);
  }, 0);
}

it("does not depend on the order in which answers come", () => {
  const answer = fc.record({
    item: fc.constantFrom("a", "b", "c", "d"),
    person: fc.constantFrom("x", "y", "z"),
    label: fc.constantFrom("keep", "remove"),
  });
  fc.assert(
    fc.property(fc.array(answer, { minLength: 1, maxLength: 30 }), (answers) => {
      const read = (given: typeof answers) => {
        const numbered = numberAnswers(given, ["keep", "remove"]);
        const { posteriors } = dawidSkene(numbered, { mostRounds: 20 });
        return new Map(numbered.itemNames.map((name, at) => [name, posteriors[at * 2]]));
      };
      const [one, other] = [read(answers), read(answers.toReversed())];
      for (const [name, share] of one) expect(other.get(name)).toBeCloseTo(share as number, 6);
    }),
    { numRuns: 50 },
  );
});

it("weighs one who is always right more than two who guess", () => {
  const answers = Array.from({ length: 60 }, (_, at) => {
    const truth = at % 2 === 0 ? "keep" : "remove";
    const guess = (by: number) =>
      (Math.floor(at / 2) + by) % 3 === 0 ? truth : at % 3 === 0 ? "keep" : "remove";
    return ["sure", "sure too"]
      .map((person) => ({ item: `${at}`, person, label: truth }))
      .concat(["guess", "other"].map((person, by) => ({ item: `${at}`, person, label: guess(by) })));
  }).flat();
  const numbered = numberAnswers(answers, ["keep", "remove"]);
  const labels = mostProbable(dawidSkene(numbered).posteriors, 2);
  expect([...labels]).toEqual(Array.from({ length: 60 }, (_, at) => at % 2));
});

describe("panels of three, of whom each errs now and then", () => {
  const labels = ["none", "warn", "remove", "suspend"] as const;
  let state = 3;
  const next = () => {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
    return state / 2_147_483_648;
  };
  const truth = Array.from({ length: 200 }, () => labels[Math.floor(next() * 4)] as string);
  const answers = truth.flatMap((label, item) =>
    [0, 1, 2].map((seat) => {
      const person = (item * 3 + seat * 7) % 20;
      const isRight = next() < 0.6 + person / 50;
      const other = labels[Math.floor(next() * 4)] as string;
      return { item: `${item}`, person: `${person}`, label: isRight ? label : other };
    }),
  );
  const numbered = numberAnswers(answers, labels as readonly string[]);
  const wrong = (options: Parameters<typeof dawidSkene>[1]) => {
    const found = mostProbable(dawidSkene(numbered, options).posteriors, 4);
    return truth.filter((label, at) => labels[found[at] as number] !== label).length;
  };

  it("are judged better with a prior than by chance taken for habit", () => {
    expect(wrong({ prior: { right: 6, wrong: 2 } })).toBeLessThan(wrong({}));
    expect(wrong({ prior: { right: 0, wrong: 0 } })).toBe(wrong({}));
  });
});
