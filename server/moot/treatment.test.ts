import { expect, it } from "vitest";
import { type DecisionPolicy, treatmentOf } from "./treatment.ts";

const policies: DecisionPolicy[] = [
  { peer: "*", verdict: "*", treatment: "ignore" },
  { peer: "*", verdict: "suspend", treatment: "show" },
  { peer: "a.example", verdict: "*", treatment: "recommend" },
  { peer: "a.example", verdict: "remove", treatment: "apply" },
];

it.each([
  ["a.example", "remove", "apply"],
  ["a.example", "suspend", "recommend"],
  ["b.example", "suspend", "show"],
  ["b.example", "remove", "ignore"],
] as const)("of %s, %s: the most specific policy holds", (peer, verdict, treatment) => {
  expect(treatmentOf(policies, { peer, verdict })).toBe(treatment);
});

it("where nobody has said anything a decision is shown, and nothing else", () => {
  expect(treatmentOf([], { peer: "a.example", verdict: "remove" })).toBe("show");
});
