import { stat } from "node:fs/promises";
import { identify } from "#media/identify.ts";
import { makePicture } from "#media/image/still.ts";
import type { MediaError, ProducedFile } from "#media/produced.ts";
import { err, ok, type Result } from "#protocol/result.ts";
import type { ApiCtx } from "../context.ts";

export type ThumbnailError = MediaError | { type: "media/busy" };

/**
 * Makes the picture that somebody chose to stand for a medium, in the size of a preview: in line with all other pictures that
 * are made while somebody waits, as each takes much memory.
 */
export async function makeThumbnail(
  { media, config }: Pick<ApiCtx, "media" | "config">,
  path: string,
  work: string,
): Promise<Result<ProducedFile, ThumbnailError>> {
  const { maxPictureBytes } = config.limits;
  if ((await stat(path)).size > maxPictureBytes)
    return err({ type: "media/too-large", mostBytes: maxPictureBytes });
  const identified = await identify(path);
  if (!identified.ok) return identified;
  const { family, mediaType } = identified.value;
  if (family !== "image") return err({ type: "media/unknown-type", detail: mediaType });
  const made = await media.atOnce(() => makePicture({ path, mediaType }, work));
  if (made === null) return err({ type: "media/busy" });
  if (!made.ok) return made;
  const { files } = made.value;
  const chosen = files.find((file) => file.role === "small") ?? files.find((file) => file.role === "main");
  return chosen === undefined ? err({ type: "media/unreadable" }) : ok({ ...chosen, role: "poster" });
}
