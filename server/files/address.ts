import { fileName, isFileExtension, isFileName, keyOf, mediaTypeOf, sha256Of } from "#media/storage/names.ts";
import type { Uris } from "#protocol/ids/uris.ts";

type Places = Pick<Uris, "origin" | "files">;

/** Where a file is served: at the node itself, or where MEDIA_BASE_URL says. */
export function fileUrl(uris: Places, name: string): string {
  return `${uris.files}/${keyOf(name)}`;
}

/**
 * The file that is served at an address; null for every other address. The node's own addresses hold for ever, whatever
 * MEDIA_BASE_URL says now: posts and peers have them.
 */
export function nameOfUrl(uris: Places, url: string): string | null {
  const name = url.slice(url.lastIndexOf("/") + 1);
  if (!isFileName(name)) return null;
  return url === fileUrl(uris, name) || url === `${uris.origin}/files/${keyOf(name)}` ? name : null;
}

/** The same with what its name says of it. */
export function fileOfUrl(
  uris: Places,
  url: string,
): { name: string; sha256: string; mediaType: string } | null {
  const name = nameOfUrl(uris, url);
  return name === null ? null : { name, sha256: sha256Of(name), mediaType: mediaTypeOf(name) };
}

/** What a file will be called; null for an extension of which none is kept. */
export function nameFor(
  sha256: string,
  extension: string,
): { name: string; sha256: string; mediaType: string } | null {
  if (!isFileExtension(extension)) return null;
  const name = fileName(sha256, extension);
  return { name, sha256, mediaType: mediaTypeOf(name) };
}

/** The name under which the same bytes are kept for those alone who are let in: see `serve.ts`. */
export function apartName(sha256: string): string {
  return fileName(sha256, "bin");
}

/** The same of a file by its open name. */
export function apartNameOf(name: string): string {
  return apartName(sha256Of(name));
}
