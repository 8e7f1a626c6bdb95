import type { Medium } from "#protocol/model/medium.ts";
import { mediumId } from "../../media/medium-id.ts";
import type { AccountDeps } from "./account.ts";

const types = { image: "image", video: "video", audio: "audio", document: "unknown" } as const;

/**
 * Mastodon's MediaAttachment. https://docs.joinmastodon.org/entities/MediaAttachment/
 *
 * Media of other servers have no rows: their id is made of the address. They are shown by this node, and `remote_url` says
 * where they are from.
 */
export function mediaEntity({ proxy }: Pick<AccountDeps, "proxy">, medium: Medium) {
  const { url, kind } = medium;
  const isOwn = medium.id !== undefined;
  const served = proxy.of(url, "original");
  const captions = (medium.captions ?? []).flatMap((caption) => {
    const at = proxy.of(caption.url, "original");
    return at === null ? [] : [{ ...caption, url: at }];
  });
  return {
    id: mediumId(medium),
    type: kind === "video" && medium.loops ? "gifv" : types[kind],
    // A document is opened by who wants it, as a link is: this node passes on what apps show by themselves.
    url: kind === "document" && served !== null ? url : served,
    preview_url: proxy.of(medium.previewUrl ?? (kind === "image" ? url : null), "small"),
    remote_url: isOwn ? null : url,
    preview_remote_url: isOwn ? null : medium.previewUrl,
    text_url: null,
    meta: metaOf(medium),
    description: medium.alt,
    blurhash: medium.blurhash,
    // Beyond Mastodon's.
    ...(captions.length > 0 && { captions }),
    ...(medium.storyboardUrl && { storyboard: medium.storyboardUrl }),
    ...(medium.waveform && { waveform: medium.waveform.map((loudness) => Math.round(loudness * 100) / 100) }),
    ...(medium.colour && { colour: medium.colour }),
  };
}

function metaOf({ kind, width, height, duration, fps, bitrate, previewSize, focalPoint }: Medium) {
  const size = width && height ? sizeOf(width, height) : null;
  const small = previewSize ? sizeOf(...previewSize) : size;
  const moves = kind === "video" || kind === "audio";
  const time = moves && duration !== null ? { duration } : null;
  const rate = moves && bitrate ? { bitrate } : null;
  const original = {
    ...size,
    ...(fps && { frame_rate: `${Math.round(fps * 1_000)}/1000` }),
    ...time,
    ...rate,
  };
  return {
    ...(time !== null && { length: lengthOf(time.duration), ...time }),
    ...(fps && { fps: Math.round(fps) }),
    ...(moves && size),
    ...(kind === "audio" && bitrate && { audio_bitrate: `${Math.round(bitrate / 1_000)} kb/s` }),
    ...(Object.keys(original).length > 0 && { original }),
    ...(small !== null && { small }),
    ...(focalPoint !== null && { focus: { x: focalPoint[0], y: focalPoint[1] } }),
  };
}

function sizeOf(width: number, height: number) {
  return { width, height, size: `${width}x${height}`, aspect: width / height };
}

/** `0:01:02.50`, as ffmpeg and so Mastodon write it. */
function lengthOf(seconds: number): string {
  const hundredths = Math.round(seconds * 100);
  const two = (value: number) => String(value).padStart(2, "0");
  const whole = Math.floor(hundredths / 100);
  return `${Math.floor(whole / 3_600)}:${two(Math.floor(whole / 60) % 60)}:${two(whole % 60)}.${two(hundredths % 100)}`;
}
