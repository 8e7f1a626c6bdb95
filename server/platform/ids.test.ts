import { expect, it } from "vitest";
import { createFakeClock } from "#test/support/clock.ts";
import { createIds } from "./ids.ts";

const UUID_V7 = /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;

it("gives ids in order within a millisecond, beyond the counter, and when the clock goes back", () => {
  const clock = createFakeClock();
  const ids = createIds(clock);
  const made: string[] = [];
  for (let i = 0; i < 10_000; i++) {
    if (i === 5000) clock.advance(-60_000);
    made.push(ids.next());
  }
  expect(made.every((id) => UUID_V7.test(id))).toBe(true);
  expect(made).toEqual([...made].sort());
  expect(new Set(made).size).toBe(made.length);
});

it("puts the time into the first 48 bits", () => {
  const at = new Date("2020-01-02T03:04:05.678Z");
  const id = createIds(createFakeClock()).next(at);
  expect(Number.parseInt(id.replace("-", "").slice(0, 12), 16)).toBe(at.getTime());
});
