import { setTimeout as sleep } from "node:timers/promises";
import { expect, it } from "vitest";
import { createInTurn } from "./in-turn.ts";

it("runs what is about the same thing in order, also after a failure, and other things meanwhile", async () => {
  const inTurn = createInTurn();
  const log: string[] = [];
  const work = (name: string, ms: number) => async () => {
    await sleep(ms);
    log.push(name);
  };
  const failing = inTurn("a", () => Promise.reject(new Error("no")));
  const first = inTurn("a", work("first", 20));
  const second = inTurn("a", work("second", 0));
  const other = inTurn("b", work("other", 0));
  await expect(failing).rejects.toThrow("no");
  await Promise.all([first, second, other]);
  expect(log).toEqual(["other", "first", "second"]);
});
