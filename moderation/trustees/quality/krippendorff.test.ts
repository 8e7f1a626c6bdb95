import { expect, it } from "vitest";
import { numberAnswers } from "./answers.ts";
import { krippendorff } from "./krippendorff.ts";

/** One line an observer, one column an item; `.` where there is no answer. */
function observed(lines: readonly string[]) {
  const answers = lines.flatMap((line, person) =>
    line
      .split(" ")
      .map((label, item) => ({ item: `${item}`, person: `${person}`, label: Number(label) }))
      .filter(({ label }) => !Number.isNaN(label)),
  );
  const values = [...new Set(answers.map(({ label }) => label))].toSorted((a, b) => a - b);
  return { answers: numberAnswers(answers, values), values };
}

// Krippendorff: Computing Krippendorff's Alpha-Reliability (2011), section D.
const paper = observed([
  "1 2 3 3 2 1 4 1 2 . . .",
  "1 2 3 3 2 2 4 1 2 5 . 3",
  ". 3 3 3 2 3 4 2 2 5 1 .",
  "1 2 3 3 2 4 4 1 2 5 1 .",
]);

it.each([
  ["nominal", 0.743421],
  ["ordinal", 0.815388],
  ["interval", 0.849107],
  ["ratio", 0.797403],
] as const)("computes the paper's alpha for %s data", (level, alpha) => {
  expect(krippendorff(paper.answers, level, paper.values)).toBeCloseTo(alpha, 6);
});

it("computes the alpha of the example in Wikipedia", () => {
  const { answers, values } = observed([
    ". . . . . 3 4 1 2 1 1 3 3 . 3",
    "1 . 2 1 3 3 4 3 . . . . . . .",
    ". . 2 1 3 4 4 . 2 1 1 3 3 . 4",
  ]);
  expect(krippendorff(answers, "nominal", values)).toBeCloseTo(0.691358, 6);
  expect(krippendorff(answers, "interval", values)).toBeCloseTo(0.810845, 6);
});

it("computes the alpha of the paper's binary data", () => {
  const { answers, values } = observed(["0 1 0 0 0 0 0 0 1 0", "1 1 1 0 0 1 0 0 0 0"]);
  expect(krippendorff(answers, "nominal", values)).toBeCloseTo(0.095238, 6);
});

it("is not defined where no two answers can be compared", () => {
  expect(krippendorff(numberAnswers([{ item: "a", person: "x", label: 1 }], [1, 2]))).toBe(null);
  const same = ["x", "y"].map((person) => ({ item: "a", person, label: 1 }));
  expect(krippendorff(numberAnswers(same, [1, 2]))).toBe(null);
});
