import { setTimeout as sleep } from "node:timers/promises";
import { cpuSeconds } from "./cpu.ts";

export interface Cost {
  wallSeconds: number;
  /** CPU seconds by process tree, in the order of the ids that were given. */
  cpu: number[];
  cpuSeconds: number;
}

/** Runs `work` and says what it took, in time and in the CPU of the given process trees. */
export async function timed<T>(
  roots: readonly number[],
  work: () => Promise<T>,
): Promise<Cost & { value: T }> {
  const before = roots.map(cpuSeconds);
  const start = performance.now();
  const value = await work();
  const wallSeconds = (performance.now() - start) / 1000;
  const cpu = roots.map((root, i) => cpuSeconds(root) - (before[i] ?? 0));
  return { value, wallSeconds, cpu, cpuSeconds: cpu.reduce((sum, seconds) => sum + seconds, 0) };
}

/** Asks again and again until the answer is yes; after `limitMs` it gives up and throws. */
export async function until(what: string, limitMs: number, asked: () => Promise<boolean>): Promise<void> {
  const end = performance.now() + limitMs;
  while (!(await asked())) {
    if (performance.now() > end) throw new Error(`after ${limitMs / 1000} s: ${what} did not happen`);
    await sleep(20);
  }
}
