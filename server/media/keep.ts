import type { MediaError, Produced, ProducedFile } from "#media/produced.ts";
import { MediaStoreError } from "#media/storage/port.ts";
import { err, ok, type Result } from "#protocol/result.ts";
import type { ApiCtx, Tx } from "../context.ts";
import { holdFiles } from "../files/hold.ts";
import { removeUnusedFiles } from "../files/sweep.ts";
import type { KeptFile } from "./schema.ts";
import { claimFiles, releaseFile } from "./store/files.ts";
import { finishMedium } from "./store/making.ts";
import type { MediumRow } from "./store/row.ts";

type Deps = Pick<ApiCtx, "db" | "sql" | "uris" | "files" | "clock">;

export type KeepError = MediaError | { type: "media/store-unreachable" };

/**
 * Puts a medium's files into the store. That it needs them is written first, so that no sweep takes them between.
 *
 * @param write what else is written with that
 */
export async function keepFiles(
  ctx: Pick<Deps, "db" | "files">,
  mediumId: string,
  files: readonly { name: string; path: string }[],
  write?: (tx: Tx) => Promise<void>,
): Promise<Result<undefined, KeepError>> {
  await ctx.db.transaction(async (tx) => {
    await holdFiles(tx);
    await write?.(tx);
    await claimFiles(
      tx,
      mediumId,
      files.map((file) => file.name),
    );
  });
  try {
    for (const { name, path } of files) await ctx.files.putFile(name, path);
    return ok();
  } catch (error) {
    if (!(error instanceof MediaStoreError)) throw error;
    return err({ type: error.reason === "disk-full" ? "media/disk-full" : "media/store-unreachable" });
  }
}

/**
 * Ends the work on a medium: what was made of it is what people see from now on, and its source is let go.
 *
 * @returns null when it was removed meanwhile; then nothing of it is kept
 */
export async function keepProduced(
  ctx: Deps,
  medium: Pick<MediumRow, "id" | "sourceFile">,
  produced: Produced,
  write?: (tx: Tx) => Promise<void>,
): Promise<Result<MediumRow | null, KeepError>> {
  const put = await keepFiles(ctx, medium.id, produced.files, write);
  if (!put.ok) return put;
  const row = await ctx.db.transaction(async (tx) => {
    const files = produced.files.map(kept);
    const finished = await finishMedium(tx, medium.id, produced, files, ctx.clock.now());
    if (finished !== null && medium.sourceFile !== null) await releaseFile(tx, medium.id, medium.sourceFile);
    return finished;
  });
  const over = row === null ? produced.files.map((file) => file.name) : [];
  await removeUnusedFiles(ctx, [...over, ...(medium.sourceFile === null ? [] : [medium.sourceFile])]);
  return ok(row);
}

export function kept({ path: _, ...file }: ProducedFile): KeptFile {
  return file;
}
