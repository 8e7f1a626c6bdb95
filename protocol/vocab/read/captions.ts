import type { JsonObject } from "../../model/activity.ts";
import type { Caption } from "../../model/medium.ts";
import { objects } from "../json.ts";
import { limits } from "../limits.ts";
import { readTag } from "./language.ts";
import { readLinks } from "./links.ts";
import { readLine } from "./names.ts";

/**
 * The captions of a film, as PeerTube gives them in `subtitleLanguage`: a language, what it is called, and the address of
 * the WebVTT file, as text or (since 7.1) as one of several `Link`s. Those without a file are passed over.
 */
export function readCaptions(json: JsonObject): Caption[] {
  const found = new Map<string, Caption>();
  for (const item of objects(json.subtitleLanguage)) {
    if (found.size >= limits.captions) break;
    const file = readLinks(item.url).find((link) => link.mediaType === null || link.mediaType === "text/vtt");
    const language = readTag(item.identifier);
    if (file === undefined || language === null || found.has(file.href)) continue;
    found.set(file.href, { url: file.href, language, label: readLine(item.name, limits.captionLabel) });
  }
  return [...found.values()];
}
