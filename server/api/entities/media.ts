import { createHash } from "node:crypto";
import type { Medium } from "#protocol/model/medium.ts";

const types = { image: "image", video: "video", audio: "audio", document: "unknown" } as const;

/** Mastodon's MediaAttachment. Media have no rows of their own yet: the id is made of the address. */
export function mediaEntity(medium: Medium) {
  const { url, width, height, focalPoint, duration } = medium;
  const size = width && height ? { width, height, size: `${width}x${height}`, aspect: width / height } : null;
  return {
    id: mediumId(medium),
    type: types[medium.kind],
    url,
    preview_url: medium.previewUrl ?? (medium.kind === "image" ? url : null),
    remote_url: url,
    preview_remote_url: medium.previewUrl,
    text_url: null,
    meta: {
      ...(size !== null && { original: { ...size, ...(duration !== null && { duration }) }, small: size }),
      ...(focalPoint !== null && { focus: { x: focalPoint[0], y: focalPoint[1] } }),
    },
    description: medium.alt,
    blurhash: medium.blurhash,
  };
}

export function mediumId({ url }: Pick<Medium, "url">): string {
  return createHash("sha256").update(url).digest("hex").slice(0, 16);
}
