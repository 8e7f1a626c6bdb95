import { nameOfUrl } from "../../files/files.ts";

/** Which addresses a page may load pictures from: the files that people put here. */
export interface OwnFiles {
  has(url: string): boolean;
}

export function ownFiles(origin: string): OwnFiles {
  return { has: (url) => nameOfUrl(origin, url) !== null };
}
