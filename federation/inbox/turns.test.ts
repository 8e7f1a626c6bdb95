import { expect, test } from "vitest";
import { createTurns } from "./turns.ts";

test("runs so many at once, lets so many wait, and turns the next away", async () => {
  const inTurn = createTurns({ atOnce: 1, waiting: 1 });
  const first = Promise.withResolvers<string>();
  const begun: string[] = [];
  const running = inTurn(() => first.promise);
  const waiting = inTurn(async () => begun.push("second"));
  expect(inTurn(async () => "third")).toBeNull();
  expect(begun).toEqual([]);
  first.resolve("first");
  expect(await running).toBe("first");
  await waiting;
  expect(begun).toEqual(["second"]);
  expect(await inTurn(async () => "fourth")).toBe("fourth");
});

test("gives the turn on when the task fails", async () => {
  const inTurn = createTurns({ atOnce: 1, waiting: 1 });
  await expect(inTurn(() => Promise.reject(new Error("down")))).rejects.toThrow("down");
  expect(await inTurn(async () => "again")).toBe("again");
});
