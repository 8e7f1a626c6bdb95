import { expect, test } from "vitest";
import { each } from "./each.ts";

test("an item that fails is logged, and those behind it have their turn", async () => {
  const seen: number[] = [];
  const logged: unknown[] = [];
  const log = { error: (...said: unknown[]) => void logged.push(said) };
  const done = await each(log, "look at a number", [1, 2, 3], async (item) => {
    if (item === 2) throw new Error("not this one");
    seen.push(item);
  });
  expect([done, seen]).toEqual([2, [1, 3]]);
  expect(logged).toEqual([[{ err: new Error("not this one"), item: 2 }, "could not look at a number"]]);
});
