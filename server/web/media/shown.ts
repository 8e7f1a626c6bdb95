import type { Medium } from "#protocol/model/medium.ts";
import type { OwnFiles } from "../public/own-files.ts";

/** What says that a file is an adaptive stream (RFC 8216 §4). */
export const STREAM = "application/x-mpegURL";

/** A medium with only those of its files that a page may load; null where itself is none of them. */
export function shown(medium: Medium, files: OwnFiles): Medium | null {
  if (!files.has(medium.url)) return null;
  const { previewUrl, alternatives = [], captions = [] } = medium;
  return {
    ...medium,
    previewUrl: previewUrl !== null && files.has(previewUrl) ? previewUrl : null,
    alternatives: alternatives.filter(({ url }) => files.has(url)),
    captions: captions.filter(({ url }) => files.has(url)),
  };
}

/** Its adaptive stream's address. */
export function streamOf({ alternatives = [] }: Medium): string | null {
  return alternatives.find(({ mediaType }) => mediaType.toLowerCase() === STREAM.toLowerCase())?.url ?? null;
}
