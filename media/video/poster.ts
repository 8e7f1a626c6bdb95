import { access } from "node:fs/promises";
import path from "node:path";
import { encode as encodeBlurhash } from "blurhash";
import { err, ok, type Result } from "#protocol/result.ts";
import { addOutput, commandOn } from "../ffmpeg/command.ts";
import { produced } from "../ffmpeg/file.ts";
import type { Job } from "../ffmpeg/job.ts";
import { runFfmpeg } from "../ffmpeg/run.ts";
import sharp from "../image/sharp.ts";
import type { MediaError, ProducedFile } from "../produced.ts";

export interface Poster {
  /** `poster` and `small`. */
  files: ProducedFile[];
  blurhash: string;
  /** `#rrggbb`. */
  colour: string;
}

const SMALL_SIDE = 640;
const BLURHASH_SIDE = 32;

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
    if (await isThere(frame)) return ok(await toPoster(frame, run.folder));
  }
  return err({ type: "media/unreadable", detail: "it has no picture" });
}

/** A decoded picture as `poster.jpg` and `small.webp`. */
export async function toPoster(picture: string, folder: string): Promise<Poster> {
  const poster = path.join(folder, "poster.jpg");
  const small = path.join(folder, "small.webp");
  const image = sharp(picture).flatten({ background: "#ffffff" }).toColourspace("srgb");
  const [full, reduced, { data, info }] = await Promise.all([
    image.clone().jpeg({ quality: 82, mozjpeg: true }).toFile(poster),
    image
      .clone()
      .resize(SMALL_SIDE, SMALL_SIDE, { fit: "inside", withoutEnlargement: true })
      .webp({ quality: 78 })
      .toFile(small),
    image
      .clone()
      .resize(BLURHASH_SIDE, BLURHASH_SIDE, { fit: "inside" })
      .ensureAlpha()
      .raw()
      .toBuffer({ resolveWithObject: true }),
  ]);
  return {
    files: await Promise.all([
      produced("poster", poster, "image/jpeg", { width: full.width, height: full.height }),
      produced("small", small, "image/webp", { width: reduced.width, height: reduced.height }),
    ]),
    blurhash: encodeBlurhash(new Uint8ClampedArray(data), info.width, info.height, 4, 3),
    colour: meanColour(data),
  };
}

function meanColour(rgba: Buffer): string {
  const sums = [0, 0, 0];
  for (let at = 0; at < rgba.length; at += 4)
    for (const channel of [0, 1, 2]) sums[channel] = (sums[channel] ?? 0) + (rgba[at + channel] ?? 0);
  const hex = (sum: number) =>
    Math.round(sum / (rgba.length / 4))
      .toString(16)
      .padStart(2, "0");
  return `#${sums.map(hex).join("")}`;
}

function isThere(file: string): Promise<boolean> {
  return access(file).then(
    () => true,
    () => false,
  );
}
