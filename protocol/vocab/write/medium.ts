import type { JsonObject } from "../../model/activity.ts";
import type { Medium, MediumKind } from "../../model/medium.ts";
import { kindOf } from "../read/media.ts";
import { compact } from "./context.ts";

const types: Readonly<Record<MediumKind, string>> = {
  image: "Image",
  video: "Video",
  audio: "Audio",
  document: "Document",
};

/** An attached file: a `Document` whose media type says what it is, as Mastodon sends it, with its alternative text in `name`. */
export function writeMedium(medium: Medium): JsonObject {
  const speaksForItself = kindOf(medium.mediaType) === medium.kind;
  return compact({
    type: speaksForItself ? "Document" : types[medium.kind],
    mediaType: medium.mediaType,
    url: medium.url,
    name: medium.alt,
    blurhash: medium.blurhash,
    focalPoint: medium.focalPoint,
    width: medium.width,
    height: medium.height,
    duration: medium.duration === null ? null : `PT${medium.duration}S`,
    size: medium.size,
    icon: medium.previewUrl === null ? null : { type: "Image", url: medium.previewUrl },
    sensitive: medium.sensitive ? true : null,
  });
}
