import { readFile, stat } from "node:fs/promises";
import type { Metadata } from "sharp";
import { err, ok, type Result } from "#protocol/result.ts";
import { identify } from "../identify.ts";
import type { MediaError } from "../produced.ts";
import sharp from "./sharp.ts";

/** How somebody else's picture is shown. */
export interface ShownForm {
  /** Pixels of the longer side; null for all there are. */
  side: number | null;
  /** Whether what moves goes on moving. */
  moves: boolean;
}

export interface ShownPicture {
  bytes: Uint8Array<ArrayBuffer>;
  mediaType: string;
  extension: string;
}

/** Pixels of one frame. */
const MAX_PIXELS = 100_000_000;
/** Of all frames together, of what is written anew moving. */
const MAX_MOVING_PIXELS = 60_000_000;
/** Of what browsers are given as it came, all frames together: they decode it too. */
const MAX_PASSED_PIXELS = 400_000_000;
/** Bytes up to which a picture that is small already is not made smaller. */
const SMALL_BYTES = 256 * 1024;
const SECONDS = 20;

/** What every browser shows; anything else is written anew. */
const shownAsItIs = new Set([
  "image/jpeg",
  "image/png",
  "image/apng",
  "image/gif",
  "image/webp",
  "image/avif",
]);

/**
 * A picture from elsewhere as readers here get it. One that fits is passed on byte for byte, unless it says where and with what
 * it was taken; every other is written anew, as WebP in smaller sizes. Drawings (SVG) and what is no picture are refused.
 *
 * @param path in a folder of the caller's, its content unknown so far
 * @example const preview = await toShown("/work/1", { side: 640, moves: false });
 */
export async function toShown(path: string, form: ShownForm): Promise<Result<ShownPicture, MediaError>> {
  const identified = await identify(path);
  if (!identified.ok) return identified;
  const { mediaType, family, extension } = identified.value;
  // Drawings are programs, and none of the decoders here or in browsers should see a stranger's.
  if ((family !== "image" && family !== "animation") || mediaType === "image/svg+xml")
    return err({ type: "media/unknown-type", detail: mediaType });
  try {
    const metadata = await sharp(path, { limitInputPixels: MAX_PIXELS, failOn: "error" }).metadata();
    const { size } = await stat(path);
    if (shownAsItIs.has(mediaType) && isPassed(metadata, size, form, family === "animation"))
      return ok({ bytes: new Uint8Array(await readFile(path)), mediaType, extension });
    return ok(await writeAnew(path, metadata, form));
  } catch (error) {
    const detail = String(error);
    if (detail.includes("exceeds pixel limit"))
      return err({ type: "media/too-many-pixels", most: MAX_PIXELS });
    if (detail.includes("timeout")) return err({ type: "media/gave-up", detail });
    return err({ type: "media/unreadable", detail });
  }
}

function isPassed(metadata: Metadata, bytes: number, { side, moves }: ShownForm, isMoving: boolean): boolean {
  const { width = 0, height = 0, pages = 1, orientation = 1, exif, xmp, iptc } = metadata;
  if (exif !== undefined || xmp !== undefined || iptc !== undefined || orientation !== 1) return false;
  if (isMoving && !moves) return false;
  if (width * height * pages > MAX_PASSED_PIXELS) return false;
  return side === null || (Math.max(width, height) <= side && bytes <= SMALL_BYTES * (isMoving ? 4 : 1));
}

async function writeAnew(
  path: string,
  metadata: Metadata,
  { side, moves }: ShownForm,
): Promise<ShownPicture> {
  const { width = 0, height = 0, pages = 1, format } = metadata;
  const animated = moves && pages > 1 && width * height * pages <= MAX_MOVING_PIXELS;
  const image = sharp(path, {
    limitInputPixels: animated ? MAX_MOVING_PIXELS : MAX_PIXELS,
    ...(animated ? { animated: true } : { pages: 1 }),
    failOn: "error",
  })
    .timeout({ seconds: SECONDS })
    .toColourspace("srgb");
  if (!animated) image.autoOrient();
  if (side !== null) image.resize(side, side, { fit: "inside", withoutEnlargement: true });
  const coded = side === null && !animated ? ofItsOwn(format) : webp;
  const written = await image.toFormat(coded.format, coded.options).toBuffer();
  return { bytes: new Uint8Array(written), mediaType: coded.mediaType, extension: coded.extension };
}

const webp = {
  format: "webp",
  options: { quality: 78, effort: 3 },
  mediaType: "image/webp",
  extension: "webp",
} as const;

/** In the coding it came in where that is cheap, near enough to how it was. */
function ofItsOwn(format: Metadata["format"]) {
  if (format === "jpeg")
    return {
      format: "jpeg",
      options: { quality: 90 },
      mediaType: "image/jpeg",
      extension: "jpg",
    } as const;
  if (format === "png")
    return { format: "png", options: {}, mediaType: "image/png", extension: "png" } as const;
  return { ...webp, options: { quality: 90, effort: 3 } } as const;
}
