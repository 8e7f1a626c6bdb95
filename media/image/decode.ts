import type { Sharp } from "sharp";
import { err, ok, type Result } from "#protocol/result.ts";
import type { MediaError } from "../produced.ts";
import { pictureFailure } from "./failure.ts";
import sharp from "./sharp.ts";
import { mainSize, type Size } from "./size.ts";

/** Pixels as they lie in memory, eight bits each, sRGB. */
export interface Pixels extends Size {
  data: Buffer;
  /** 4 with what shines through. */
  channels: 3 | 4;
}

/** Most pixels of a file that is read row by row, and made smaller while it is: twice what a good telephone takes. */
const MOST_PIXELS_STREAMED = 100_000_000;
/** Most pixels of one that must be in memory whole before anything can be made of it. */
const MOST_PIXELS = 50_000_000;
/** For each step, such as decoding or one of the encodings. */
const STEP_SECONDS = 30;

/**
 * Decodes a picture, once: upright, in sRGB, in the size it will be kept in, its first frame if it moves.
 *
 * @param input a path, or a file in memory
 */
export async function decodePicture(
  input: string | Buffer,
  mediaType: string,
): Promise<Result<Pixels, MediaError>> {
  try {
    const open = (limitInputPixels: number | false) =>
      // Whatever is cut off or broken fails; what is merely odd, such as an unknown chunk, does not.
      sharp(input, { pages: 1, failOn: "error", limitInputPixels }).timeout({ seconds: STEP_SECONDS });
    const found = await open(false).metadata();
    if (!fits(found.format, mediaType))
      return err({ type: "media/unknown-type", detail: `decoded as ${found.format}` });
    if (found.format === "heif" && found.compression !== "av1") {
      return err({ type: "media/unknown-type", detail: `HEIF in ${found.compression}` });
    }
    // A progressive JPEG and an interlaced PNG are complete with their last byte only.
    const isStreamed = ["jpeg", "png"].includes(found.format) && !found.isProgressive;
    const most = isStreamed ? MOST_PIXELS_STREAMED : MOST_PIXELS;
    if (found.width * found.height > most) return err({ type: "media/too-many-pixels", most });
    const { width, height } = mainSize(found.autoOrient);
    const { data, info } = await open(most)
      .autoOrient()
      .resize(width, height, { fit: "fill" })
      .toColourspace("srgb")
      .raw()
      .toBuffer({ resolveWithObject: true });
    return ok(withoutIdleAlpha({ data, width, height, channels: info.channels === 4 ? 4 : 3 }));
  } catch (error) {
    return err(pictureFailure(error));
  }
}

/** For whatever is made of pixels. */
export function openPixels({ data, width, height, channels }: Pixels): Sharp {
  return sharp(data, { raw: { width, height, channels } }).timeout({ seconds: STEP_SECONDS });
}

/** Whether libvips, which looks at the content by itself, sees the same as we. */
function fits(format: string, mediaType: string): boolean {
  if (format === "heif") return ["image/avif", "image/heif", "image/heic"].includes(mediaType);
  if (format === "png") return ["image/png", "image/apng"].includes(mediaType);
  return mediaType === `image/${format}`;
}

/** Many files have room for transparency and none of it. */
function withoutIdleAlpha(pixels: Pixels): Pixels {
  if (pixels.channels === 3) return pixels;
  const { data } = pixels;
  for (let at = 3; at < data.length; at += 4) if (data[at] !== 255) return pixels;
  for (let from = 0, to = 0; from < data.length; from += 4, to += 3) {
    data[to] = data[from] as number;
    data[to + 1] = data[from + 1] as number;
    data[to + 2] = data[from + 2] as number;
  }
  return { ...pixels, data: data.subarray(0, pixels.width * pixels.height * 3), channels: 3 };
}
