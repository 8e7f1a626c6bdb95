import { monitorEventLoopDelay } from "node:perf_hooks";

const MIB = 1024 * 1024;

/** How long something takes, how much memory at most, and how long whatever else the process does had to wait for it. */
export async function measured<T>(
  work: () => Promise<T>,
): Promise<{ result: T; seconds: number; mib: number; waitMs: number }> {
  globalThis.gc?.();
  const before = process.memoryUsage.rss();
  let most = before;
  const sampler = setInterval(() => {
    most = Math.max(most, process.memoryUsage.rss());
  }, 10);
  const delay = monitorEventLoopDelay({ resolution: 5 });
  delay.enable();
  const started = performance.now();
  const result = await work();
  const seconds = (performance.now() - started) / 1_000;
  delay.disable();
  clearInterval(sampler);
  return { result, seconds, mib: (most - before) / MIB, waitMs: delay.max / 1e6 };
}
