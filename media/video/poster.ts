import { access, writeFile } from "node:fs/promises";
import path from "node:path";
import { err, ok, type Result } from "#protocol/result.ts";
import { addOutput, commandOn } from "../ffmpeg/command.ts";
import { produced } from "../ffmpeg/file.ts";
import type { Job } from "../ffmpeg/job.ts";
import { runFfmpeg } from "../ffmpeg/run.ts";
import { decodePicture } from "../image/decode.ts";
import { type Encoded, encodeMain, encodeSmall, scale } from "../image/encode.ts";
import { describeLooks, onWhite } from "../image/looks.ts";
import { smallSize } from "../image/size.ts";
import type { MediaError, ProducedFile } from "../produced.ts";

export interface Poster {
  /** `poster` and `small`. */
  files: ProducedFile[];
  blurhash: string;
  /** `#rrggbb`. */
  colour: string;
}

/** The frame of the job's `main.mp4` at a time, as what is seen before the video plays. */
export async function posterAt(
  { ffmpeg, settings, run }: Job,
  at: number,
): Promise<Result<Poster, MediaError>> {
  const main = { path: path.join(run.folder, "main.mp4"), demuxer: "mov" };
  const frame = path.join(run.folder, "frame.png");
  // A sample is of a time that rounding may have put behind the last frame.
  for (const from of at > 0 ? [at, 0] : [0]) {
    const command = commandOn(main, settings.maxPixels, "-ss", String(from));
    const one = ["-map", "0:v:0", "-frames:v", "1", "-c:v", "png", "-f", "image2", "-update", "1"];
    addOutput(command, frame, ...one);
    const ran = await runFfmpeg(ffmpeg, command, run);
    if (!ran.ok) return ran;
    if (await isThere(frame)) return toPoster(frame, "image/png", run.folder);
  }
  return err({ type: "media/unreadable", detail: "it has no picture" });
}

/** A picture as `poster.jpg` and `small.webp`. */
export async function toPoster(
  picture: string,
  mediaType: string,
  folder: string,
): Promise<Result<Poster, MediaError>> {
  const decoded = await decodePicture(picture, mediaType);
  if (!decoded.ok) return decoded;
  const pixels = onWhite(decoded.value);
  const reduced = await scale(pixels, smallSize(pixels));
  const [poster, small, { blurhash, colour }] = await Promise.all([
    encodeMain(pixels, false),
    encodeSmall(reduced),
    describeLooks(pixels, reduced),
  ]);
  const files = [
    await write("poster", path.join(folder, "poster.jpg"), "image/jpeg", poster),
    await write("small", path.join(folder, "small.webp"), "image/webp", small),
  ];
  return ok({ files, blurhash, colour });
}

async function write(
  role: "poster" | "small",
  file: string,
  mediaType: string,
  { bytes, width, height }: Encoded,
): Promise<ProducedFile> {
  await writeFile(file, bytes);
  return produced(role, file, mediaType, { width, height });
}

function isThere(file: string): Promise<boolean> {
  return access(file).then(
    () => true,
    () => false,
  );
}
