import { toText } from "../../html/text.ts";
import type { Iri } from "../../ids/iri.ts";
import type { JsonObject } from "../../model/activity.ts";
import { type Caption, hlsType, type Medium, type MediumFile } from "../../model/medium.ts";
import type { Post } from "../../model/post.ts";
import { guessMediaType } from "../read/file-types.ts";
import { compact, videoContext } from "./context.ts";
import { writeCaption } from "./medium.ts";
import { peerTubeLanguage } from "./peertube-language.ts";

/** What a film's document needs beside its post. */
export interface VideoSurroundings {
  /** The id of the film, which is not that of the post. */
  iri: Iri;
  /** UUIDv7; the film's own is made of it. */
  postId: string;
  /** The group that films of the author appear in. */
  channel: Iri;
  likes: Iri;
  shares: Iri;
  replies: Iri;
}

/** What PeerTube keeps, in characters: more is refused, less than three as well. */
const mostOfTitle = 120;
const mostOfText = 10_000;
const mostOfLanguage = 10;
const least = 3;
const tagLengths = { least: 2, most: 30 };
const COMMENTS_ENABLED = 1;
const PUBLISHED = 1;

/**
 * The film of a post that may be published as a `Video`: the first that has a poster, a length, and a file whose size and
 * lines are known, without which PeerTube refuses it. `null` when the post has none.
 */
export function filmOf(post: Pick<Post, "media">): Medium | null {
  return (
    post.media.find((medium) => medium.kind === "video" && medium.loops !== true && isComplete(medium)) ??
    null
  );
}

function isComplete(medium: Medium): boolean {
  const { previewUrl, duration, height, size, mediaType } = medium;
  return previewUrl !== null && duration !== null && height !== null && size !== null && mediaType !== null;
}

/**
 * A post's film as PeerTube publishes one: files and an HLS playlist as `url`, captions, poster, whose account and channel
 * it is. What PeerTube insists on: server/core/helpers/custom-validators/activitypub/videos.ts at 0f2931a5.
 *
 * @param film by {@link filmOf}
 * @example writeVideo(post, film, { iri: uris.video(id), channel: uris.channel(author), postId: id, … })
 */
export function writeVideo(post: Post, film: Medium, surroundings: VideoSurroundings): JsonObject {
  const { iri, postId, channel, likes, shares, replies } = surroundings;
  const published = post.publishedAt?.toISOString();
  const text = describe(post);
  const { width, height } = film;
  return compact({
    "@context": videoContext,
    id: iri,
    type: "Video",
    name: titleOf(post, film),
    uuid: randomLooking(postId),
    attributedTo: [
      { type: "Person", id: post.author },
      { type: "Group", id: channel },
    ],
    to: post.to,
    cc: post.cc,
    published,
    updated: post.updatedAt?.toISOString() ?? published,
    // Older versions take everything but digits away, so that a fraction would make it ten times as long.
    duration: `PT${Math.ceil(film.duration ?? 0)}S`,
    mediaType: text === null ? null : "text/markdown",
    content: text,
    language: writeLanguage(post.language),
    sensitive: post.sensitive,
    summary: post.warning,
    views: 0,
    state: PUBLISHED,
    commentsPolicy: COMMENTS_ENABLED,
    commentsEnabled: true,
    downloadEnabled: true,
    waitTranscoding: false,
    isLiveBroadcast: false,
    tag: post.hashtags.filter(isKeptTag).map((name) => ({ type: "Hashtag", name })),
    icon: [writePoster(film)],
    aspectRatio: width === null || height === null ? null : Number((width / height).toFixed(4)),
    subtitleLanguage: inKnownLanguages(film.captions ?? []).map(writeCaption),
    url: [{ type: "Link", mediaType: "text/html", href: post.url }, ...writeFiles(film, postId)],
    likes,
    shares,
    comments: replies,
  });
}

/** The title; without one, how the text begins. */
function titleOf(post: Post, film: Medium): string {
  const lines = [post.title, firstLine(toText(post.html)), film.alt && firstLine(film.alt)];
  const title = lines.find((line) => typeof line === "string" && line.length >= least) ?? "Video";
  return title.length <= mostOfTitle
    ? title
    : `${title.slice(0, mostOfTitle - 1).replace(/[\ud800-\udbff]$/, "")}…`;
}

function firstLine(text: string): string {
  return text.trim().split("\n", 1)[0]?.trim() ?? "";
}

/** As it was typed when that is Markdown, which is what PeerTube shows. */
function describe({ source, html }: Post): string | null {
  const typed = source?.mediaType === "text/markdown" ? source.content : toText(html);
  const text = typed.trim().slice(0, mostOfText);
  return text.length < least ? null : text;
}

/** PeerTube takes UUIDs of version 4 alone. The rest of one of version 7 is as good as its own. */
function randomLooking(id: string): string {
  return `${id.slice(0, 14)}4${id.slice(15)}`;
}

function writeLanguage(language: string | null): JsonObject | null {
  return language === null || language.length > mostOfLanguage
    ? null
    : { identifier: language, name: language };
}

/** One for each language that PeerTube tells apart. */
function inKnownLanguages(captions: readonly Caption[]): Caption[] {
  const known = new Map<string, Caption>();
  for (const caption of captions) {
    const language = peerTubeLanguage(caption.language);
    if (language !== null && !known.has(language)) known.set(language, { ...caption, language });
  }
  return [...known.values()];
}

function isKeptTag(name: string): boolean {
  return name.length >= tagLengths.least && name.length <= tagLengths.most;
}

function writePoster({ previewUrl, previewSize, ...film }: Medium): JsonObject {
  const mediaType = guessMediaType(previewUrl ?? "") ?? "image/jpeg";
  const [width, height] = previewSize ?? [film.width, film.height];
  return { type: "Image", url: previewUrl, mediaType, width: width ?? 0, height: height ?? 0 };
}

/**
 * The files; those of an adaptive stream stand in the `tag` of its playlist, so that none is there twice. PeerTube keeps
 * files by the last part of their address, each once, and refuses a film with one that another has: as the same file may be
 * in two posts here, each names it with the post's id behind a question mark (server/core/models/video/video-file.ts).
 */
function writeFiles(film: Medium, postId: string): JsonObject[] {
  const { url, mediaType, width, height, size, fps = null, alternatives = [] } = film;
  const main: MediumFile = { url, mediaType: mediaType ?? "", width, height, size, fps };
  const playlist = alternatives.find((file) => file.mediaType === hlsType);
  const files = alternatives.filter((file) => file.height !== null && file.size !== null);
  const renditions = playlist === undefined ? [] : files.filter((file) => file.mediaType === "video/mp4");
  const others = files.filter((file) => file.mediaType.startsWith("video/") && !renditions.includes(file));
  const write = (file: MediumFile) => writeFile({ ...file, url: `${file.url}?film=${postId}` });
  const links = [main, ...others].map(write);
  if (playlist === undefined) return links;
  const tag = renditions.map(write);
  return [...links, { type: "Link", mediaType: hlsType, href: playlist.url, tag }];
}

function writeFile({ url: href, mediaType, width, height, size, fps }: MediumFile): JsonObject {
  return compact({
    type: "Link",
    mediaType,
    href,
    width,
    height,
    size,
    fps: fps === null ? null : Math.round(fps),
  });
}
