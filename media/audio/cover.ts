import path from "node:path";
import { addOutput, commandOn } from "../ffmpeg/command.ts";
import type { Job } from "../ffmpeg/job.ts";
import { runFfmpeg } from "../ffmpeg/run.ts";
import { identify } from "../identify.ts";
import { type Poster, toPoster } from "../video/poster.ts";

/** Vector drawings and what moves are no covers. */
const types = ["image/jpeg", "image/png", "image/webp"];

/**
 * The picture inside a sound file, taken out as it is and encoded anew; null when there is none, or none that can be
 * read: the sound is worth having without it.
 */
export async function coverOf({ ffmpeg, input, seen, settings, run }: Job): Promise<Poster | null> {
  if (seen.cover === null) return null;
  const cover = path.join(run.folder, "cover");
  const command = commandOn(input, settings.maxPixels);
  addOutput(command, cover, "-map", `0:${seen.cover}`, "-c", "copy", "-frames:v", "1", "-f", "rawvideo");
  if (!(await runFfmpeg(ffmpeg, command, run)).ok) return null;
  const identified = await identify(cover);
  if (!identified.ok || !types.includes(identified.value.mediaType)) return null;
  const poster = await toPoster(cover, identified.value.mediaType, run.folder);
  return poster.ok ? poster.value : null;
}
