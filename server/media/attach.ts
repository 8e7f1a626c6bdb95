import { err, ok, type Result } from "#protocol/result.ts";
import type { Runner } from "../platform/statement.ts";
import { findMedia } from "./store/media.ts";
import type { MediumRow } from "./store/row.ts";

export { attachMedia, idsOfPost, reserveMedia } from "./store/belonging.ts";

export type AttachError =
  | { type: "media/not-attachable"; ids: string[] }
  | { type: "media/not-ready" }
  /** A video or a sound is alone in its post. */
  | { type: "media/mixed" };

/** Where media may be already. */
export interface Place {
  postId: string | null;
  scheduledId: string | null;
}

/**
 * An account's own media that can be part of a post, in the order that is asked for: ready, and no other post's.
 *
 * @example const media = await findAttachable(ctx.sql, accountId, ids, { postId: null, scheduledId: null });
 */
export async function findAttachable(
  on: Runner,
  accountId: string,
  ids: readonly string[],
  place: Place,
): Promise<Result<MediumRow[], AttachError>> {
  if (ids.length === 0) return ok([]);
  const found = new Map((await findMedia(on, accountId, ids)).map((row) => [row.id, row]));
  const rows = [...new Set(ids)].flatMap((id) => found.get(id) ?? []);
  const missing = ids.filter((id) => !isFree(found.get(id), place));
  if (missing.length > 0) return err({ type: "media/not-attachable", ids: missing });
  if (rows.some((row) => row.state !== "ready")) return err({ type: "media/not-ready" });
  if (rows.length > 1 && rows.some(({ kind }) => kind === "video" || kind === "audio"))
    return err({ type: "media/mixed" });
  return ok(rows);
}

function isFree(row: MediumRow | undefined, { postId, scheduledId }: Place): boolean {
  if (row === undefined || row.state === "failed") return false;
  return (
    (row.postId === null || row.postId === postId) &&
    (row.scheduledId === null || row.scheduledId === scheduledId)
  );
}
