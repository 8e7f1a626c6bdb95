import createCommand, { type FfmpegCommand } from "fluent-ffmpeg";
import { MOST_STREAMS } from "./failure.ts";

/** A file and the one demuxer that may read it. */
export interface Input {
  path: string;
  demuxer: string;
}

/**
 * ffmpeg's demuxers by what a file was identified as. Each reads the file itself and opens no other: never those of
 * playlists (hls, dash, concat, sdp, rtsp, ...), which ffmpeg finds by content if it is left to choose.
 */
const demuxers: Readonly<Record<string, string>> = {
  "video/mp4": "mov",
  "video/quicktime": "mov",
  "audio/mp4": "mov",
  "video/webm": "matroska",
  "audio/webm": "matroska",
  "video/matroska": "matroska",
  "video/x-matroska": "matroska",
  "audio/mpeg": "mp3",
  "audio/ogg": "ogg",
  "video/ogg": "ogg",
  "audio/flac": "flac",
  "audio/wav": "wav",
  "audio/aac": "aac",
  "image/gif": "gif",
  "image/apng": "apng",
};

/** What reads a media type; null for what is not read here. */
export function demuxerOf(mediaType: string): string | null {
  return Object.hasOwn(demuxers, mediaType) ? (demuxers[mediaType] ?? null) : null;
}

/** Decoders of what cameras, telephones and browsers make: ffmpeg has hundreds more, of formats that nobody looks after. */
const decoders = [
  "h264 hevc vp8 vp9 libvpx libvpx-vp9 av1 libdav1d libaom-av1 mpeg4 mpeg2video mpeg1video h263 mjpeg prores theora gif apng png",
  "aac mp3 mp3float opus libopus vorbis libvorbis flac alac ac3 eac3 adpcm_ms adpcm_ima_wav pcm_mulaw pcm_alaw pcm_u8",
  "pcm_s16le pcm_s16be pcm_s24le pcm_s24be pcm_s32le pcm_s32be pcm_f32le pcm_f32be pcm_f64le pcm_s8",
]
  .join(" ")
  .replaceAll(" ", ",");

/** What bounds the reading of somebody's file. */
export function inputBounds(demuxer: string, mostPixels: number): string[] {
  return [
    ["-protocol_whitelist", "file,pipe"],
    ["-codec_whitelist", decoders],
    ["-max_streams", String(MOST_STREAMS)],
    ["-max_pixels", String(mostPixels)],
    ["-f", demuxer],
  ].flat();
}

/**
 * A command that reads one file of somebody's.
 *
 * @param more options of the input, such as `-ss`
 */
export function commandOn(input: Input, mostPixels: number, ...more: string[]): FfmpegCommand {
  const command = createCommand().input(input.path);
  return withOptions(command, "input", [...inputBounds(input.demuxer, mostPixels), ...more]);
}

/** Adds a file, or `pipe:1`, that is written with these options and without a word of what the source says about itself. */
export function addOutput(command: FfmpegCommand, target: string, ...options: string[]): FfmpegCommand {
  const silent = [
    "-map_metadata",
    "-1",
    "-map_chapters",
    "-1",
    "-fflags",
    "+bitexact",
    "-max_muxing_queue_size",
    "1024",
  ];
  return withOptions(command.output(target), "output", [...options, ...silent]);
}

/** fluent-ffmpeg splits a list at spaces, and single arguments not. */
function withOptions(command: FfmpegCommand, of: "input" | "output", options: string[]): FfmpegCommand {
  return of === "input" ? command.inputOptions(...options) : command.outputOptions(...options);
}
