import { createHash } from "node:crypto";
import { readFile, stat, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { type CaptionError, readCaptions } from "#media/captions/webvtt.ts";
import { fileName } from "#media/storage/names.ts";
import { err, ok, type Result } from "#protocol/result.ts";
import type { ApiCtx } from "../context.ts";
import { removeUnusedFiles } from "../files/sweep.ts";
import { type ChangeMediumError, showChanged } from "./change.ts";
import { keepFiles } from "./keep.ts";
import { releaseFile } from "./store/files.ts";
import { findMedium, putCaption } from "./store/media.ts";
import type { MediumRow } from "./store/row.ts";

type Deps = Pick<ApiCtx, "db" | "sql" | "uris" | "files" | "clock" | "ids" | "outbox">;

export type SetCaptionsError =
  | ChangeMediumError
  | CaptionError
  | { type: "captions/nothing-said" }
  | { type: "captions/bad-language" }
  | { type: "captions/too-many"; most: number };

/** Languages that a medium may have captions in. */
const MOST = 40;
const MAX_LABEL = 100;
/** Beyond what is read: the whole of it need not be in memory to be refused. */
const MAX_BYTES = 4_000_000;

export interface CaptionsOf {
  accountId: string;
  id: string;
  /** BCP 47. */
  language: string;
}

/**
 * Puts what is said in a video or a sound in a language beside it, in the place of what was there.
 *
 * @param given.path a WebVTT or SRT file; what is kept is written anew
 * @param given.work a folder for the work, which the caller removes
 */
export async function setCaptions(
  ctx: Deps,
  given: CaptionsOf & { label: string | null; path: string; work: string },
): Promise<Result<MediumRow, SetCaptionsError>> {
  const found = await findCaptioned(ctx, given);
  if (!found.ok) return found;
  const { row, language } = found.value;
  if (row.captions.length >= MOST && !row.captions.some((each) => each.language === language))
    return err({ type: "captions/too-many", most: MOST });
  if ((await stat(given.path)).size > MAX_BYTES)
    return err({ type: "captions/too-large", mostBytes: MAX_BYTES });
  const read = readCaptions(await readFile(given.path));
  if (!read.ok) return read;
  const file = {
    name: fileName(createHash("sha256").update(read.value).digest("hex"), "vtt"),
    path: join(given.work, "captions.vtt"),
  };
  await writeFile(file.path, read.value);
  const put = await keepFiles(ctx, row.id, [file]);
  if (!put.ok) return put;
  const label = given.label?.trim().slice(0, MAX_LABEL) || null;
  return change(ctx, row, language, { language, label, file: file.name });
}

/** Takes the captions in a language away. Does nothing where there are none. */
export async function removeCaptions(
  ctx: Deps,
  given: CaptionsOf,
): Promise<Result<MediumRow, SetCaptionsError>> {
  const found = await findCaptioned(ctx, given);
  return found.ok ? change(ctx, found.value.row, found.value.language, null) : found;
}

async function findCaptioned(
  ctx: Deps,
  { id, accountId, language }: CaptionsOf,
): Promise<Result<{ row: MediumRow; language: string }, SetCaptionsError>> {
  const row = await findMedium(ctx.sql, id, accountId);
  if (row === null) return err({ type: "media/not-found", id });
  if (row.kind === "image" || row.kind === "gifv") return err({ type: "captions/nothing-said" });
  const canonical = canonicalLanguage(language);
  return canonical === null ? err({ type: "captions/bad-language" }) : ok({ row, language: canonical });
}

async function change(
  ctx: Deps,
  before: MediumRow,
  language: string,
  caption: MediumRow["captions"][number] | null,
): Promise<Result<MediumRow, ChangeMediumError>> {
  await putCaption(ctx.sql, before.id, language, caption, ctx.clock.now());
  const changed = await showChanged(ctx, before.accountId, before.id);
  if (!changed.ok) return changed;
  const kept = new Set(changed.value.captions.map((each) => each.file));
  const over = before.captions.map((each) => each.file).filter((file) => !kept.has(file));
  for (const file of over) await releaseFile(ctx.sql, before.id, file);
  await removeUnusedFiles(ctx, over);
  return changed;
}

function canonicalLanguage(tag: string): string | null {
  try {
    return Intl.getCanonicalLocales(tag)[0] ?? null;
  } catch {
    return null;
  }
}
