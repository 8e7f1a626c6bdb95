import type { ApiCtx } from "../context.ts";
import { removeUnusedFiles } from "../files/sweep.ts";
import { bytesKept, forgetOldest, forgetPassed } from "./store.ts";

type Deps = Pick<ApiCtx, "db" | "sql" | "clock" | "files" | "uris" | "config" | "log">;

/** How far above its budget the cache may be until the next round. */
const SLACK = 1.1;
/** Down to where it is emptied, so that not every file that comes makes another one go. */
const AIM = 0.95;
const BATCH = 500;
const FORGOTTEN_AFTER_MS = 30 * 24 * 3_600_000;
/** How often what other processes keep is counted in. */
const RECOUNT_MS = 60_000;

/**
 * Lets go of what nobody has looked at for longest, until the cache is within its budget. A recurring task.
 *
 * @returns bytes that were freed
 */
export async function evictRemoteMedia(ctx: Deps): Promise<number> {
  const { cacheBytes, keeps } = ctx.config.remoteMedia;
  const budget = keeps ? cacheBytes : 0;
  await forgetPassed(ctx, new Date(ctx.clock.now().getTime() - FORGOTTEN_AFTER_MS));
  const before = await bytesKept(ctx);
  let over = before > budget ? before - budget * AIM : 0;
  let freed = 0;
  while (over > 0) {
    const gone = await forgetOldest(ctx, over, BATCH);
    if (gone.length === 0) break;
    await removeUnusedFiles(
      ctx,
      gone.map(({ file }) => file),
    );
    const bytes = gone.reduce((sum, row) => sum + row.bytes, 0);
    over -= bytes;
    freed += bytes;
  }
  return freed;
}

/** Sees to it that the cache does not grow beyond measure between two rounds. */
export function createBudget(ctx: Deps) {
  let counted = { bytes: 0, at: Number.NEGATIVE_INFINITY };
  let evicting: Promise<unknown> | null = null;
  return {
    async grew(bytes: number): Promise<void> {
      const now = ctx.clock.now().getTime();
      if (now - counted.at > RECOUNT_MS) counted = { bytes: await bytesKept(ctx), at: now };
      else counted.bytes += bytes;
      if (counted.bytes <= ctx.config.remoteMedia.cacheBytes * SLACK) return;
      evicting ??= evictRemoteMedia(ctx).finally(() => {
        evicting = null;
        counted.at = Number.NEGATIVE_INFINITY;
      });
      await evicting;
    },
  };
}
