import { isFileName, keyOf } from "#media/storage/names.ts";
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
