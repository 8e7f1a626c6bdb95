import { expect, it } from "vitest";
import { createRetries } from "./retries.ts";

/** A handler that never gets past some numbers, given time as it asks for it. */
function goThrough(all: number[], poisoned: number[]) {
  let time = 0;
  const retries = createRetries(() => time);
  const [dealt, passed]: [number[], number[]] = [[], []];
  for (let at = 0; at < all.length; ) {
    const batch = all.slice(at, at + retries.next(10));
    if (batch.length === 0) time += 100;
    else if (!batch.some((each) => poisoned.includes(each))) {
      retries.succeeded(batch.length);
      dealt.push(...batch);
      at += batch.length;
    } else if (retries.failed(batch.length) === "pass-over") {
      passed.push(...batch);
      at += 1;
    }
  }
  return { dealt, passed, time, next: retries.next(10) };
}

const all = Array.from({ length: 25 }, (_, at) => at);

it("passes over what always fails, and nothing else", () => {
  const { dealt, passed, next } = goThrough(all, [0, 13, 14]);
  expect(passed).toEqual([0, 13, 14]);
  expect(dealt).toEqual(all.filter((each) => !passed.includes(each)));
  expect(next).toBe(10);
});

it("waits for longer each time, some minutes in all", () => {
  const { time } = goThrough([1], [1]);
  expect(time).toBeGreaterThan(60_000);
  expect(time).toBeLessThan(300_000);
});
