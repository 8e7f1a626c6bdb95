import type { JsonObject } from "../../model/activity.ts";
import type { Medium, MediumKind } from "../../model/medium.ts";
import { parseDuration } from "../dates.ts";
import { isObject } from "../document.ts";
import { count, flag, many, number, text, typesOf } from "../json.ts";
import { limits } from "../limits.ts";
import { type Link, mediaTypeOf, readLinks } from "./links.ts";
import { readProse } from "./names.ts";

const extensions: Readonly<Record<string, string>> = {
  jpg: "image/jpeg",
  jpeg: "image/jpeg",
  png: "image/png",
  gif: "image/gif",
  webp: "image/webp",
  avif: "image/avif",
  heic: "image/heic",
  svg: "image/svg+xml",
  mp4: "video/mp4",
  m4v: "video/mp4",
  webm: "video/webm",
  mov: "video/quicktime",
  m3u8: "application/x-mpegurl",
  mp3: "audio/mpeg",
  ogg: "audio/ogg",
  oga: "audio/ogg",
  opus: "audio/opus",
  flac: "audio/flac",
  wav: "audio/wav",
  m4a: "audio/mp4",
  pdf: "application/pdf",
};
const playlists = new Set(["application/x-mpegurl", "application/vnd.apple.mpegurl", "application/dash+xml"]);
const attachmentTypes = new Set(["Document", "Image", "Video", "Audio"]);
const kindsByType: Readonly<Record<string, MediumKind>> = { Image: "image", Video: "video", Audio: "audio" };

/** The media type of a file by the end of its address. */
export function guessMediaType(url: string): string | null {
  const path = URL.parse(url)?.pathname ?? "";
  return extensions[/\.([a-z0-9]{2,4})$/i.exec(path)?.[1]?.toLowerCase() ?? ""] ?? null;
}

/** What a media type shows as; playlists are videos. */
export function kindOf(mediaType: string | null): MediumKind {
  const family = mediaType?.split("/")[0];
  if (family === "image" || family === "video" || family === "audio") return family;
  return mediaType !== null && playlists.has(mediaType) ? "video" : "document";
}

/**
 * The files attached to an object, and the links to web pages among its attachments. A `Link` to a picture or film is a
 * medium (Lemmy); profile fields, notes and cards among attachments are neither.
 */
export function readAttachments(json: JsonObject, sensitive: boolean): { media: Medium[]; links: Link[] } {
  const media: Medium[] = [];
  const links: Link[] = [];
  for (const item of many(json.attachment)) {
    if (media.length >= limits.media) break;
    if (!isObject(item)) continue;
    const type = typesOf(item)[0];
    if (type === "Link" || type === "Page") {
      const link = readLinks(item)[0];
      if (link === undefined) continue;
      const linked = kindOf(link.mediaType ?? guessMediaType(link.href));
      if (linked === "document") links.push(link);
      else media.push(mediumOf(item, link, linked, sensitive));
    } else if (type !== undefined && attachmentTypes.has(type)) {
      const medium = readMedium(item, sensitive);
      if (medium !== null) media.push(medium);
    }
  }
  return { media, links };
}

/** One `Document`, `Image`, `Video` or `Audio`, whose address is text, a `Link`, or several of which the largest counts. */
export function readMedium(json: JsonObject, sensitive: boolean): Medium | null {
  const link = largest([...readLinks(json.url), ...readLinks(json.href)]);
  if (link === null) return null;
  const declared = kindsByType[typesOf(json)[0] ?? ""];
  const mediaType = link.mediaType ?? mediaTypeOf(json) ?? guessMediaType(link.href);
  const byType = kindOf(mediaType);
  return mediumOf(json, link, byType === "document" ? (declared ?? "document") : byType, sensitive);
}

/** A picture given as an address, an `Image`, or an array: a cover, poster or avatar. The widest counts. */
export function readPicture(value: unknown): { url: string; alt: string | null; json: JsonObject } | null {
  const pictures = many(value).flatMap((item) => {
    const json = isObject(item) ? item : { url: item };
    const link = largest([...readLinks(json.url), ...readLinks(json.href)]);
    return link === null ? [] : [{ url: link.href, alt: readAlt(json), json: { ...json, ...link.json } }];
  });
  return pictures.reduce<(typeof pictures)[number] | null>(
    (best, picture) => (best === null || width(picture.json) > width(best.json) ? picture : best),
    null,
  );
}

/** The medium that an object describes with one of its links. */
export function mediumOf(json: JsonObject, link: Link, kind: MediumKind, sensitive: boolean): Medium {
  const size = (name: "width" | "height") => count(link.json[name]) || count(json[name]) || null;
  return {
    kind,
    url: link.href,
    mediaType: link.mediaType ?? mediaTypeOf(json) ?? guessMediaType(link.href),
    alt: readAlt(json),
    width: size("width"),
    height: size("height"),
    blurhash: readBlurhash(json.blurhash),
    focalPoint: readFocalPoint(json.focalPoint),
    duration: parseDuration(json.duration),
    size: count(link.json.size) ?? count(json.size),
    previewUrl:
      kind === "image" ? null : (readPicture(json.icon)?.url ?? readPicture(json.image)?.url ?? null),
    sensitive: flag(json.sensitive) ?? sensitive,
  };
}

/** Alternative text: `name` for most, `summary` or `content` for some (Owncast). */
function readAlt(json: JsonObject): string | null {
  return (
    readProse(json.name, limits.alt) ??
    readProse(json.summary, limits.alt) ??
    readProse(json.content, limits.alt)
  );
}

function readBlurhash(value: unknown): string | null {
  const hash = text(value);
  return hash !== null && /^[A-Za-z0-9#$%*+,\-.:;=?@[\]^_{|}~]{6,200}$/.test(hash) ? hash : null;
}

function readFocalPoint(value: unknown): [number, number] | null {
  const [x, y] = many(value).map(number);
  const inside = (part: number | null | undefined): part is number =>
    part !== null && part !== undefined && Math.abs(part) <= 1;
  return inside(x) && inside(y) ? [x, y] : null;
}

/** Pleroma, Hubzilla and Funkwhale offer one file in several sizes. */
function largest(links: Link[]): Link | null {
  const files = links.filter((link) => link.mediaType !== "text/html");
  return files.reduce<Link | null>(
    (best, link) => (best === null || width(link.json) > width(best.json) ? link : best),
    null,
  );
}

function width(json: JsonObject): number {
  return count(json.width) ?? 0;
}
