import { type Iri, sameOrigin } from "../../ids/iri.ts";
import type { JsonObject } from "../../model/activity.ts";
import type { Medium } from "../../model/medium.ts";
import { text } from "../json.ts";
import { limits } from "../limits.ts";
import { readBook } from "./bookwyrm.ts";
import { readVirtualPlace } from "./event.ts";
import { guessMediaType, kindOf } from "./file-types.ts";
import { type Link, readPageUrl } from "./links.ts";
import { readAttachments, readMedium, readPicture } from "./media.ts";
import { readRecording } from "./recording.ts";

/**
 * The page to open, and the link that the post is about: a `Page` whose `url` lies elsewhere, or is a file, is a link post
 * (old Lemmy, kbin, Friendica, lotide) whose own page is its id.
 */
export function readPages(json: JsonObject, id: Iri, type: string): { url: string; link: Iri | null } {
  const url = readPageUrl(json.url);
  if (url === null) return { url: id, link: null };
  const isFile = kindOf(guessMediaType(url)) !== "document";
  if (type === "Page" && (isFile || !sameOrigin(url, id))) return { url: id, link: url };
  return { url: isFile ? id : url, link: null };
}

/**
 * Media and link together: what the object is itself (a film, a song), its attachments, and its cover `image`. A link to a
 * picture is the picture; the cover of a link post is that link's preview.
 */
export function readMedia(
  json: JsonObject,
  type: string,
  pageLink: Iri | null,
  sensitive: boolean,
): { media: Medium[]; link: string | null } {
  const { media, links } = readAttachments(json, sensitive);
  const isRecording = type === "Video" || type === "Audio" || type === "Image" || type === "PodcastEpisode";
  const recording = isRecording ? readRecording(json, sensitive) : null;
  if (recording !== null) media.unshift(recording);
  if (pageLink !== null && kindOf(guessMediaType(pageLink)) !== "document") {
    const linked = readMedium({ type: "Document", url: pageLink }, sensitive);
    if (linked !== null) media.unshift(linked);
  } else if (pageLink !== null) {
    links.unshift({ href: pageLink, mediaType: null, json: {} });
  }
  addCover(json, type, media, sensitive);
  return { media: media.slice(0, limits.media), link: chooseLink(json, links) };
}

const previewed = new Set(["Page", "Video", "Audio", "PodcastEpisode"]);

function addCover(json: JsonObject, type: string, media: Medium[], sensitive: boolean): void {
  const cover = readPicture(json.image) ?? readPicture(json.cover);
  if (cover === null || media.some((medium) => medium.url === cover.url || medium.previewUrl === cover.url))
    return;
  const first = media[0];
  // Beside a film, or a picture that a link post links to, the cover is its preview; beside other pictures it is one more.
  if (first !== undefined && previewed.has(type)) {
    first.previewUrl ??= cover.url;
    return;
  }
  const medium = readMedium({ ...cover.json, type: "Image", url: cover.url }, sensitive);
  if (medium !== null) media.unshift(medium);
}

/** Of an event's links the one called its website; else the first; else the book or the online room. */
function chooseLink(json: JsonObject, links: Link[]): string | null {
  const website = links.find((link) => text(link.json.name) === "Website") ?? links[0];
  return website?.href ?? readBook(json) ?? readVirtualPlace(json.location);
}
