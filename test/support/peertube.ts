import { basename } from "node:path";
import type { JsonObject } from "#protocol/model/activity.ts";

/**
 * What PeerTube takes of other servers, restated from its source (Chocobozzz/PeerTube, `server/core/`): a film by
 * `helpers/custom-validators/activitypub/videos.ts` at 0f2931a5 (`constants.ts` for the lengths, `misc.ts` for addresses
 * and UUIDs), a channel by `actor.ts` beside it and `lib/activitypub/actors/get.ts`. It drops what it does not like of
 * lists, and refuses the rest in silence.
 */

const mostOf = { title: 120, text: 10_000, tag: 30, address: 2_000, language: 10 };
const films = new Set(["video/mp4", "video/webm", "video/ogg", "audio/mp4", "audio/mpeg"]);
const pictures = new Set(["image/jpeg", "image/png", "image/webp"]);
const uuid4 = /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/i;
/** Those among the languages of captions that tests use: `buildLanguages` in `constants.ts`. */
const languages = new Set(["de", "en", "fr", "pt", "pt-PT", "zh-Hans", "zh-Hant"]);
const isoDate = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(?:\.\d+)?Z$/;

/** The member for which PeerTube refuses a film; `null` when it takes it. */
export function refusedVideo(video: JsonObject): string | null {
  const checks: Record<string, boolean> = {
    type: video.type === "Video",
    url: Array.isArray(video.url),
    attributedTo: ownersOf(video).length > 0,
    subtitleLanguage: video.subtitleLanguage === undefined || areCaptions(video.subtitleLanguage),
    icon: keptIcons(video).length > 0,
    id: isAddress(video.id),
    name: isLong(video.name, 3, mostOf.title),
    // Versions before 8 take everything but digits away.
    duration: typeof video.duration === "string" && /^PT\d+S$/.test(video.duration),
    uuid: uuid4.test(String(video.uuid)),
    language: video.language === undefined || isLong(object(video.language).identifier, 1, mostOf.language),
    views: isCount(video.views),
    published: isoDate.test(String(video.published)),
    updated: isoDate.test(String(video.updated)),
    content:
      video.content === undefined ||
      (["text/markdown", "text/html"].includes(String(video.mediaType)) &&
        isLong(video.content, 3, mostOf.text)),
  };
  return Object.entries(checks).find(([, passes]) => !passes)?.[0] ?? null;
}

/** Of the links of a film those that PeerTube keeps, in two lots: files, and playlists with the files in their `tag`. */
export function keptFiles(video: JsonObject): { files: JsonObject[]; playlists: JsonObject[] } {
  const links = list(video.url);
  const playlists = links.filter(
    (link) => link.mediaType === "application/x-mpegURL" && isAddress(link.href) && Array.isArray(link.tag),
  );
  return { files: links.filter(isFile), playlists };
}

/** Under what it keeps the files of a film, each of which no other film may have: `lib/activitypub/videos/shared/`. */
export function fileKeys(video: JsonObject): string[] {
  const { files, playlists } = keptFiles(video);
  const all = [...files, ...playlists.flatMap(({ tag }) => list(tag).filter(isFile))];
  return all.map(({ href }) => basename(String(href)));
}

/** Whether comments are open: without a policy they are closed. */
export function takesComments(video: JsonObject): boolean {
  return video.commentsPolicy === 1;
}

export function keptTags(video: JsonObject): unknown[] {
  return list(video.tag)
    .filter((tag) => tag.type === "Hashtag" && isLong(tag.name, 2, mostOf.tag))
    .map((tag) => tag.name);
}

export function keptCaptions(video: JsonObject): JsonObject[] {
  return list(video.subtitleLanguage).filter(
    (caption) => isAddress(caption.url) && typeof caption.identifier === "string",
  );
}

export function keptIcons(video: JsonObject): JsonObject[] {
  return list(video.icon).filter(
    (icon) =>
      icon.type === "Image" &&
      isAddress(icon.url) &&
      pictures.has(String(icon.mediaType)) &&
      isCount(icon.width) &&
      isCount(icon.height),
  );
}

/** The ids among `attributedTo`, of which each is fetched to see which is the `Group`. */
export function ownersOf(json: JsonObject): string[] {
  return [json.attributedTo].flat().flatMap((owner) => {
    if (typeof owner === "string") return isAddress(owner) ? [owner] : [];
    const { type, id } = object(owner);
    return (type === "Group" || type === "Person") && isAddress(id) ? [String(id)] : [];
  });
}

/** The member for which PeerTube refuses an actor; `null` when it takes it. */
export function refusedActor(actor: JsonObject): string | null {
  const key = object(actor.publicKey);
  const checks: Record<string, boolean> = {
    type: ["Person", "Application", "Group", "Service", "Organization"].includes(String(actor.type)),
    id: isAddress(actor.id),
    inbox: isAddress(actor.inbox),
    preferredUsername: /^[A-Za-z0-9\-_.:]+$/.test(String(actor.preferredUsername)),
    publicKey:
      isAddress(key.id) &&
      isAddress(key.owner) &&
      String(key.publicKeyPem).startsWith("-----BEGIN PUBLIC KEY-----"),
    sharedInbox: isAddress(object(actor.endpoints).sharedInbox),
    outbox: actor.outbox === undefined || isAddress(actor.outbox),
    followers: actor.followers === undefined || isAddress(actor.followers),
    following: actor.following === undefined || isAddress(actor.following),
    attributedTo: actor.type !== "Group" || ownersOf(actor).length > 0,
  };
  return Object.entries(checks).find(([, passes]) => !passes)?.[0] ?? null;
}

/** Each in a language that it has a name for, and one in each: `models/video/video-caption.ts`. */
function areCaptions(value: unknown): boolean {
  const named = list(value).map(({ identifier }) => String(identifier));
  const isKnown = named.every((language) => languages.has(language));
  return Array.isArray(value) && isKnown && new Set(named).size === named.length;
}

function isFile(link: JsonObject): boolean {
  const { type, mediaType, href, height, size, fps } = link;
  const isFilm = type === "Link" && films.has(String(mediaType)) && isAddress(href);
  return isFilm && isCount(height) && isCount(size) && (fps === undefined || isCount(fps));
}

function list(value: unknown): JsonObject[] {
  return Array.isArray(value) ? value.map(object) : [];
}

function object(value: unknown): JsonObject {
  return typeof value === "object" && value !== null ? (value as JsonObject) : {};
}

function isLong(value: unknown, least: number, most: number): boolean {
  return typeof value === "string" && value.length >= least && value.length <= most;
}

function isCount(value: unknown): boolean {
  return Number.isInteger(value) && Number(value) >= 0;
}

/** With a top-level domain: `localhost` is none. */
function isAddress(value: unknown): boolean {
  const url = typeof value === "string" && value.length <= mostOf.address ? URL.parse(value) : null;
  return url !== null && /^https?:$/.test(url.protocol) && /\.[a-z]{2,}$/.test(url.hostname);
}
