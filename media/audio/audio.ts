import path from "node:path";
import { err, ok, type Result } from "#protocol/result.ts";
import { digestOf } from "../digest.ts";
import { addOutput, commandOn } from "../ffmpeg/command.ts";
import { produced } from "../ffmpeg/file.ts";
import type { Ffmpeg } from "../ffmpeg/find.ts";
import { type Job, type MakeOptions, makeFrom, prove, type Source } from "../ffmpeg/job.ts";
import { runFfmpeg } from "../ffmpeg/run.ts";
import type { MediaError, Produced } from "../produced.ts";
import { coverOf } from "./cover.ts";
import { aacOptions, addWaveform, newAacOptions, opusOptions } from "./encoding.ts";
import { createWaveform } from "./waveform.ts";

/**
 * Sound as every browser, telephone and peer plays it: `main` is AAC in M4A, the `alternative` is Opus. As loud as it was,
 * without a word about who made it, with its shape, and with its cover as `poster` and `small`.
 *
 * @param work an existing folder; what is produced lies in a new one inside it, and nothing is left there of what fails
 * @example
 * const made = await makeSound(ffmpeg, { path, mediaType: "audio/flac" }, work);
 * if (made.ok) made.value.waveform; // 100 numbers from 0 to 1
 */
export function makeSound(
  ffmpeg: Ffmpeg,
  source: Source,
  work: string,
  options: MakeOptions = {},
): Promise<Result<Produced, MediaError>> {
  return makeFrom(ffmpeg, source, work, options, soundFrom);
}

/** Demuxers of sound that lies in no container. */
const bare = ["mp3", "aac"];

/** What becomes of a file's sound. */
export async function soundFrom(job: Job): Promise<Result<Produced, MediaError>> {
  const { ffmpeg, input, seen, settings, run, onProgress } = job;
  const { sound, duration: declared } = seen;
  if (sound === null) return err({ type: "media/unreadable", detail: "neither picture nor sound" });
  const waveform = createWaveform();
  const command = commandOn(input, settings.maxPixels, "-t", String(settings.maxSeconds + 1));
  const stream = ["-map", `0:${sound.index}`];
  // A stream without a container may end in anything: tags, another file. Encoded anew, it is sound alone.
  const aac = bare.includes(input.demuxer) ? newAacOptions(sound) : aacOptions(sound);
  addOutput(command, "main.m4a", ...stream, ...aac, "-movflags", "+faststart", "-f", "mp4");
  addOutput(command, "alternative.ogg", ...stream, ...opusOptions(sound), "-f", "ogg");
  addWaveform(command, sound.index);
  const ran = await runFfmpeg(ffmpeg, command, {
    ...run,
    onSecondOutput: waveform.take,
    onTime: (seconds) => declared && onProgress(Math.min(0.95, (seconds / declared) * 0.95)),
  });
  if (!ran.ok) return ran;
  const main = path.join(run.folder, "main.m4a");
  const proven = await prove(job, { path: main, demuxer: "mov" });
  if (!proven.ok) return proven;
  const cover = await coverOf(job);
  const files = [
    await produced("main", main, "audio/mp4"),
    await produced("alternative", path.join(run.folder, "alternative.ogg"), "audio/ogg"),
    ...(cover?.files ?? []),
  ];
  const sha256 = await digestOf(input.path);
  onProgress(1);
  const { duration, bitrate } = proven.value;
  return ok({
    kind: "audio",
    sha256,
    width: null,
    height: null,
    duration,
    fps: null,
    bitrate,
    blurhash: cover?.blurhash ?? null,
    colour: cover?.colour ?? null,
    hashes: [],
    waveform: waveform.values(),
    files,
  });
}
