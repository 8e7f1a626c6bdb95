import path from "node:path";
import { err, ok, type Result } from "#protocol/result.ts";
import { digestOf } from "../digest.ts";
import { addOutput, commandOn } from "../ffmpeg/command.ts";
import { produced } from "../ffmpeg/file.ts";
import type { Ffmpeg } from "../ffmpeg/find.ts";
import { inFolder } from "../ffmpeg/folder.ts";
import { type Job, type MakeOptions, makeFrom, makeIn, prove, type Source } from "../ffmpeg/job.ts";
import { countFrames, type PictureStream } from "../ffmpeg/probe.ts";
import { runFfmpeg } from "../ffmpeg/run.ts";
import { defaultVideoSettings } from "../ffmpeg/settings.ts";
import { hashLuma } from "../hashing/pdq.ts";
import type { MediaError, Produced } from "../produced.ts";
import { h264Options } from "./encode.ts";
import { framesOfWebp } from "./frames.ts";
import { posterAt } from "./poster.ts";
import { createSamples } from "./samples.ts";
import { type Size, shrink, within } from "./sizes.ts";

const MAX_SECONDS = 600;
const SAMPLES = 60;
const SAMPLE_SIDE = 640;
const FALLBACK_FPS = 10;

/**
 * An animated GIF, APNG or WebP as a silent video that begins again by itself (`gifv`): a tenth of the bytes, and what
 * peers play. On white where it can be seen through, as video has no transparency. With a poster and hashes of a frame a second.
 *
 * @param work an existing folder; what is produced lies in a new one inside it, and nothing is left there of what fails
 * @example
 * const made = await makeAnimation(ffmpeg, { path, mediaType: "image/gif" }, work);
 * if (!made.ok) return made.error.type; // "media/too-many-frames"
 */
export function makeAnimation(
  ffmpeg: Ffmpeg,
  source: Source,
  work: string,
  options: MakeOptions = {},
): Promise<Result<Produced, MediaError>> {
  const { settings = defaultVideoSettings } = options;
  // A second of an animation is drawn in minutes at most, and one of days was made to keep the machine at work.
  const limits = { ...settings.limits, seconds: Math.min(settings.limits.seconds, MAX_SECONDS) };
  const bounded = { ...options, settings: { ...settings, limits } };
  if (source.mediaType !== "image/webp") return makeFrom(ffmpeg, source, work, bounded, animationFrom);
  // ffmpeg before 8 does not read WebP that moves; sharp does.
  return inFolder(work, async (folder) => {
    const list = await framesOfWebp(source.path, folder, bounded.settings, options.signal);
    if (!list.ok) return list;
    const input = { path: list.value, demuxer: "concat" };
    return makeIn(folder, ffmpeg, input, bounded, (job) => animationFrom(job, path.resolve(source.path)));
  });
}

async function animationFrom(job: Job, original = job.input.path): Promise<Result<Produced, MediaError>> {
  const { ffmpeg, input, seen, settings, run, onProgress } = job;
  const { picture, duration: declared } = seen;
  if (picture === null) return err({ type: "media/unreadable", detail: "it has no picture" });
  const counted = { most: settings.maxFrames + 1, mostPixels: settings.maxPixels };
  const frames = await countFrames(ffmpeg, input, picture.index, counted, run);
  if (!frames.ok) return frames;
  if (frames.value > settings.maxFrames)
    return err({ type: "media/too-many-frames", most: settings.maxFrames });
  const size = shrink(picture, settings.renditions[0] ?? 1_080);
  const fps = Math.min(picture.fps ?? FALLBACK_FPS, settings.maxFps);
  const sample = within(size, SAMPLE_SIDE);
  const perSecond = Math.min(1, SAMPLES / (declared ?? SAMPLES));
  const samples = createSamples(sample, perSecond, hashLuma);
  const command = commandOn(input, settings.maxPixels, "-t", String(settings.maxSeconds + 1));
  command.complexFilter(graphOf(picture, size, sample, perSecond, settings.maxFps));
  const faststart = ["-movflags", "+faststart"];
  addOutput(command, "main.mp4", "-map", "[main]", ...h264Options(size, fps, settings), ...faststart);
  const most = ["-frames:v", String(SAMPLES)];
  addOutput(command, "pipe:1", "-map", "[samples]", ...most, "-c:v", "rawvideo", "-f", "rawvideo");
  const ran = await runFfmpeg(ffmpeg, command, {
    ...run,
    onOutput: samples.take,
    onTime: (seconds) => declared && onProgress(Math.min(0.9, (seconds / declared) * 0.9)),
  });
  if (!ran.ok) return ran;
  const main = path.join(run.folder, "main.mp4");
  const proven = await prove(job, { path: main, demuxer: "mov" });
  if (!proven.ok) return proven;
  const poster = await posterAt(job, samples.poster());
  if (!poster.ok) return poster;
  const { duration, bitrate } = proven.value;
  const shown = { ...size, fps: proven.value.picture?.fps ?? fps };
  const files = [await produced("main", main, "video/mp4", shown), ...poster.value.files];
  const sha256 = await digestOf(original);
  onProgress(1);
  return ok({
    kind: "gifv",
    sha256,
    ...shown,
    duration,
    bitrate,
    blurhash: poster.value.blurhash,
    colour: poster.value.colour,
    hashes: samples.hashes().map((hash) => ({ ...hash, at: Math.min(hash.at ?? 0, duration) })),
    waveform: null,
    files,
  });
}

function graphOf(
  picture: PictureStream,
  size: Size,
  sample: Size,
  perSecond: number,
  maxFps: number,
): string[] {
  const to = ({ width, height }: Size) => `scale=${width}:${height}`;
  const slower = (picture.fps ?? 0) > maxFps + 0.5 ? `,fps=${maxFps}` : "";
  return [
    `[0:${picture.index}]${to(size)},format=rgba,split=2[over][under]`,
    "[under]lutrgb=r=maxval:g=maxval:b=maxval:a=maxval[white]",
    `[white][over]overlay=format=auto${slower},format=yuv420p,setsar=1,split=2[main][some]`,
    `[some]fps=${perSecond}:round=up,${to(sample)}:flags=area,format=gray[samples]`,
  ];
}
