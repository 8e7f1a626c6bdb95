import { hlsType, type MediumFile } from "../../model/medium.ts";
import { count, number, objects, text } from "../json.ts";
import { limits } from "../limits.ts";
import { isPlaylist, kindOf, typeOfLink } from "./file-types.ts";
import { type Link, readLinks } from "./links.ts";

/** Beyond so many lines a file costs more than most screens show. */
const preferredLines = 1080;

/**
 * The one of the links to films or sounds to begin with: the best MP4 of at most 1080 lines, else the best other file of so
 * many, else the playlist, else the smallest file. The fragmented files that an HLS playlist names (PeerTube) count as
 * files, unless picture and sound are in separate ones. `null` when none is a film or a sound.
 */
export function choosePlayable(links: readonly Link[]): Link | null {
  const { files, playlists } = offered(links);
  const affordable = files.filter((link) => linesOf(link) <= preferredLines);
  return (
    affordable.find(isMp4) ?? affordable[0] ?? playlists[0] ?? files.findLast(isMp4) ?? files.at(-1) ?? null
  );
}

/** The other links to the same film or sound: playlists first, then files from the largest down. */
export function listAlternatives(
  links: readonly Link[],
  chosen: Link,
  aspect: number | null = null,
): MediumFile[] {
  const { files, playlists, nested } = offered(links);
  // What a playlist names is offered by the playlist.
  const listed = [...playlists, ...files.filter((link) => !nested.has(link))];
  const found = new Map<string, MediumFile>();
  for (const link of listed) {
    if (link.href === chosen.href || found.has(link.href) || found.size >= limits.alternatives) continue;
    found.set(link.href, {
      url: link.href,
      mediaType: typeOfLink(link) ?? "",
      ...frameOf(link, aspect),
      fps: framesASecond(link),
      size: count(link.json.size),
    });
  }
  return [...found.values()];
}

/**
 * Width and height of a film in pixels. PeerTube writes the height alone, and until 1.0 wrote it as `width`; the other side
 * follows from the aspect ratio (width by height), when that is known.
 */
export function frameOf(link: Link, aspect: number | null): { width: number | null; height: number | null } {
  const written = { width: count(link.json.width) || null, height: count(link.json.height) || null };
  const isLines = written.height === null && kindOf(typeOfLink(link)) === "video";
  const { width, height } = isLines ? { width: null, height: written.width } : written;
  const derived = width === null && height !== null && aspect !== null ? Math.round(height * aspect) : null;
  return { width: width ?? derived, height };
}

interface Offered {
  /** From the one with most lines down; equally good ones as they are listed. */
  files: Link[];
  playlists: Link[];
  /** Those of the files that a playlist names. */
  nested: ReadonlySet<Link>;
}

function offered(links: readonly Link[]): Offered {
  const playable = links.filter(isPlayable);
  const playlists = playable.filter((link) => isPlaylist(typeOfLink(link)));
  const named = playlists.flatMap((link) => readLinks(link.json.tag)).filter(isPlayable);
  const nested = new Set(named.filter((link) => !isPlaylist(typeOfLink(link))));
  const all = [...playable.filter((link) => !playlists.includes(link)), ...nested];
  const files = complete(all, playlists.length > 0).toSorted((a, b) => linesOf(b) - linesOf(a));
  playlists.sort((a, b) => Number(isHls(b)) - Number(isHls(a)));
  return { files, playlists, nested };
}

/** Without the halves of a film whose picture and sound are apart, when a playlist brings them together. */
function complete(files: Link[], hasPlaylist: boolean): Link[] {
  const streams = files.map((link) => ({ link, ...streamsOf(link) }));
  const films = streams.filter(({ seen }) => seen);
  if (films.length === 0) return files;
  const isApart = hasPlaylist && streams.some(({ seen }) => !seen);
  return films.filter(({ heard }) => heard || !isApart).map(({ link }) => link);
}

/** PeerTube says what is in a file (`ffprobe_codec_type`); older ones of zero lines hold sound alone. */
function streamsOf(link: Link): { seen: boolean; heard: boolean } {
  const codecs = objects(link.json.attachment)
    .filter((property) => text(property.name) === "ffprobe_codec_type")
    .map((property) => text(property.value));
  if (kindOf(typeOfLink(link)) === "audio") return { seen: false, heard: true };
  if (codecs.length > 0) return { seen: codecs.includes("video"), heard: codecs.includes("audio") };
  return { seen: count(link.json.height) !== 0, heard: true };
}

function isPlayable(link: Link): boolean {
  const kind = kindOf(typeOfLink(link));
  return kind === "video" || kind === "audio";
}

function isHls(link: Link): boolean {
  return typeOfLink(link) === hlsType;
}

function isMp4(link: Link): boolean {
  return typeOfLink(link) === "video/mp4";
}

/** The shorter side, as in `1080p`. */
function linesOf(link: Link): number {
  const { width, height } = frameOf(link, null);
  return Math.min(width ?? Number.POSITIVE_INFINITY, height ?? width ?? 0);
}

function framesASecond(link: Link): number | null {
  const fps = number(link.json.fps);
  return fps !== null && fps > 0 && fps <= 1_000 ? fps : null;
}
