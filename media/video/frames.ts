import { writeFile } from "node:fs/promises";
import path from "node:path";
import { err, ok, type Result } from "#protocol/result.ts";
import type { VideoSettings } from "../ffmpeg/settings.ts";
import { pictureFailure } from "../image/failure.ts";
import sharp from "../image/sharp.ts";
import type { MediaError } from "../produced.ts";

/** Pixels that are decoded at once, 64 MB. */
const CHUNK_PIXELS = 16_000_000;
/** Of all frames together: each chunk is reached by decoding all before it. */
const MAX_TOTAL_PIXELS = 400_000_000;
const STEP_SECONDS = 30;
const FALLBACK_MS = 100;

/**
 * The frames of an animated WebP as PNG files in a folder, and the list of them for ffmpeg's concat demuxer: its path.
 *
 * @param folder that nobody else writes to, as the list names files
 */
export async function framesOfWebp(
  file: string,
  folder: string,
  { maxFrames, maxPixels }: VideoSettings,
  signal?: AbortSignal,
): Promise<Result<string, MediaError>> {
  try {
    const found = await sharp(file, { pages: -1, limitInputPixels: false }).metadata();
    if (found.format !== "webp") return err({ type: "media/unknown-type", detail: found.format });
    const { pages = 1, delay = [], width, pageHeight: height = found.height } = found;
    if (pages > maxFrames) return err({ type: "media/too-many-frames", most: maxFrames });
    const most = Math.min(maxPixels, Math.floor(MAX_TOTAL_PIXELS / pages));
    if (width * height > most) return err({ type: "media/too-many-pixels", most });
    const lines = ["ffconcat version 1.0"];
    const chunk = Math.max(1, Math.floor(CHUNK_PIXELS / (width * height)));
    for (let page = 0; page < pages; page += chunk) {
      if (signal?.aborted) return err({ type: "media/gave-up", detail: "it was cancelled" });
      const names = await writeFrames(file, folder, page, Math.min(chunk, pages - page), { width, height });
      for (const [at, name] of names.entries())
        lines.push(`file ${name}`, `duration ${(delay[page + at] || FALLBACK_MS) / 1_000}`);
    }
    // The last one lasts for as long as it says when another comes after it.
    lines.push(lines.at(-2) ?? "");
    const list = path.join(folder, "frames.txt");
    await writeFile(list, `${lines.join("\n")}\n`);
    return ok(list);
  } catch (error) {
    return err(pictureFailure(error));
  }
}

async function writeFrames(
  file: string,
  folder: string,
  page: number,
  pages: number,
  { width, height }: { width: number; height: number },
): Promise<string[]> {
  const all = await sharp(file, { page, pages, failOn: "error", limitInputPixels: false })
    .timeout({ seconds: STEP_SECONDS })
    .ensureAlpha()
    .toColourspace("srgb")
    .raw()
    .toBuffer();
  const bytes = width * height * 4;
  const names = Array.from({ length: pages }, (_, at) => `frame${page + at}.png`);
  for (const [at, name] of names.entries()) {
    const frame = all.subarray(at * bytes, (at + 1) * bytes);
    await sharp(frame, { raw: { width, height, channels: 4 } })
      .png({ compressionLevel: 1 })
      .toFile(path.join(folder, name));
  }
  return names;
}
