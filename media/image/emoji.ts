import sharp from "./sharp.ts";

export type EmojiPictureError =
  /** Neither PNG, GIF nor WebP. */
  | { type: "emoji/unknown-format" }
  /** Broken, or larger than anybody shows it. */
  | { type: "emoji/unreadable" }
  | { type: "emoji/too-large"; most: number };

export interface EmojiPicture {
  bytes: Uint8Array<ArrayBuffer>;
  extension: "png" | "gif" | "webp";
  /** Its first frame as PNG, for those who want nothing to move; null where nothing does. */
  still: Uint8Array<ArrayBuffer> | null;
}

/** Bytes, as in Mastodon, before and after. */
export const MAX_EMOJI_BYTES = 256 * 1024;
/** All frames together. */
const MAX_PIXELS = 16_000_000;
const MAX_SIDE = 512;
const SECONDS = 20;

const formats: readonly ["png" | "gif" | "webp", RegExp][] = [
  ["png", /^\x89PNG\r\n/],
  ["gif", /^GIF8[79]a/],
  ["webp", /^RIFF[\s\S]{4}WEBP/],
];

/**
 * A picture for use as an emoji, in the format it came in, written anew: whatever else the file carried is gone, and an
 * animation still moves. One that is larger than 512 pixels becomes smaller.
 *
 * @example const emoji = await toEmoji(await readFile("blobcat.png"));
 */
export async function toEmoji(
  bytes: Uint8Array,
): Promise<{ ok: true; value: EmojiPicture } | { ok: false; error: EmojiPictureError }> {
  const tooLarge = { ok: false, error: { type: "emoji/too-large", most: MAX_EMOJI_BYTES } } as const;
  if (bytes.byteLength > MAX_EMOJI_BYTES) return tooLarge;
  // By its first bytes, before any decoder sees it.
  const start = Buffer.from(bytes.subarray(0, 16)).toString("latin1");
  const extension = formats.find(([, signature]) => signature.test(start))?.[0];
  if (extension === undefined) return { ok: false, error: { type: "emoji/unknown-format" } };
  try {
    const image = sharp(bytes, { animated: true, limitInputPixels: MAX_PIXELS, failOn: "error" }).timeout({
      seconds: SECONDS,
    });
    const { width = 0, height = 0, pages = 1, pageHeight = height } = await image.metadata();
    if (width > MAX_SIDE || pageHeight > MAX_SIDE)
      image.resize(MAX_SIDE, MAX_SIDE, { fit: "inside", withoutEnlargement: true });
    const written = await image.toFormat(extension, { effort: 6 }).toBuffer();
    if (written.byteLength > MAX_EMOJI_BYTES) return tooLarge;
    const still = pages > 1 ? await sharp(written, { pages: 1 }).png().toBuffer() : null;
    return {
      ok: true,
      value: { bytes: new Uint8Array(written), extension, still: still && new Uint8Array(still) },
    };
  } catch {
    return { ok: false, error: { type: "emoji/unreadable" } };
  }
}
