import type { Log } from "./log.ts";

/**
 * Does something about each of some items, one after another. What fails for one is logged and keeps nobody behind it waiting:
 * a periodic task that stopped there would begin with the same one each time.
 *
 * @returns for how many it was done
 * @example await each(ctx.log, "end an action", ids, (id) => undo(ctx, null, { actionId: id, isOver: true }));
 */
export async function each<T>(
  log: Pick<Log, "error">,
  what: string,
  items: readonly T[],
  work: (item: T) => Promise<unknown>,
): Promise<number> {
  let done = 0;
  for (const item of items) {
    try {
      await work(item);
      done += 1;
    } catch (error) {
      log.error({ err: error, item }, `could not ${what}`);
    }
  }
  return done;
}
