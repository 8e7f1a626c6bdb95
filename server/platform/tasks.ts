export interface Tasks {
  /** Runs `task` about every `periodMs`, the first time within one period; never twice at once. */
  every(name: string, periodMs: number, task: () => Promise<unknown>): void;
  /** Starts no more runs and waits for those under way. */
  stop(): Promise<void>;
}

/**
 * Recurring maintenance, such as pruning. Each wait is up to 20 % shorter or longer by chance, so that the processes of a
 * node do not all work at the same moment. A task that throws is logged and runs again at its next time.
 *
 * @example
 * const tasks = createTasks({ log });
 * tasks.every("prune the cache", 600_000, () => kv.prune());
 */
export function createTasks(options: {
  readonly log: { error(fields: object, message: string): void };
  /** Uniform in [0, 1). */
  readonly random?: () => number;
}): Tasks {
  const { log, random = Math.random } = options;
  const timers = new Map<string, NodeJS.Timeout>();
  const running = new Set<Promise<void>>();
  let stopped = false;

  function schedule(name: string, waitMs: number, periodMs: number, task: () => Promise<unknown>): void {
    if (stopped) return;
    const timer = setTimeout(async () => {
      const run = (async () => void (await task()))();
      const settled = run.catch((error) => log.error({ task: name, err: error }, "task failed"));
      running.add(settled);
      await settled;
      running.delete(settled);
      schedule(name, periodMs * (0.8 + 0.4 * random()), periodMs, task);
    }, waitMs);
    timer.unref();
    timers.set(name, timer);
  }

  return {
    every(name, periodMs, task) {
      if (timers.has(name)) throw new Error(`There is a task ${name} already.`);
      schedule(name, periodMs * random(), periodMs, task);
    },
    async stop() {
      stopped = true;
      for (const timer of timers.values()) clearTimeout(timer);
      await Promise.all(running);
    },
  };
}
