import path from "node:path";
import { err, ok, type Result } from "#protocol/result.ts";
import { soundFrom } from "../audio/audio.ts";
import { createWaveform } from "../audio/waveform.ts";
import { digestOf } from "../digest.ts";
import { commandOn } from "../ffmpeg/command.ts";
import { produced } from "../ffmpeg/file.ts";
import type { Ffmpeg } from "../ffmpeg/find.ts";
import { type Job, type MakeOptions, makeFrom, prove, type Source } from "../ffmpeg/job.ts";
import type { PictureStream, Probe } from "../ffmpeg/probe.ts";
import { runFfmpeg } from "../ffmpeg/run.ts";
import { hashLuma } from "../hashing/pdq.ts";
import type { MediaError, Produced } from "../produced.ts";
import { addRendition, encode, h264Options } from "./encode.ts";
import { type Plan, planOf } from "./plan.ts";
import { targetDuration, toStream } from "./playlist.ts";
import { posterAt } from "./poster.ts";
import { createSamples } from "./samples.ts";
import { toStoryboard } from "./storyboard.ts";

/** Seconds of a segment beyond which a stream would start and change slowly. */
const MAX_SEGMENT = 12;

/**
 * A video as every browser, telephone and peer plays it: `main` is H.264 and AAC in MP4 that plays while it loads, upright,
 * at most 1080p at 60 frames a second, without a word of where and with what it was taken. With it come an adaptive stream (HLS,
 * RFC 8216), a poster, a storyboard, hashes of a frame a second, and the shape of its sound. Of what has only sound becomes sound.
 *
 * A picture or a sound that everybody plays already stays as it is: that takes seconds instead of minutes.
 *
 * @param work an existing folder; what is produced lies in a new one inside it, and nothing is left there of what fails
 * @example
 * const made = await makeVideo(ffmpeg, { path, mediaType: "video/quicktime" }, work, { signal });
 * if (!made.ok) return made.error.type; // "media/too-long"
 */
export function makeVideo(
  ffmpeg: Ffmpeg,
  source: Source,
  work: string,
  options: MakeOptions = {},
): Promise<Result<Produced, MediaError>> {
  return makeFrom(ffmpeg, source, work, options, (job) => {
    const { picture } = job.seen;
    return picture === null ? soundFrom(job) : videoFrom(job, { ...job.seen, picture });
  });
}

async function videoFrom(
  job: Job,
  seen: Probe & { picture: PictureStream },
): Promise<Result<Produced, MediaError>> {
  const { ffmpeg, input, settings, run, onProgress } = job;
  const plan = planOf(seen, settings);
  const samples = createSamples(plan.sampling.size, plan.sampling.perSecond, hashLuma);
  const waveform = createWaveform();
  const encoded = await runFfmpeg(ffmpeg, encode(input, seen, plan, settings), {
    ...run,
    // What ffmpeg reports is about the output that is furthest behind, and the storyboard is written at the end.
    onOutput(chunk) {
      samples.take(chunk);
      if (seen.duration) onProgress(Math.min(0.9, (samples.seconds() / seen.duration) * 0.9));
    },
    onSecondOutput: waveform.take,
  });
  if (!encoded.ok) return encoded;
  const main = await prove(job, { path: path.join(run.folder, "main.mp4"), demuxer: "mov" });
  if (!main.ok) return main;
  const { duration, bitrate, picture, sound } = main.value;
  if (!picture?.fps) return err({ type: "media/unreadable", detail: "it has no frames" });
  const topped = await addTop(job, plan, sound !== null);
  if (!topped.ok) return topped;
  onProgress(0.95);
  const poster = await posterAt(job, samples.poster());
  if (!poster.ok) return poster;
  const { fps } = picture;
  const renditions = [plan.main, ...plan.smaller].map((size, at) => ({ name: String(at), size, fps }));
  const files = [
    await produced("main", path.join(run.folder, "main.mp4"), "video/mp4", { ...plan.main, fps }),
    ...poster.value.files,
    ...(await toStream(run.folder, renditions, sound !== null)),
    ...(plan.storyboard ? await toStoryboard(run.folder, plan.storyboard, duration) : []),
  ];
  const sha256 = await digestOf(input.path);
  onProgress(1);
  return ok({
    kind: "video",
    sha256,
    ...plan.main,
    duration,
    fps,
    bitrate,
    blurhash: poster.value.blurhash,
    colour: poster.value.colour,
    // Rounded up, the last frame is one of a time at which all is over.
    hashes: samples.hashes().map((hash) => ({ ...hash, at: Math.min(hash.at ?? 0, duration) })),
    waveform: waveform.values(),
    files,
  });
}

/** The stream's largest rendition, `0`: `main` in another packing, unless its key frames are too far apart. */
async function addTop(
  { ffmpeg, settings, run }: Job,
  plan: Plan,
  hasSound: boolean,
): Promise<Result<undefined, MediaError>> {
  const main = { path: path.join(run.folder, "main.mp4"), demuxer: "mov" };
  const sound = hasSound ? ["-map", "0:a:0", "-c:a", "copy"] : [];
  const top = (picture: string[]) => {
    const command = commandOn(main, settings.maxPixels);
    addRendition(command, "0", ["-map", "0:v:0", ...picture, ...sound]);
    return runFfmpeg(ffmpeg, command, run);
  };
  const packed = await top(["-c:v", "copy"]);
  if (!packed.ok || !plan.keepsPicture) return packed;
  if ((await targetDuration(path.join(run.folder, "0.m3u8"))) <= MAX_SEGMENT) return packed;
  return top(h264Options(plan.main, plan.fps, settings));
}
