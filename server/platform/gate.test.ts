import { expect, it } from "vitest";
import { createGate } from "./gate.ts";

it("lets so many work at a time, in their order, whatever becomes of them", async () => {
  const gate = createGate(2);
  const order: number[] = [];
  let inside = 0;
  let most = 0;
  const all = Array.from({ length: 9 }, (_, at) =>
    gate(async () => {
      order.push(at);
      most = Math.max(most, ++inside);
      await new Promise((resolve) => setTimeout(resolve, 1));
      inside--;
      if (at % 3 === 0) throw new Error("no");
      return at;
    }).catch(() => null),
  );
  expect(await Promise.all(all)).toEqual([null, 1, 2, null, 4, 5, null, 7, 8]);
  expect(order).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8]);
  expect(most).toBe(2);
});
