import type { Sharp } from "sharp";
import sharp from "#media/image/sharp.ts";
import type { MediaError } from "#media/produced.ts";
import { err, ok, type Result } from "#protocol/result.ts";
import { toLuma } from "./luma.ts";
import { hashLuma, type Pdq } from "./pdq.ts";

/** Pixels of one frame, as for pictures of profiles: twice what a good telephone takes. */
const MOST_PIXELS = 100_000_000;
const SECONDS = 20;
const FORMATS: ReadonlySet<string> = new Set(["jpeg", "png", "gif", "webp", "heif", "avif"]);
/** No side is hashed longer than this; see DECISIONS.md. */
const LONGEST = 640;

/**
 * PDQ of a picture as people see it: upright, on white, of an animation the first frame. `input` is a path or the
 * file's bytes.
 *
 * @returns media/unknown-type for what is no raster picture, media/too-many-pixels above 100 million, media/gave-up
 * after 20 seconds, else media/unreadable
 * @example
 * await hashPicture("/tmp/work/main.jpg"); // { ok: true, value: { pdq: "d8f8…", quality: 100 } }
 */
export async function hashPicture(input: string | Buffer): Promise<Result<Pdq, MediaError>> {
  try {
    const { format, width, height } = await sharp(input, { limitInputPixels: false, pages: 1 }).metadata();
    if (!FORMATS.has(format)) return err({ type: "media/unknown-type", detail: format });
    if (width * height > MOST_PIXELS) return err({ type: "media/too-many-pixels", most: MOST_PIXELS });
    const image = sharp(input, { limitInputPixels: MOST_PIXELS, pages: 1, failOn: "error" })
      .timeout({ seconds: SECONDS })
      .autoOrient();
    return ok(await hashImage(image));
  } catch (error) {
    const detail = error instanceof Error ? error.message : String(error);
    return err({ type: detail.startsWith("timeout") ? "media/gave-up" : "media/unreadable", detail });
  }
}

/** PDQ of a picture that is open already and stands upright. It rejects as sharp does. */
export async function hashImage(image: Sharp): Promise<Pdq> {
  const { data, info } = await image
    .resize(LONGEST, LONGEST, { fit: "fill", kernel: "cubic", withoutEnlargement: true })
    .flatten({ background: "white" })
    .toColourspace("srgb")
    .raw()
    .toBuffer({ resolveWithObject: true });
  return hashLuma(toLuma(data, info.channels), info.width, info.height);
}
