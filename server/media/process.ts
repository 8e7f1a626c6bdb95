import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { identify } from "#media/identify.ts";
import { makeMedium } from "#media/make.ts";
import type { MediaError, Produced } from "#media/produced.ts";
import { MediaStoreError } from "#media/storage/port.ts";
import { err, ok, type Result } from "#protocol/result.ts";
import type { ApiCtx } from "../context.ts";
import { removeUnusedFiles } from "../files/sweep.ts";
import type { JobOutcome } from "../platform/queue/port.ts";
import { type KeepError, keepProduced } from "./keep.ts";
import { keepNoting } from "./progress.ts";
import { releaseFiles } from "./store/files.ts";
import { beginMedium, failMedium, findForgotten, returnMedium } from "./store/making.ts";
import type { MediumRow } from "./store/row.ts";
import { openWork } from "./work.ts";

type Deps = Pick<ApiCtx, "db" | "sql" | "uris" | "files" | "clock" | "media" | "log" | "config">;

/** What a job holds. */
export interface MediaJob {
  mediumId: string;
}

/** Once, and once again when its process died or had no room. */
const MOST_ATTEMPTS = 2;
const AGAIN_AFTER_MS = 10_000;
/** Whoever works on a medium says so every few seconds. */
const FORGOTTEN_AFTER_MS = 10 * 60_000;

/**
 * Makes a medium of the file that somebody sent. It ends when its owner removes it, and what cannot be made is told to the
 * owner by the medium itself.
 *
 * @param stopping aborted when this process must stop: the medium is then made elsewhere
 */
export async function processMedium(
  ctx: Deps,
  { mediumId }: MediaJob,
  stopping: AbortSignal,
): Promise<JobOutcome> {
  const medium = await beginMedium(ctx.sql, mediumId, ctx.clock.now());
  if (medium === null) return undefined;
  if (medium.attempts > MOST_ATTEMPTS) {
    await fail(ctx, medium, { type: "media/gave-up", detail: "its process died twice" });
    return undefined;
  }
  const noting = keepNoting(ctx, mediumId);
  const made = await make(ctx, medium, {
    signal: AbortSignal.any([stopping, noting.unwanted]),
    onProgress: noting.note,
  }).finally(noting.stop);
  if (made.ok || noting.unwanted.aborted) return undefined;
  if (stopping.aborted) {
    await returnMedium(ctx.sql, mediumId, medium.attempts - 1, ctx.clock.now());
    return { outcome: "retry", reason: "media/stopping", afterMs: 0 };
  }
  ctx.log.warn({ medium: mediumId, error: made.error }, "medium not made");
  if (isPassing(made.error) && medium.attempts < MOST_ATTEMPTS) {
    await returnMedium(ctx.sql, mediumId, medium.attempts, ctx.clock.now());
    return { outcome: "retry", reason: made.error.type, afterMs: AGAIN_AFTER_MS };
  }
  await fail(ctx, medium, made.error);
  return undefined;
}

async function make(
  ctx: Deps,
  medium: MediumRow,
  options: { signal: AbortSignal; onProgress(done: number): void },
): Promise<Result<MediumRow | null, KeepError>> {
  const work = await openWork(ctx);
  try {
    const source = join(work.path, "source");
    const folder = join(work.path, "made");
    await mkdir(folder);
    const copied = await copy(ctx, medium.sourceFile, source);
    if (!copied.ok) return copied;
    const made = await makeOf(ctx, source, folder, options);
    return made.ok ? await keepProduced(ctx, medium, made.value) : made;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOSPC") return err({ type: "media/disk-full" });
    throw error;
  } finally {
    await work.remove();
  }
}

async function makeOf(
  ctx: Deps,
  source: string,
  folder: string,
  options: { signal: AbortSignal; onProgress(done: number): void },
): Promise<Result<Produced, MediaError>> {
  const identified = await identify(source);
  return identified.ok ? makeMedium(ctx.media.ffmpeg, identified.value, source, folder, options) : identified;
}

async function copy(ctx: Deps, name: string | null, path: string): Promise<Result<undefined, KeepError>> {
  try {
    const isThere = name !== null && (await ctx.files.copyTo(name, path));
    return isThere ? ok() : err({ type: "media/gave-up", detail: "its file is gone" });
  } catch (error) {
    if (!(error instanceof MediaStoreError)) throw error;
    return err({ type: error.reason === "disk-full" ? "media/disk-full" : "media/store-unreachable" });
  }
}

/** Whether it may go well another time. */
function isPassing({ type }: KeepError): boolean {
  return type === "media/gave-up" || type === "media/disk-full" || type === "media/store-unreachable";
}

async function fail(ctx: Deps, medium: MediumRow, error: KeepError): Promise<void> {
  const told: MediaError = error.type === "media/store-unreachable" ? { type: "media/gave-up" } : error;
  await failMedium(ctx.sql, medium.id, told, ctx.clock.now());
  await removeUnusedFiles(ctx, await releaseFiles(ctx.sql, medium.id));
}

/** Has media made that no queue knows of: their process died before it could say so. A periodic task. */
export async function reviveMedia(ctx: Pick<Deps, "sql" | "clock" | "media">): Promise<number> {
  const before = new Date(ctx.clock.now().getTime() - FORGOTTEN_AFTER_MS);
  const ids = await findForgotten(ctx.sql, before);
  for (const id of ids) await ctx.media.later(id);
  return ids.length;
}
