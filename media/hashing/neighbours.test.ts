import fc from "fast-check";
import { expect, it } from "vitest";
import { masks, neighbours, SLOTS, share } from "./neighbours.ts";

const slots = fc.array(fc.nat(16), { minLength: SLOTS, maxLength: SLOTS });

it("leaves no pair of hashes unseen: some slot, and with the next one both, are below their shares", () => {
  fc.assert(
    fc.property(slots, fc.nat(20), (apart, more) => {
      const most = Math.min(256, apart.reduce((sum, bits) => sum + bits, 0) + more);
      const isSeen = apart.some((bits, at) => {
        const next = apart[(at + 1) % SLOTS] ?? 0;
        return bits < share(most, at) && bits + next < share(most, at) + share(most, at + 1);
      });
      expect(isSeen).toBe(true);
    }),
  );
});

it("looks at 17 values of each slot up to a distance of 31, and at one of 10 slots up to 9", () => {
  const each = (most: number) => Array.from({ length: SLOTS }, (_, at) => neighbours(most, at));
  expect(each(31)).toEqual(Array(16).fill(17));
  expect(each(9)).toEqual([...Array(10).fill(1), ...Array(6).fill(0)]);
});

it("has each mask of up to two bits once, the fewest bits first", () => {
  expect(new Set(masks).size).toBe(137);
  expect(masks[0]).toBe(0);
  expect([...masks.slice(1, 17)].sort((a, b) => a - b)).toEqual(
    Array.from({ length: 16 }, (_, bit) => 1 << bit),
  );
});
