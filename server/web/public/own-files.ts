import type { Uris } from "#protocol/ids/uris.ts";
import { nameOfUrl } from "../../files/address.ts";

/** Which addresses a page may load pictures from: the files that people put here. */
export interface OwnFiles {
  has(url: string): boolean;
}

export function ownFiles(uris: Pick<Uris, "origin" | "files">): OwnFiles {
  return { has: (url) => nameOfUrl(uris, url) !== null };
}
