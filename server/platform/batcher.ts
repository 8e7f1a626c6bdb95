import { setTimeout as sleep } from "node:timers/promises";
import { err, ok, type Result } from "#protocol/result.ts";

export interface Overloaded {
  readonly type: "batcher/overloaded";
  /** How many items were waiting. */
  readonly waiting: number;
}

export interface Batcher<Item, Outcome> {
  /** Resolves with the item's own outcome, or at once with an error when too many wait; rejects if `run` does for it alone. */
  submit(item: Item): Promise<Result<Outcome, Overloaded>>;
  /** Resolves when nothing waits and nothing runs. */
  idle(): Promise<void>;
}

interface Waiting<Item, Outcome> {
  readonly item: Item;
  resolve(outcome: Result<Outcome, Overloaded>): void;
  reject(error: unknown): void;
}

/**
 * Turns many small pieces of work into few large ones, as a database does with group commit: while one batch runs, the
 * next one collects, so batches grow with the load and an idle system waits for nothing. When a batch fails, its items
 * are run one by one, so that a bad one fails alone; `run` must therefore leave nothing behind when it rejects.
 *
 * @example
 * const inbox = createBatcher({ maxSize: 100, maxWaiting: 2000, run: (posts) => storeAll(ctx, posts) });
 * const stored = await inbox.submit(post);
 */
export function createBatcher<Item, Outcome>(options: {
  /** Most items in one batch. */
  readonly maxSize: number;
  /** Most items that wait for their batch; more are refused. */
  readonly maxWaiting: number;
  /**
   * Milliseconds that a batch may still collect after one of several items, whose answers set off the next ones. Batches
   * get larger under load, and nothing waits without it. Default 0.
   */
  readonly gatherMs?: number;
  /** Returns one outcome an item, in the items' order. */
  readonly run: (items: readonly Item[]) => Promise<readonly Outcome[]>;
}): Batcher<Item, Outcome> {
  const waiting: Waiting<Item, Outcome>[] = [];
  const idlers: (() => void)[] = [];
  let running = false;
  let gatherUntil = 0;

  async function work(): Promise<void> {
    while (waiting.length > 0) {
      const left = gatherUntil - performance.now();
      if (left > 0 && waiting.length < options.maxSize) await sleep(left);
      const batch = waiting.splice(0, options.maxSize);
      await runBatch(batch);
      gatherUntil = batch.length > 1 ? performance.now() + (options.gatherMs ?? 0) : 0;
    }
    running = false;
    for (const idle of idlers.splice(0)) idle();
  }

  async function runBatch(batch: readonly Waiting<Item, Outcome>[]): Promise<void> {
    try {
      const outcomes = await options.run(batch.map((each) => each.item));
      if (outcomes.length !== batch.length)
        throw new Error(`${outcomes.length} outcomes for ${batch.length} items`);
      for (const [index, outcome] of outcomes.entries()) batch[index]?.resolve(ok(outcome));
    } catch (error) {
      if (batch.length === 1) batch[0]?.reject(error);
      else for (const each of batch) await runBatch([each]);
    }
  }

  return {
    submit(item) {
      if (waiting.length >= options.maxWaiting)
        return Promise.resolve(err({ type: "batcher/overloaded", waiting: waiting.length }));
      return new Promise((resolve, reject) => {
        waiting.push({ item, resolve, reject });
        if (running) return;
        running = true;
        // Not at once: what arrives in the same turn of the event loop belongs together.
        setImmediate(work);
      });
    },
    idle() {
      return running ? new Promise((resolve) => idlers.push(resolve)) : Promise.resolve();
    },
  };
}
