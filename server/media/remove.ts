import type { ApiCtx } from "../context.ts";
import { removeUnusedFiles } from "../files/sweep.ts";
import { deleteLooseMedia, deleteMedia } from "./store/belonging.ts";

type Deps = Pick<ApiCtx, "db" | "sql" | "uris" | "files" | "clock">;

/** For how long a medium may belong to no post. */
const KEPT_MS = 24 * 3_600_000;
const BATCH = 200;

/**
 * Removes media of an account that belong to no post, with their files. Who works on one learns of it by its row.
 *
 * @returns how many there were
 */
export async function removeMedia(ctx: Deps, accountId: string, ids: readonly string[]): Promise<number> {
  const { removed, files } = await deleteMedia(ctx.sql, accountId, ids);
  await removeUnusedFiles(ctx, files);
  return removed;
}

/** Removes media that have belonged to no post for a day. A periodic task; several processes may run it. */
export async function removeLooseMedia(ctx: Deps): Promise<number> {
  const before = new Date(ctx.clock.now().getTime() - KEPT_MS);
  for (let all = 0; ; ) {
    const { removed, files } = await deleteLooseMedia(ctx.sql, before, BATCH);
    await removeUnusedFiles(ctx, files);
    all += removed;
    if (removed < BATCH) return all;
  }
}
