/** Runs a task when it is its turn, or answers `null` at once when too many wait already. */
export type Turns = <T>(task: () => Promise<T>) => Promise<T> | null;

/**
 * Bounds work that costs this node's own processor: so many at once, so many waiting behind them.
 *
 * @example
 * const inTurn = createTurns({ atOnce: 2, waiting: 32 });
 * const verified = inTurn(() => verify(document)); // null: answer 503
 */
export function createTurns({ atOnce, waiting }: { atOnce: number; waiting: number }): Turns {
  const queue: (() => void)[] = [];
  let running = 0;
  const run = <T>(task: () => Promise<T>) =>
    task().finally(() => {
      const next = queue.shift();
      if (next === undefined) running -= 1;
      else next();
    });
  return (task) => {
    if (running < atOnce) {
      running += 1;
      return run(task);
    }
    if (queue.length >= waiting) return null;
    return new Promise<void>((resolve) => queue.push(resolve)).then(() => run(task));
  };
}
