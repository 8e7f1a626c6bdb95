import { residentBytes } from "../measure/memory.ts";
import { percentile } from "../measure/percentile.ts";

/** What was seen while something ran. */
export interface Watched {
  /** Bytes: resident memory of this process, which is the node. */
  readonly before: number;
  readonly most: number;
  readonly after: number;
  /** Milliseconds that the moderators' queue took to answer: its median, and the slowest of twenty. */
  readonly median: number;
  readonly slow: number;
}

/** Watches this process's memory, and asks for a page of the queue each second, as moderators do who look at it meanwhile. */
export function watch(page: () => Promise<unknown>): { stop(): Promise<Watched> } {
  const before = residentBytes(process.pid);
  let most = before;
  const look = () => {
    most = Math.max(most, residentBytes(process.pid));
  };
  const memory = setInterval(look, 200);
  const times: number[] = [];
  let asked = Promise.resolve();
  const queue = setInterval(() => {
    asked = asked.then(async () => {
      const began = performance.now();
      await page();
      times.push(performance.now() - began);
    });
  }, 1_000);
  return {
    async stop() {
      clearInterval(memory);
      clearInterval(queue);
      await asked;
      look();
      const after = residentBytes(process.pid);
      if (times.length === 0) times.push(0);
      return { before, most, after, median: percentile(times, 0.5), slow: percentile(times, 0.95) };
    },
  };
}

/** How many of something came to which end, and how long that took. */
export interface Outcome {
  readonly count: number;
  readonly seconds: number;
  readonly outcomes: ReadonlyMap<string, number>;
}

/** Does `work` for each number below `count`, so many at a time as connections would bring. */
export async function inParallel(
  count: number,
  atOnce: number,
  work: (at: number) => Promise<string>,
): Promise<Outcome> {
  const outcomes = new Map<string, number>();
  const began = performance.now();
  let next = 0;
  const worker = async () => {
    while (next < count) {
      const outcome = await work(next++);
      outcomes.set(outcome, (outcomes.get(outcome) ?? 0) + 1);
    }
  };
  await Promise.all(Array.from({ length: atOnce }, worker));
  return { count, seconds: (performance.now() - began) / 1_000, outcomes };
}
