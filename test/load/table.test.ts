import { describe, expect, it } from "vitest";
import { atLeast, atMost, formatTable, round } from "./table.ts";

describe("the table", () => {
  it("says beside each goal whether it is reached", () => {
    const table = formatTable([
      { part: "a", what: "fast", value: "6", goal: atLeast(6, 5) },
      { part: "a", what: "slow", value: "4", beside: "theirs 1", goal: atMost(4, 3, "s") },
      { part: "a", what: "plain", value: "1" },
    ]);
    expect(
      table.split("\n").map((line) =>
        line
          .split("|")
          .map((cell) => cell.trim())
          .slice(3, 7),
      ),
    ).toEqual([
      ["value", "beside", "goal", "reached"],
      expect.anything(),
      ["6", "", ">= 5 x", "yes"],
      ["4", "theirs 1", "<= 3 s", "NO"],
      ["1", "", "", ""],
    ]);
  });

  it.each([
    [0.01234, "0.012"],
    [1.2345, "1.23"],
    [59_258.4, "59,258"],
    [Number.NaN, "-"],
  ])("writes %d as %s", (value, text) => {
    expect(round(value)).toBe(text);
  });
});
