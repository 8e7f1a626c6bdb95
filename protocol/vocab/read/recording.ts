import type { JsonObject } from "../../model/activity.ts";
import type { Medium } from "../../model/medium.ts";
import { isObject } from "../document.ts";
import { count, objects } from "../json.ts";
import { type Link, readLinks } from "./links.ts";
import { guessMediaType, kindOf, mediumOf, readPicture } from "./media.ts";

/** Beyond this height a file costs more than most screens show. */
const preferredHeight = 1080;

/**
 * The medium that a `Video`, `Audio` or `Image` is, from its `url`: PeerTube offers a film as files in several
 * resolutions, as an HLS playlist, or both; Hubzilla a picture in several sizes. One is chosen, so that a post shows one
 * film: a plain file of at most 1080 lines, else the playlist; of a picture the largest. The poster is the widest `icon`; the cover of music may
 * stand on its album.
 */
export function readRecording(json: JsonObject, sensitive: boolean): Medium | null {
  // Castopod keeps the file of an episode in an `Audio` of its own.
  const links = [...readLinks(json.url), ...objects(json.audio).flatMap((audio) => readLinks(audio.url))];
  const playable = links.filter((link) => kindOf(typeOf(link)) !== "document");
  const files = playable.filter((link) => !isPlaylist(link));
  const link = bestFile(files) ?? playable[0];
  if (link === undefined) return null;
  const medium = mediumOf(json, link, kindOf(typeOf(link)), sensitive);
  const nested = isPlaylist(link)
    ? bestFile(readLinks(link.json.tag).filter((file) => kindOf(typeOf(file)) === "video"))
    : null;
  // PeerTube before 1.0 wrote the lines of a film as its width.
  const isLines = medium.kind === "video" && medium.height === null;
  return {
    ...medium,
    // The title of a recording is the post's title; it does not describe what is seen.
    alt: null,
    width: isLines ? count(nested?.json.width) : medium.width,
    height: isLines ? (medium.width ?? count(nested?.json.height)) : medium.height,
    previewUrl: medium.kind === "image" ? null : (medium.previewUrl ?? readCover(json)),
  };
}

function typeOf(link: Link): string | null {
  return link.mediaType ?? guessMediaType(link.href);
}

function isPlaylist(link: Link): boolean {
  return /mpegurl|dash\+xml/.test(typeOf(link) ?? "");
}

function bestFile(links: Link[]): Link | null {
  const lines = (link: Link) => count(link.json.height) ?? count(link.json.width) ?? 0;
  const sorted = links.toSorted((a, b) => lines(b) - lines(a));
  const affordable = (link: Link) => lines(link) <= preferredHeight || kindOf(typeOf(link)) === "image";
  return sorted.find(affordable) ?? sorted.at(-1) ?? null;
}

/** Funkwhale: the cover is on the track, or on the album that the track is of. */
function readCover(json: JsonObject): string | null {
  const track = objects(json.track)[0];
  const album = objects(track?.album ?? json.album)[0];
  for (const holder of [json, track, album]) {
    if (!isObject(holder)) continue;
    const cover = readPicture(holder.cover) ?? readPicture(holder.image) ?? readPicture(holder.icon);
    if (cover !== null) return cover.url;
  }
  return null;
}
