import sharp from "./sharp.ts";

export type PictureError =
  /** Neither JPEG, PNG, GIF, WebP nor AVIF. */
  | { type: "picture/unknown-format" }
  /** Broken, or larger than this node decodes. */
  | { type: "picture/unreadable" };

export interface Picture {
  bytes: Uint8Array<ArrayBuffer>;
  extension: "jpg" | "png";
}

/** Pixels of one frame: twice what a good telephone takes. */
const MAX_PIXELS = 100_000_000;
const SECONDS = 20;

/**
 * Somebody's picture in the size in which it is shown, cut to its shape around the middle: upright, without a word
 * about where and with what it was taken, and of an animation the first frame. PNG where it can be seen through, else JPEG:
 * what every client and every peer reads.
 *
 * @example const avatar = await toPicture(bytes, { width: 400, height: 400 });
 */
export async function toPicture(
  bytes: Uint8Array,
  { width, height }: { width: number; height: number },
): Promise<{ ok: true; value: Picture } | { ok: false; error: PictureError }> {
  // By its first bytes, before any decoder sees it: SVG and PDF would bring interpreters along.
  if (!isPicture(bytes)) return { ok: false, error: { type: "picture/unknown-format" } };
  try {
    const image = sharp(bytes, { limitInputPixels: MAX_PIXELS, pages: 1, failOn: "error" })
      .timeout({ seconds: SECONDS })
      .autoOrient()
      .resize(width, height, { fit: "cover" })
      .toColourspace("srgb");
    const { data, info } = await image.raw().toBuffer({ resolveWithObject: true });
    const { channels } = info;
    const cut = sharp(data, { raw: { width, height, channels } });
    const isOpaque = channels < 4 || (await cut.clone().stats()).isOpaque;
    const encoded = isOpaque
      ? await cut.removeAlpha().jpeg({ quality: 85, mozjpeg: true }).toBuffer()
      : await cut.png({ compressionLevel: 9 }).toBuffer();
    return { ok: true, value: { bytes: new Uint8Array(encoded), extension: isOpaque ? "jpg" : "png" } };
  } catch {
    return { ok: false, error: { type: "picture/unreadable" } };
  }
}

const signatures: readonly ((bytes: Buffer) => boolean)[] = [
  (bytes) => bytes.subarray(0, 3).equals(Buffer.from([0xff, 0xd8, 0xff])),
  (bytes) => bytes.subarray(0, 8).equals(Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])),
  (bytes) => /^GIF8[79]a/.test(bytes.toString("latin1", 0, 6)),
  (bytes) => /^RIFF[\s\S]{4}WEBP/.test(bytes.toString("latin1", 0, 12)),
  (bytes) => /^[\s\S]{4}ftypavi[fs]/.test(bytes.toString("latin1", 0, 12)),
];

function isPicture(bytes: Uint8Array): boolean {
  const view = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  return signatures.some((fits) => fits(view));
}
