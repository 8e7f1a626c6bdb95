import { createHash } from "node:crypto";

/** Every kind of file that is kept, and nothing besides: its extension, and what it is served as. */
const mediaTypes = {
  jpg: "image/jpeg",
  png: "image/png",
  gif: "image/gif",
  webp: "image/webp",
  avif: "image/avif",
  mp4: "video/mp4",
  m4s: "video/iso.segment",
  webm: "video/webm",
  m4a: "audio/mp4",
  mp3: "audio/mpeg",
  ogg: "audio/ogg",
  opus: "audio/ogg; codecs=opus",
  m3u8: "application/vnd.apple.mpegurl",
  vtt: "text/vtt; charset=utf-8",
  json: "application/json",
  // What somebody sent, until something has been made of it: never served.
  bin: "application/octet-stream",
} as const;

export type FileExtension = keyof typeof mediaTypes;

const pattern = new RegExp(`^[0-9a-f]{64}\\.(?:${Object.keys(mediaTypes).join("|")})$`);

/** Whether a text can be a file's name: nothing else ever becomes a path or a key. */
export function isFileName(text: string): boolean {
  return pattern.test(text);
}

export function isFileExtension(text: string): text is FileExtension {
  return Object.hasOwn(mediaTypes, text);
}

/**
 * @param sha256 of the file's bytes, 64 hexadecimal digits
 * @throws TypeError where that makes no name: a mistake of whoever calls, as nobody's text gets here
 */
export function fileName(sha256: string, extension: string): string {
  const name = `${sha256}.${extension}`;
  if (!isFileName(name)) throw new TypeError(`no name of a file: ${JSON.stringify(name)}`);
  return name;
}

/** The name of bytes. @throws TypeError for an extension that is none */
export function nameOf(bytes: Uint8Array, extension: string): string {
  return fileName(createHash("sha256").update(bytes).digest("hex"), extension);
}

/** The SHA-256 that a name says, in hex. */
export function sha256Of(name: string): string {
  return name.slice(0, 64);
}

/** What a file is served as. */
export function mediaTypeOf(name: string): string {
  const extension = name.slice(65);
  return isFileExtension(extension) ? mediaTypes[extension] : "application/octet-stream";
}

/** Where a file lies in a store, and in addresses: in one of 256 folders by the first two digits of its name. */
export function keyOf(name: string): string {
  return `${name.slice(0, 2)}/${name}`;
}
