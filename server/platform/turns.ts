/**
 * Does something now and again: never twice at once, and whoever asks meanwhile waits for the time after.
 *
 * @param waitMs how long until the next time; null while there is nothing to do
 */
export function createTurns(work: () => Promise<unknown>, waitMs: () => number | null) {
  let timer: NodeJS.Timeout | null = null;
  let isStopped = false;
  let running: Promise<unknown> = Promise.resolve();
  function now(): Promise<void> {
    running = running.then(work);
    return running as Promise<void>;
  }
  function schedule(): void {
    const wait = isStopped || timer !== null ? null : waitMs();
    if (wait === null) return;
    timer = setTimeout(async () => {
      await now();
      timer = null;
      schedule();
    }, wait);
    timer.unref();
  }
  return {
    now,
    schedule,
    async stop() {
      isStopped = true;
      if (timer !== null) clearTimeout(timer);
      await running;
    },
  };
}
