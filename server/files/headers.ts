import { mediaTypeOf, sha256Of } from "#media/storage/names.ts";

const YEAR = 365 * 24 * 3_600;

/** Nothing in a file runs or asks for more, wherever it is opened; players and pages of any site may load it. */
export const guarding = {
  "x-content-type-options": "nosniff",
  "content-security-policy": "default-src 'none'; sandbox",
  "cross-origin-resource-policy": "cross-origin",
  "access-control-allow-origin": "*",
} as const;

/** What a player of another site may ask with and read. */
export const preflight = {
  ...guarding,
  "access-control-allow-methods": "GET, HEAD",
  "access-control-allow-headers": "range, if-range, if-none-match",
  "access-control-max-age": "86400",
} as const;

export function etagOf(name: string): string {
  return `"${sha256Of(name)}"`;
}

/** Of a file whose bytes are what its name says, for ever. */
export function fileHeaders(name: string): Record<string, string> {
  const type = mediaTypeOf(name);
  return {
    ...guarding,
    "access-control-expose-headers": "accept-ranges, content-length, content-range, etag",
    "accept-ranges": "bytes",
    "cache-control": `public, max-age=${YEAR}, immutable`,
    "content-type": type,
    etag: etagOf(name),
    // What is no picture, sound or video is for programs: opened by itself it is put on the disk.
    ...(!/^(?:image|video|audio)\//.test(type) && {
      "content-disposition": `attachment; filename="${name}"`,
    }),
  };
}

/** Whether an If-None-Match header names a file (RFC 9110 §13.1.2). */
export function isNamed(header: string | undefined, name: string): boolean {
  return header !== undefined && (header.trim() === "*" || header.includes(etagOf(name)));
}
