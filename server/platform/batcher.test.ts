import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { createBatcher } from "./batcher.ts";

const turn = () => new Promise((resolve) => setImmediate(resolve));

/** A batcher whose batches end when the test says so. */
function held(maxSize = 3, maxWaiting = 5) {
  const batches: number[][] = [];
  const ends: (() => void)[] = [];
  const batcher = createBatcher<number, number>({
    maxSize,
    maxWaiting,
    run: async (items) => {
      batches.push([...items]);
      await new Promise<void>((resolve) => ends.push(resolve));
      return items.map((item) => item * 10);
    },
  });
  return { batcher, batches, end: () => ends.shift()?.() };
}

describe("the batcher", () => {
  it("runs what arrives in one turn together, and collects the next batch while one runs", async () => {
    const { batcher, batches, end } = held();
    const first = [1, 2].map((item) => batcher.submit(item));
    await turn();
    const second = [3, 4, 5, 6].map((item) => batcher.submit(item));
    expect(batches).toEqual([[1, 2]]);
    end();
    expect(await Promise.all(first)).toEqual([10, 20].map((value) => ({ ok: true, value })));
    await turn();
    end();
    await turn();
    end();
    expect(await Promise.all(second)).toEqual([30, 40, 50, 60].map((value) => ({ ok: true, value })));
    expect(batches).toEqual([[1, 2], [3, 4, 5], [6]]);
    await batcher.idle();
  });

  it("waits for company after a batch that had some, and never after a single item", async () => {
    const batches: number[][] = [];
    const run = async (items: readonly number[]) => {
      batches.push([...items]);
      return items;
    };
    const batcher = createBatcher<number, number>({ maxSize: 10, maxWaiting: 10, gatherMs: 200, run });
    await batcher.submit(1);
    await Promise.all([2, 3].map(batcher.submit));
    const fourth = batcher.submit(4);
    for (let i = 0; i < 5; i++) await turn();
    await Promise.all([fourth, batcher.submit(5)]);
    expect(batches).toEqual([[1], [2, 3], [4, 5]]);
  });

  it("refuses items when too many wait, and takes them again afterwards", async () => {
    const { batcher, end } = held(10, 2);
    const running = batcher.submit(1);
    await turn();
    const waiting = [batcher.submit(2), batcher.submit(3)];
    expect(await batcher.submit(4)).toEqual({ ok: false, error: { type: "batcher/overloaded", waiting: 2 } });
    end();
    await running;
    await turn();
    end();
    await Promise.all(waiting);
    const again = batcher.submit(5);
    await turn();
    end();
    expect(await again).toEqual({ ok: true, value: 50 });
  });

  it("lets a bad item fail alone", async () => {
    const batcher = createBatcher<number, number>({
      maxSize: 10,
      maxWaiting: 10,
      run: async (items) => {
        if (items.includes(2)) throw new Error("bad item");
        return [...items];
      },
    });
    const results = await Promise.allSettled([1, 2, 3].map((item) => batcher.submit(item)));
    expect(results.map((result) => result.status)).toEqual(["fulfilled", "rejected", "fulfilled"]);
    expect(await batcher.submit(4)).toEqual({ ok: true, value: 4 });
  });

  it("treats a missing outcome as a failure rather than giving one item another's", async () => {
    const batcher = createBatcher<number, number>({ maxSize: 10, maxWaiting: 10, run: async () => [7] });
    expect(await Promise.all([1, 2].map((item) => batcher.submit(item)))).toEqual([
      { ok: true, value: 7 },
      { ok: true, value: 7 },
    ]);
    const none = createBatcher<number, number>({ maxSize: 10, maxWaiting: 10, run: async () => [] });
    await expect(none.submit(1)).rejects.toThrow("0 outcomes for 1 items");
  });

  it("gives every item its own outcome exactly once, whatever fails and whenever it comes", async () => {
    const items = fc.array(fc.record({ value: fc.nat(), bad: fc.boolean(), later: fc.boolean() }), {
      maxLength: 40,
    });
    await fc.assert(
      fc.asyncProperty(items, fc.integer({ min: 1, max: 7 }), async (given, maxSize) => {
        const done: number[] = [];
        const batcher = createBatcher<number, number>({
          maxSize,
          maxWaiting: 100,
          run: async (batch) => {
            expect(batch.length).toBeLessThanOrEqual(maxSize);
            if (batch.some((index) => given[index]?.bad)) throw new Error("bad item");
            done.push(...batch);
            return batch.map((index) => given[index]?.value ?? -1);
          },
        });
        const outcomes = await Promise.allSettled(
          given.map(async ({ later }, index) => {
            if (later) await turn();
            return batcher.submit(index);
          }),
        );
        await batcher.idle();
        outcomes.forEach((outcome, index) => {
          const { bad, value } = given[index] ?? { bad: true, value: 0 };
          if (bad) expect(outcome.status).toBe("rejected");
          else expect(outcome).toEqual({ status: "fulfilled", value: { ok: true, value } });
        });
        expect(new Set(done).size).toBe(done.length);
      }),
    );
  });
});
