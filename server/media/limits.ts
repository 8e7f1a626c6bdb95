import { err, ok, type Result } from "#protocol/result.ts";

/** Characters of a description, as Mastodon has it. */
export const MAX_DESCRIPTION = 1_500;

export type DescriptionError = { type: "media/description-too-long"; most: number };

export function checkDescription(text: string | null | undefined): Result<undefined, DescriptionError> {
  // Characters outside the basic plane count once, as for Mastodon.
  const length = (text ?? "").length > MAX_DESCRIPTION ? [...(text ?? "").trim()].length : 0;
  return length > MAX_DESCRIPTION ? err({ type: "media/description-too-long", most: MAX_DESCRIPTION }) : ok();
}

/** What `focus=-0.5,1` says: from left to right and from the bottom up, each within 1 of the middle; null for what is none. */
export function focusOf(text: string | null): [x: number, y: number] | null {
  if (text === null) return null;
  const [x, y, ...more] = text.split(",").map(Number);
  if (x === undefined || y === undefined || more.length > 0) return null;
  return Math.abs(x) <= 1 && Math.abs(y) <= 1 ? [x, y] : null;
}

/** What is taken, by the content of files; the rest of it needs ffmpeg. */
const pictures = [
  "image/jpeg",
  "image/png",
  "image/gif",
  "image/webp",
  "image/avif",
  "image/heic",
  "image/heif",
  "image/svg+xml",
];
const moving = [
  "video/mp4",
  "video/quicktime",
  "video/webm",
  "video/x-matroska",
  "audio/mpeg",
  "audio/mp3",
  "audio/ogg",
  "audio/vorbis",
  "audio/flac",
  "audio/wav",
  "audio/x-wav",
  "audio/wave",
  "audio/mp4",
  "audio/x-m4a",
  "audio/aac",
];

/** Media types that clients may offer. */
export function supportedTypes(hasFfmpeg: boolean): string[] {
  return hasFfmpeg ? [...pictures, ...moving] : pictures;
}
