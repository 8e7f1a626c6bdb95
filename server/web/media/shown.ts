import type { Medium } from "#protocol/model/medium.ts";
import type { ShownFiles } from "../public/shown-files.ts";

/** What says that a file is an adaptive stream (RFC 8216 §4). */
export const STREAM = "application/x-mpegURL";

/**
 * A medium with its files where a page gets them: from this node; null where it is not shown.
 *
 * @param owner who attached it
 */
export function shown(medium: Medium, owner: { domain: string | null }, files: ShownFiles): Medium | null {
  const url = files.of(owner, medium.url, "original");
  if (url === null) return null;
  const here = <T extends { url: string }>(file: T): T[] => {
    const at = files.of(owner, file.url, "original");
    return at === null ? [] : [{ ...file, url: at }];
  };
  const { previewUrl, alternatives = [], captions = [] } = medium;
  return {
    ...medium,
    url,
    previewUrl: files.of(owner, previewUrl ?? (medium.kind === "image" ? medium.url : null), "small"),
    alternatives: alternatives.flatMap(here),
    captions: captions.flatMap(here),
  };
}

/** Its adaptive stream's address. */
export function streamOf({ alternatives = [] }: Medium): string | null {
  return alternatives.find(({ mediaType }) => mediaType.toLowerCase() === STREAM.toLowerCase())?.url ?? null;
}
