import { open } from "node:fs/promises";
import { FileTypeParser } from "file-type";
import { err, ok, type Result } from "#protocol/result.ts";
import sharp from "./image/sharp.ts";
import { isSvg } from "./image/svg.ts";
import type { MediaError } from "./produced.ts";

/** What becomes of it: a picture, a silent video that begins again, a video, or sound. */
export type MediaFamily = "image" | "animation" | "video" | "audio";

export interface Identified {
  family: MediaFamily;
  /** As it is registered, without parameters: `audio/ogg`. */
  mediaType: string;
  /** Without the dot. */
  extension: string;
}

/** Bytes; a comment of some drawing programs at the head of an SVG is long. */
const HEAD_BYTES = 16 * 1024;
const MS = 5_000;

/** What is taken, under the media types of `file-type`. */
const known: Readonly<Record<string, Identified>> = {
  "image/jpeg": { family: "image", mediaType: "image/jpeg", extension: "jpg" },
  "image/png": { family: "image", mediaType: "image/png", extension: "png" },
  "image/apng": { family: "animation", mediaType: "image/apng", extension: "png" },
  "image/gif": { family: "image", mediaType: "image/gif", extension: "gif" },
  "image/webp": { family: "image", mediaType: "image/webp", extension: "webp" },
  "image/avif": { family: "image", mediaType: "image/avif", extension: "avif" },
  "image/heic": { family: "image", mediaType: "image/heic", extension: "heic" },
  "image/heic-sequence": { family: "image", mediaType: "image/heic", extension: "heic" },
  "image/heif": { family: "image", mediaType: "image/heif", extension: "heif" },
  "image/heif-sequence": { family: "image", mediaType: "image/heif", extension: "heif" },
  "video/mp4": { family: "video", mediaType: "video/mp4", extension: "mp4" },
  "video/x-m4v": { family: "video", mediaType: "video/mp4", extension: "mp4" },
  "video/quicktime": { family: "video", mediaType: "video/quicktime", extension: "mov" },
  "video/webm": { family: "video", mediaType: "video/webm", extension: "webm" },
  "video/matroska": { family: "video", mediaType: "video/matroska", extension: "mkv" },
  "audio/mpeg": { family: "audio", mediaType: "audio/mpeg", extension: "mp3" },
  "audio/ogg": { family: "audio", mediaType: "audio/ogg", extension: "ogg" },
  "audio/flac": { family: "audio", mediaType: "audio/flac", extension: "flac" },
  "audio/wav": { family: "audio", mediaType: "audio/wav", extension: "wav" },
  "audio/mp4": { family: "audio", mediaType: "audio/mp4", extension: "m4a" },
  "audio/x-m4a": { family: "audio", mediaType: "audio/mp4", extension: "m4a" },
  "audio/aac": { family: "audio", mediaType: "audio/aac", extension: "aac" },
};
const svg: Identified = { family: "image", mediaType: "image/svg+xml", extension: "svg" };

/**
 * What a file is, by its content and never by its name. Of most only the head is read, and behind an ID3 tag what follows
 * it; of a GIF and a WebP, which may move, the frames are counted and not decoded.
 *
 * That a file is something is not yet that it can be read: whoever makes something of it finds out. An MP4 or a WebM
 * without a picture is still a video here.
 *
 * @example
 * await identify("/tmp/upload"); // { ok: true, value: { family: "animation", mediaType: "image/gif", extension: "gif" } }
 */
export async function identify(path: string): Promise<Result<Identified, MediaError>> {
  const head = await readHead(path);
  if (head.length === 0) return err({ type: "media/unreadable", detail: "the file is empty" });
  if (isSvg(head)) return ok(svg);
  const mediaType = await fileType(path, head);
  const identified = mediaType === null ? undefined : known[mediaType];
  if (!identified) return err({ type: "media/unknown-type", detail: mediaType ?? "no known signature" });
  if (mediaType === "image/gif" || mediaType === "image/webp") return countFrames(path, identified);
  if (mediaType === "image/apng") return ok(moves(head) ? identified : { ...identified, ...stillPng });
  return ok(identified);
}

async function readHead(path: string): Promise<Buffer> {
  const file = await open(path);
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(HEAD_BYTES), 0, HEAD_BYTES, 0);
    return buffer.subarray(0, bytesRead);
  } finally {
    await file.close();
  }
}

/** The media type without parameters; null for what nobody knows. */
async function fileType(path: string, head: Buffer): Promise<string | null> {
  // Archives are looked into, at some cost, to tell documents apart; none of them is taken here.
  if (isArchive(head)) return null;
  const brands = isoBrands(head);
  if (brands.some((brand) => brand === "avif" || brand === "avis")) return "image/avif";
  // The brands of HEVC pictures that file-type takes for MP4: ISO/IEC 23008-12 annex B.
  if (["heim", "heis", "hevm", "hevs"].includes(brands[0] ?? "")) return "image/heic";
  // What is cut off, or counts higher than file-type counts, throws.
  const found = await new FileTypeParser({ signal: AbortSignal.timeout(MS) })
    .fromFile(path)
    .catch(() => undefined);
  return found?.mime.replace(/;.*/, "") ?? null;
}

function isArchive(head: Buffer): boolean {
  return ["PK", "\x1f\x8b", "\x1f\xa0", "\x1f\x9d"].includes(head.toString("latin1", 0, 2));
}

/** The major and then the compatible brands of an ISO base media file, ISO/IEC 14496-12 §4.3. */
function isoBrands(head: Buffer): string[] {
  if (head.toString("latin1", 4, 8) !== "ftyp") return [];
  const end = Math.min(head.length, head.readUInt32BE(0), 512);
  const brands = [head.toString("latin1", 8, 12)];
  for (let at = 16; at + 4 <= end; at += 4) brands.push(head.toString("latin1", at, at + 4));
  return brands;
}

const stillPng = { family: "image", mediaType: "image/png" } as const;

/** Whether an APNG has more than one frame: it says how many in its `acTL`. */
function moves(head: Buffer): boolean {
  const at = head.indexOf("acTL", 8, "latin1");
  return at < 0 || at + 8 > head.length || head.readUInt32BE(at + 4) > 1;
}

async function countFrames(path: string, identified: Identified): Promise<Result<Identified, MediaError>> {
  try {
    const { pages = 1 } = await sharp(path, { limitInputPixels: false }).metadata();
    return ok(pages > 1 ? { ...identified, family: "animation" } : identified);
  } catch (error) {
    return err({ type: "media/unreadable", detail: String(error) });
  }
}
