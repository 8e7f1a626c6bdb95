import { describe, expect, it } from "vitest";
import { numberAnswers } from "./answers.ts";
import { type Bridging, bridge, usualRegularisation } from "./bridging.ts";
import { noteStatus } from "./note-status.ts";

const LABELS = ["no", "somewhat", "yes"] as const;
const VALUES = [0, 0.5, 1];

/** Two sides of ten; each note says what the share of each is that finds it helpful. */
const notes = {
  "helps all": [1, 1],
  "helps left": [1, 0],
  "helps right": [0, 1],
  "helps nobody": [0, 0],
  "helps half of each": [0.5, 0.5],
};

function rate(): { item: string; person: string; label: (typeof LABELS)[number] }[] {
  return Object.entries(notes).flatMap(([item, shares]) =>
    shares.flatMap((share, side) =>
      Array.from({ length: 10 }, (_, at) => ({
        item,
        person: `${side === 0 ? "left" : "right"} ${at}`,
        label: at < share * 10 ? ("yes" as const) : ("no" as const),
      })),
    ),
  );
}

describe("two sides that usually differ", () => {
  const ratings = numberAnswers(rate(), LABELS);
  const found = bridge(ratings, VALUES);
  const of = (name: keyof typeof notes) => {
    const at = ratings.itemNames.indexOf(name);
    return {
      ratings: 20,
      intercept: found.noteIntercepts[at] as number,
      factor: found.noteFactors[at] as number,
    };
  };

  it("finds helpful only what helps both", () => {
    const statuses = Object.fromEntries(
      ratings.itemNames.map((name) => [name, noteStatus(of(name as keyof typeof notes))]),
    );
    expect(statuses).toMatchObject({
      "helps all": "helpful",
      "helps left": "needs more ratings",
      "helps right": "needs more ratings",
    });
  });

  it("takes a side's half of the ratings for its side, not for help", () => {
    expect(of("helps left").factor * of("helps right").factor).toBeLessThan(0);
    expect(Math.abs(of("helps left").factor)).toBeGreaterThan(0.5);
    expect(Math.abs(of("helps all").factor)).toBeLessThan(0.1);
    expect(of("helps left").intercept).toBeCloseTo(of("helps half of each").intercept, 1);
  });

  it("puts raters on their sides, the larger one on the negative", () => {
    const side = (name: string) => Math.sign(found.raterFactors[ratings.personNames.indexOf(name)] as number);
    expect(side("left 1")).toBe(-side("right 1"));
    const more = numberAnswers([...rate(), ...more11()], LABELS);
    const again = bridge(more, VALUES);
    expect(again.raterFactors[more.personNames.indexOf("right 1")]).toBeLessThan(0);
  });
});

/** An eleventh of the right. */
function more11() {
  return Object.entries(notes).map(([item, [, share]]) => ({
    item,
    person: "right 10",
    label: share === 1 ? ("yes" as const) : ("no" as const),
  }));
}

it("stands at a minimum of the published loss: no parameter can be bettered by itself", () => {
  const ratings = numberAnswers(noisy(40, 30), LABELS);
  const found = bridge(ratings, VALUES, { tolerance: 1e-14, mostRounds: 5_000 });
  expect(found.loss).toBeCloseTo(published(ratings, found), 10);
  for (const name of ["noteIntercepts", "noteFactors", "raterIntercepts", "raterFactors"] as const)
    for (let at = 0; at < 10; at++)
      for (const step of [1e-3, -1e-3]) {
        const moved = Float64Array.from(found[name], (value, index) => (index === at ? value + step : value));
        expect(published(ratings, { ...found, [name]: moved })).toBeGreaterThan(found.loss - 1e-12);
      }
  expect(published(ratings, { ...found, mean: found.mean + 1e-3 })).toBeGreaterThan(found.loss - 1e-8);
});

/** `mean squared error + λ × mean squares`, as `matrix_factorization.py` adds it up. */
function published(
  ratings: ReturnType<typeof numberAnswers>,
  { mean, noteIntercepts, noteFactors, raterIntercepts, raterFactors }: Bridging,
): number {
  const square = (values: Float64Array) => values.reduce((sum, each) => sum + each ** 2, 0) / values.length;
  let errors = 0;
  for (let at = 0; at < ratings.labels.length; at++) {
    const [note, rater] = [ratings.items[at] as number, ratings.people[at] as number];
    const said = VALUES[ratings.labels[at] as number] as number;
    const guess =
      mean +
      (noteIntercepts[note] as number) +
      (raterIntercepts[rater] as number) +
      (noteFactors[note] as number) * (raterFactors[rater] as number);
    errors += (said - guess) ** 2;
  }
  const { intercepts, factors } = usualRegularisation;
  return (
    errors / ratings.labels.length +
    intercepts * (square(noteIntercepts) + square(raterIntercepts) + mean ** 2) +
    factors * (square(noteFactors) + square(raterFactors))
  );
}

/** Ratings without a pattern, the same each time. */
function noisy(raters: number, notesCount: number) {
  let state = 7;
  const next = () => {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
    return state / 2_147_483_648;
  };
  return Array.from({ length: raters * notesCount }, (_, at) => ({
    item: `note ${at % notesCount}`,
    person: `rater ${Math.floor(at / notesCount)}`,
    label: LABELS[Math.floor(next() * 3)] as (typeof LABELS)[number],
  })).filter(() => next() < 0.6);
}

it("weighs parameters as the published model does", () => {
  expect(usualRegularisation).toEqual({ intercepts: 0.15, factors: 0.03 });
});

it("finds not helpful what some more readers could not make helpful", () => {
  const note = { ratings: 5, intercept: 0, factor: 0 };
  expect(noteStatus({ ...note, interceptUpperBound: -0.041 })).toBe("not helpful");
  expect(noteStatus({ ...note, interceptUpperBound: -0.04 })).toBe("needs more ratings");
  expect(noteStatus({ ...note, intercept: -0.13, factor: 0.1 })).toBe("needs more ratings");
  expect(noteStatus({ ...note, intercept: -0.131, factor: 0.1 })).toBe("not helpful");
  expect(noteStatus({ ...note, intercept: 0.4, factor: -0.499 })).toBe("helpful");
  expect(noteStatus({ ...note, intercept: 0.389 }, "helpful")).toBe("needs more ratings");
});

it("keeps a note helpful that has sunk a little, and none with few ratings", () => {
  const note = { ratings: 20, intercept: 0.395, factor: 0.1 };
  expect(noteStatus(note)).toBe("needs more ratings");
  expect(noteStatus(note, "helpful")).toBe("helpful");
  expect(noteStatus({ ...note, intercept: 0.6, ratings: 4 })).toBe("needs more ratings");
  expect(noteStatus({ ...note, intercept: 0.6, factor: -0.6 })).toBe("needs more ratings");
  expect(noteStatus({ ...note, intercept: -0.2 })).toBe("not helpful");
});
