import { err, ok, type Result } from "#protocol/result.ts";
import type { ApiCtx } from "../context.ts";
import { removeUnusedFiles } from "../files/sweep.ts";
import { refreshMedium } from "../posts/refresh-media.ts";
import { type KeepError, keepFiles, kept } from "./keep.ts";
import { checkDescription, type DescriptionError } from "./limits.ts";
import { toMedium } from "./medium.ts";
import { releaseFile } from "./store/files.ts";
import { changeMedium, findMedium, type MediumChange } from "./store/media.ts";
import type { MediumRow } from "./store/row.ts";
import { makeThumbnail, type ThumbnailError } from "./thumbnail.ts";

type Deps = Pick<ApiCtx, "db" | "sql" | "uris" | "files" | "clock" | "ids" | "outbox">;

export type ChangeMediumError =
  | KeepError
  | DescriptionError
  | ThumbnailError
  | { type: "media/not-found"; id: string };

export interface MediumChanges {
  accountId: string;
  id: string;
  description?: string | null;
  focalPoint?: [x: number, y: number];
  /** A picture that stands for it from now on, with a folder for the work, which the caller removes. */
  thumbnail?: { path: string; work: string };
}

/** Changes what is said of a medium and what stands for it; other servers are told of a post that has it. */
export async function updateMedium(
  ctx: Deps & Pick<ApiCtx, "media" | "config">,
  { accountId, id, thumbnail, description, focalPoint }: MediumChanges,
): Promise<Result<MediumRow, ChangeMediumError>> {
  const checked = checkDescription(description);
  if (!checked.ok) return checked;
  if ((await findMedium(ctx.sql, id, accountId)) === null) return err({ type: "media/not-found", id });
  const change: MediumChange = {
    ...(description !== undefined && { description: description?.trim() || null }),
    ...(focalPoint !== undefined && { focalPoint }),
  };
  if (thumbnail !== undefined) {
    const made = await makeThumbnail(ctx, thumbnail.path, thumbnail.work);
    if (!made.ok) return made;
    const put = await keepFiles(ctx, id, [made.value]);
    if (!put.ok) return put;
    change.thumbnail = kept(made.value);
  }
  const before = await changeMedium(ctx.sql, id, change, ctx.clock.now());
  const changed = await showChanged(ctx, accountId, id);
  const isOver =
    changed.ok && before !== null && !namesIn(changed.value).includes(before) && thumbnail !== undefined;
  if (isOver) {
    await releaseFile(ctx.sql, id, before);
    await removeUnusedFiles(ctx, [before]);
  }
  return changed;
}

function namesIn({ files, captions, thumbnail }: MediumRow): string[] {
  return [
    ...files.map((file) => file.name),
    ...captions.map((caption) => caption.file),
    ...(thumbnail === null ? [] : [thumbnail.name]),
  ];
}

/** Has the post that a medium belongs to show it as it is now. */
export async function showChanged(
  ctx: Deps,
  accountId: string,
  id: string,
): Promise<Result<MediumRow, { type: "media/not-found"; id: string }>> {
  const row = await findMedium(ctx.sql, id, accountId);
  if (row === null) return err({ type: "media/not-found", id });
  if (row.postId !== null) await refreshMedium(ctx, row.postId, toMedium(ctx, row));
  return ok(row);
}
