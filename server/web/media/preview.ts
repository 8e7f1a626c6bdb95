import type { Medium } from "#protocol/model/medium.ts";
import type { PostView } from "../../posts/views/types.ts";
import type { Playable } from "../public/head.ts";
import type { ShownFiles } from "../public/shown-files.ts";
import { mediumPath } from "./address.ts";
import { shown } from "./shown.ts";

/** A picture that stands for a page. */
export interface PreviewPicture {
  url: string;
  alt: string | null;
  width: number | null;
  height: number | null;
}

/** Those media of a post that may be shown where nobody has opened it: none where anything warns of them. */
export function openMedia(post: PostView, files: ShownFiles): { medium: Medium; n: number }[] {
  if (post.warning !== null || post.sensitive || post.account.sensitized) return [];
  return post.media.flatMap((each, at) => {
    const medium = shown(each, post.account, files);
    return medium === null || medium.sensitive ? [] : [{ medium, n: at + 1 }];
  });
}

/** A picture, or what stands for a video or sound until it plays. */
export function pictureOf({ kind, url, previewUrl, alt, width, height }: Medium): PreviewPicture | null {
  if (kind === "image") return { url, alt, width, height };
  if (previewUrl === null) return null;
  // A cover has its own shape.
  return kind === "video"
    ? { url: previewUrl, alt, width, height }
    : { url: previewUrl, alt, width: null, height: null };
}

/** What plays a medium elsewhere; null for what does not play. */
export function playableOf(
  post: PostView,
  { medium, n }: { medium: Medium; n: number },
  origin: string,
): Playable | null {
  const { kind, url, mediaType, width, height } = medium;
  if (kind !== "video" && kind !== "audio") return null;
  return { kind, url, mediaType, width, height, player: `${origin}${mediumPath(post, n)}/embed` };
}
