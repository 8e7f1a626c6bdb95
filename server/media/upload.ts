import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { type Identified, identify } from "#media/identify.ts";
import { makeMedium } from "#media/make.ts";
import type { ProducedFile, ProducedKind } from "#media/produced.ts";
import { err, ok, type Result } from "#protocol/result.ts";
import type { ApiCtx, Tx } from "../context.ts";
import { type KeepError, keepFiles, keepProduced, kept } from "./keep.ts";
import { checkDescription, type DescriptionError } from "./limits.ts";
import { removeMedia } from "./remove.ts";
import { countUnmade } from "./store/making.ts";
import { changeMedium, findMedium, insertMedium } from "./store/media.ts";
import type { MediumRow } from "./store/row.ts";
import { makeThumbnail, type ThumbnailError } from "./thumbnail.ts";

type Deps = Pick<ApiCtx, "db" | "sql" | "uris" | "files" | "clock" | "ids" | "media" | "config">;

export interface UploadedFile {
  path: string;
  /** Bytes. */
  size: number;
  /** In hex. */
  sha256: string;
}

export interface UploadDraft {
  accountId: string;
  file: UploadedFile;
  /** A picture that stands for it. */
  thumbnail?: UploadedFile | null;
  description?: string | null;
  focalPoint?: [x: number, y: number] | null;
  /** A folder for the work, which the caller removes. */
  work: string;
}

export type UploadError =
  | KeepError
  | DescriptionError
  | ThumbnailError
  | { type: "media/too-many-waiting"; most: number };

/** Media of one account that wait to be made: those of others come after them. */
const MOST_WAITING = 12;

const kinds: Record<Identified["family"], ProducedKind> = {
  image: "image",
  animation: "gifv",
  video: "video",
  audio: "audio",
};

/**
 * Takes a file of somebody here. A picture is ready when this returns, unless many are being made: then, and with
 * everything that takes longer, the medium waits for a process that makes it.
 */
export async function uploadMedium(ctx: Deps, draft: UploadDraft): Promise<Result<MediumRow, UploadError>> {
  const checked = checkDescription(draft.description);
  if (!checked.ok) return checked;
  const identified = await identifyFile(ctx, draft.file);
  if (!identified.ok) return identified;
  const thumbnail = draft.thumbnail
    ? await makeThumbnail(ctx, draft.thumbnail.path, await folder(draft, "small"))
    : null;
  if (thumbnail !== null && !thumbnail.ok) return thumbnail;
  const prepared = { draft, identified: identified.value, thumbnail: thumbnail?.value ?? null };
  return isPicture(ctx, identified.value)
    ? ((await makeAtOnce(ctx, prepared)) ?? makeLater(ctx, prepared))
    : makeLater(ctx, prepared);
}

interface Prepared {
  draft: UploadDraft;
  identified: Identified;
  thumbnail: ProducedFile | null;
}

async function identifyFile(ctx: Deps, file: UploadedFile): Promise<Result<Identified, UploadError>> {
  if (file.size === 0) return err({ type: "media/unreadable", detail: "empty" });
  const identified = await identify(file.path);
  if (!identified.ok) return identified;
  const { family } = identified.value;
  const { maxPictureBytes, maxVideoBytes } = ctx.config.limits;
  const most = family === "image" || family === "animation" ? maxPictureBytes : maxVideoBytes;
  if (file.size > most) return err({ type: "media/too-large", mostBytes: most });
  const needsFfmpeg = !isPicture(ctx, identified.value);
  return needsFfmpeg && ctx.media.ffmpeg === null ? err({ type: "media/no-ffmpeg" }) : identified;
}

/** Without ffmpeg, what moves is its first frame. */
function isPicture({ media }: Deps, { family }: Identified): boolean {
  return family === "image" || (family === "animation" && media.ffmpeg === null);
}

/** @returns null when too many pictures wait to be made */
async function makeAtOnce(ctx: Deps, prepared: Prepared): Promise<Result<MediumRow, UploadError> | null> {
  const { draft, identified } = prepared;
  const work = await folder(draft, "made");
  const made = await ctx.media.atOnce(() => makeMedium(ctx.media.ffmpeg, identified, draft.file.path, work));
  if (made === null || !made.ok) return made;
  const id = ctx.ids.next();
  const added = await keepProduced(ctx, { id, sourceFile: null }, made.value, (tx) =>
    insert(ctx, tx, prepared, { id, state: "processing", sourceFile: null }),
  );
  return settled(ctx, prepared, id, added);
}

async function makeLater(ctx: Deps, prepared: Prepared): Promise<Result<MediumRow, UploadError>> {
  const { file, accountId } = prepared.draft;
  if ((await countUnmade(ctx.sql, accountId)) >= MOST_WAITING)
    return err({ type: "media/too-many-waiting", most: MOST_WAITING });
  const id = ctx.ids.next();
  const sourceFile = `${file.sha256}.bin`;
  const put = await keepFiles(ctx, id, [{ name: sourceFile, path: file.path }], (tx) =>
    insert(ctx, tx, prepared, { id, state: "waiting", sourceFile }),
  );
  const added = await settled(ctx, prepared, id, put);
  if (added.ok) await ctx.media.later(id);
  return added;
}

/** The medium as it is now; when its files could not be kept, it is gone again. */
async function settled(
  ctx: Deps,
  { draft, thumbnail }: Prepared,
  id: string,
  put: Result<unknown, UploadError>,
): Promise<Result<MediumRow, UploadError>> {
  const pictured = put.ok && thumbnail !== null ? await keepFiles(ctx, id, [thumbnail]) : put;
  if (!pictured.ok) {
    await removeMedia(ctx, draft.accountId, [id]);
    return pictured;
  }
  const row = await findMedium(ctx.sql, id, draft.accountId);
  return row === null ? err({ type: "media/gave-up", detail: "removed" }) : ok(row);
}

async function insert(
  ctx: Pick<Deps, "clock">,
  tx: Tx,
  { draft, identified, thumbnail }: Prepared,
  given: Pick<MediumRow, "id" | "state" | "sourceFile">,
): Promise<void> {
  const now = ctx.clock.now();
  await insertMedium(tx, {
    ...given,
    accountId: draft.accountId,
    kind: kinds[identified.family],
    description: draft.description?.trim() || null,
    focalPoint: draft.focalPoint ?? null,
    sourceType: identified.mediaType,
    sourceSize: draft.file.size,
    sha256: draft.file.sha256,
    now,
  });
  if (thumbnail !== null) await changeMedium(tx, given.id, { thumbnail: kept(thumbnail) }, now);
}

async function folder({ work }: UploadDraft, name: string): Promise<string> {
  const path = join(work, name);
  await mkdir(path, { recursive: true });
  return path;
}
