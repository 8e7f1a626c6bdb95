import type { Iri } from "../../ids/iri.ts";
import type { JsonObject } from "../../model/activity.ts";
import type { Caption, Medium, MediumFile, MediumKind } from "../../model/medium.ts";
import { guessMediaType, kindOf } from "../read/file-types.ts";
import { compact } from "./context.ts";

const types: Readonly<Record<MediumKind, string>> = {
  image: "Image",
  video: "Video",
  audio: "Audio",
  document: "Document",
};

/**
 * An attached file: a `Document` whose media type says what it is, as Mastodon sends it, with its alternative text in `name`.
 * `url` is one address, because most software takes no other form; what else a film or a sound is offered as stands in
 * `tag`, where only we look for it.
 *
 * @param document the id of the film as a document of its own
 */
export function writeMedium(medium: Medium, document: Iri | null = null): JsonObject {
  const speaksForItself = kindOf(medium.mediaType) === medium.kind;
  const isPlayed = medium.kind === "video" || medium.kind === "audio";
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
    // Mastodon would show it instead of a picture that is its own.
    icon:
      medium.previewUrl === null || medium.kind === "image"
        ? null
        : writePoster(medium.previewUrl, medium.previewSize),
    sensitive: medium.sensitive ? true : null,
    loops: medium.loops === true ? true : null,
    tag: isPlayed ? [...writeDocument(document), ...(medium.alternatives ?? []).map(writeAlternative)] : null,
    subtitleLanguage: isPlayed ? medium.captions?.map(writeCaption) : null,
  });
}

function writePoster(url: string, size: Medium["previewSize"]): JsonObject {
  const [width, height] = size ?? [];
  return compact({ type: "Image", mediaType: guessMediaType(url), url, width, height });
}

function writeDocument(document: Iri | null): JsonObject[] {
  if (document === null) return [];
  return [{ type: "Link", rel: ["alternate"], mediaType: "application/activity+json", href: document }];
}

function writeAlternative(file: MediumFile): JsonObject {
  const { mediaType, url: href, width, height, fps, size } = file;
  return compact({ type: "Link", rel: ["alternate"], mediaType, href, width, height, fps, size });
}

/** As PeerTube writes them. */
export function writeCaption({ language, label, url }: Caption): JsonObject {
  return compact({ identifier: language, name: label, url });
}
