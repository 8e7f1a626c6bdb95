import type { JsonObject } from "../../model/activity.ts";
import type { Medium } from "../../model/medium.ts";
import { isObject } from "../document.ts";
import { count, number, objects } from "../json.ts";
import { kindOf, typeOfLink } from "./file-types.ts";
import { type Link, readLinks } from "./links.ts";
import { mediumOf, readPicture, withAlternatives } from "./media.ts";
import { choosePlayable, frameOf, listAlternatives } from "./playable.ts";

/**
 * The medium that a `Video`, `Audio` or `Image` is, from its `url`: PeerTube offers a film as files in several
 * resolutions, as an HLS playlist that names fragmented files, or both; Hubzilla a picture in several sizes. One is chosen,
 * so that a post shows one film, and the rest are its alternatives; of a picture it is the largest. The poster is the widest
 * `icon`; the cover of music may stand on its album.
 */
export function readRecording(json: JsonObject, sensitive: boolean): Medium | null {
  // Castopod keeps the file of an episode in an `Audio` of its own.
  const links = [...readLinks(json.url), ...objects(json.audio).flatMap((audio) => readLinks(audio.url))];
  const link = choosePlayable(links) ?? largestPicture(links);
  if (link === null) return null;
  const aspect = readAspect(json);
  const medium = mediumOf(json, link, kindOf(typeOfLink(link)), sensitive);
  const film = medium.kind === "video" ? frameOfFilm(link, aspect) : medium;
  const { width, height } = film.height === null ? medium : film;
  const recording = {
    ...medium,
    // The title of a recording is the post's title; it does not describe what is seen.
    alt: null,
    width,
    height,
    previewUrl: medium.kind === "image" ? null : (medium.previewUrl ?? readCover(json)),
  };
  return withAlternatives(recording, listAlternatives(links, link, aspect));
}

/** A playlist has no size of its own: that of the best file it names. */
function frameOfFilm(link: Link, aspect: number | null): { width: number | null; height: number | null } {
  const frames = [link, ...readLinks(link.json.tag)].map((file) => frameOf(file, aspect));
  return frames.reduce((best, frame) => ((frame.height ?? 0) > (best.height ?? 0) ? frame : best));
}

/** Width by height, as PeerTube tells it since 6.1; `null` when nothing sensible is said. */
function readAspect(json: JsonObject): number | null {
  const aspect = number(json.aspectRatio);
  return aspect !== null && aspect >= 0.1 && aspect <= 10 ? aspect : null;
}

function largestPicture(links: Link[]): Link | null {
  const pictures = links.filter((link) => kindOf(typeOfLink(link)) === "image");
  const size = (link: Link) => count(link.json.height) ?? count(link.json.width) ?? 0;
  return pictures.toSorted((a, b) => size(b) - size(a))[0] ?? null;
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
