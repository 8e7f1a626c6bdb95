import { readdir, rm, stat } from "node:fs/promises";
import { join } from "node:path";
import type { ApiCtx } from "../context.ts";
import { run } from "../platform/statement.ts";
import { ARCHIVE_KEPT_MS, archiveFolder, DAY_MS } from "./archives.ts";

/** Removes archives that are a week old, and files that no row speaks of; a recurring task. */
export async function sweepArchives(ctx: Pick<ApiCtx, "sql" | "config" | "clock">): Promise<void> {
  const before = new Date(ctx.clock.now().getTime() - ARCHIVE_KEPT_MS);
  await run(ctx.sql, "delete from archives where created_at < $1::timestamptz", [before]);
  const rows = await run<{ file: string }>(ctx.sql, "select file from archives", []);
  await removeOthers(archiveFolder(ctx), new Set(rows.map((row) => row.file)));
}

/**
 * Removes the files of a folder that are not among those to keep. What was written within a day may be on its way to a row.
 */
export async function removeOthers(folder: string, keep: ReadonlySet<string>): Promise<void> {
  const names = await readdir(folder).catch(() => []);
  for (const name of names) {
    if (keep.has(name)) continue;
    const path = join(folder, name);
    const written = await stat(path).catch(() => null);
    if (written !== null && Date.now() - written.mtimeMs > DAY_MS) await rm(path, { force: true });
  }
}
