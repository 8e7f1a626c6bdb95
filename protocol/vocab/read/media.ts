import type { JsonObject } from "../../model/activity.ts";
import type { Medium, MediumFile, MediumKind } from "../../model/medium.ts";
import { parseDuration } from "../dates.ts";
import { isObject } from "../document.ts";
import { count, flag, many, number, text, typesOf } from "../json.ts";
import { limits } from "../limits.ts";
import { readCaptions } from "./captions.ts";
import { guessMediaType, kindOf, typeOfLink } from "./file-types.ts";
import { type Link, mediaTypeOf, readLinks } from "./links.ts";
import { readProse } from "./names.ts";
import { choosePlayable, listAlternatives } from "./playable.ts";

/** Pixels across: what a large screen shows. */
const widestPicture = 3_840;
const attachmentTypes = new Set(["Document", "Image", "Video", "Audio"]);
const kindsByType: Readonly<Record<string, MediumKind>> = { Image: "image", Video: "video", Audio: "audio" };

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
      const linked = kindOf(typeOfLink(link));
      if (linked === "document") links.push(link);
      else media.push(mediumOf(item, link, linked, sensitive));
    } else if (type !== undefined && attachmentTypes.has(type)) {
      const medium = readMedium(item, sensitive);
      if (medium !== null) media.push(medium);
    }
  }
  return { media, links };
}

/**
 * One `Document`, `Image`, `Video` or `Audio`, whose address is text, a `Link`, or several of which one is chosen; links
 * among its `tag` are the same in other codings.
 */
export function readMedium(json: JsonObject, sensitive: boolean): Medium | null {
  const links = [...readLinks(json.url), ...readLinks(json.href)];
  const link = (links.length > 1 ? choosePlayable(links) : null) ?? largest(links);
  if (link === null) return null;
  const declared = kindsByType[typesOf(json)[0] ?? ""];
  const byType = kindOf(link.mediaType ?? mediaTypeOf(json) ?? guessMediaType(link.href));
  const kind = byType === "document" ? (declared ?? "document") : byType;
  const medium = mediumOf(json, link, kind, sensitive);
  return withAlternatives(medium, listAlternatives([...links, ...readLinks(json.tag)], link));
}

/** The same with what else it is offered as, when there is anything else. */
export function withAlternatives(medium: Medium, alternatives: MediumFile[]): Medium {
  const isPlayed = medium.kind === "video" || medium.kind === "audio";
  return isPlayed && alternatives.length > 0 ? { ...medium, alternatives } : medium;
}

/**
 * A picture given as an address, an `Image`, or an array: a cover, poster or avatar. The widest counts, of those that are
 * not wider than any screen.
 */
export function readPicture(value: unknown): { url: string; alt: string | null; json: JsonObject } | null {
  const pictures = many(value).flatMap((item) => {
    const json = isObject(item) ? item : { url: item };
    const link = largest([...readLinks(json.url), ...readLinks(json.href)]);
    return link === null ? [] : [{ url: link.href, alt: readAlt(json), json: { ...json, ...link.json } }];
  });
  const sorted = pictures.toSorted((a, b) => width(b.json) - width(a.json));
  return sorted.find((picture) => width(picture.json) <= widestPicture) ?? sorted.at(-1) ?? null;
}

/** The medium that an object describes with one of its links. */
export function mediumOf(json: JsonObject, link: Link, kind: MediumKind, sensitive: boolean): Medium {
  const size = (name: "width" | "height") => count(link.json[name]) || count(json[name]) || null;
  const captions = kind === "video" || kind === "audio" ? readCaptions(json) : [];
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
    ...(captions.length === 0 ? {} : { captions }),
    ...(kind === "video" && flag(json.loops) === true ? { loops: true } : {}),
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
