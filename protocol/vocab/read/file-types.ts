import { hlsType, type MediumKind } from "../../model/medium.ts";
import type { Link } from "./links.ts";

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
  m3u8: hlsType,
  mp3: "audio/mpeg",
  ogg: "audio/ogg",
  oga: "audio/ogg",
  opus: "audio/opus",
  flac: "audio/flac",
  wav: "audio/wav",
  m4a: "audio/mp4",
  pdf: "application/pdf",
};
const playlists = new Set([hlsType, "application/dash+xml"]);

/** The media type of a file by the end of its address. */
export function guessMediaType(url: string): string | null {
  const path = URL.parse(url)?.pathname ?? "";
  return extensions[/\.([a-z0-9]{2,4})$/i.exec(path)?.[1]?.toLowerCase() ?? ""] ?? null;
}

/** The media type of what a link leads to, by its own word or by its address. */
export function typeOfLink(link: Link): string | null {
  return link.mediaType ?? guessMediaType(link.href);
}

/** Whether a media type is of a playlist, which leads to the files of an adaptive stream. */
export function isPlaylist(mediaType: string | null): boolean {
  return mediaType !== null && playlists.has(mediaType);
}

/** What a media type shows as; playlists are videos. */
export function kindOf(mediaType: string | null): MediumKind {
  const family = mediaType?.split("/")[0];
  if (family === "image" || family === "video" || family === "audio") return family;
  return isPlaylist(mediaType) ? "video" : "document";
}
