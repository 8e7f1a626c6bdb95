import { join } from "node:path";
import type { ApiCtx } from "../context.ts";
import { DAY_MS } from "../exports/archives.ts";
import { removeOthers } from "../exports/sweep.ts";
import { deleteOldImports, readFiles } from "./store.ts";

const KEPT_MS = 30 * DAY_MS;

/** Forgets imports of a month ago, and the files of those that are over; a recurring task. */
export async function sweepImports(ctx: Pick<ApiCtx, "sql" | "clock" | "config">): Promise<void> {
  await deleteOldImports(ctx.sql, new Date(ctx.clock.now().getTime() - KEPT_MS));
  await removeOthers(importFolder(ctx), new Set(await readFiles(ctx.sql)));
}

/** Where files wait that are too large for the database. */
export function importFolder({ config }: Pick<ApiCtx, "config">): string {
  return join(config.dataDir, "imports");
}
