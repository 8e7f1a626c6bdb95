import type { Medium } from "#protocol/model/medium.ts";

/** A medium of which nothing is known but what is given. */
export function mediumOf(known: Pick<Medium, "kind" | "url"> & Partial<Medium>): Medium {
  return {
    mediaType: null,
    alt: null,
    width: null,
    height: null,
    blurhash: null,
    focalPoint: null,
    duration: null,
    size: null,
    previewUrl: null,
    sensitive: false,
    ...known,
  };
}
