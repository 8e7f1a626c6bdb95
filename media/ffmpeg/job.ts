import path from "node:path";
import { err, type Result } from "#protocol/result.ts";
import type { MediaError, OnProgress, Produced } from "../produced.ts";
import { demuxerOf, type Input } from "./command.ts";
import type { Ffmpeg } from "./find.ts";
import { inFolder } from "./folder.ts";
import { type Probe, probe } from "./probe.ts";
import type { RunOptions } from "./run.ts";
import { defaultVideoSettings, type VideoSettings } from "./settings.ts";

export interface Source {
  path: string;
  /** As `identify` has found it, whatever its sender says. */
  mediaType: string;
}

export interface MakeOptions {
  signal?: AbortSignal | undefined;
  onProgress?: OnProgress | undefined;
  settings?: VideoSettings | undefined;
}

/** Making something of one file. */
export interface Job {
  ffmpeg: Ffmpeg;
  input: Input;
  /** What the file says it holds. */
  seen: Probe;
  settings: VideoSettings;
  /** For every run of ffmpeg's; `folder` is the job's own. */
  run: Pick<RunOptions, "folder" | "signal" | "limits">;
  onProgress: OnProgress;
}

/**
 * Looks at a file and lets `make` make something of it in a folder of its own.
 *
 * @param source of a media type that ffmpeg reads, and not longer than the settings allow by its own account
 */
export function makeFrom(
  ffmpeg: Ffmpeg,
  source: Source,
  work: string,
  options: MakeOptions,
  make: (job: Job) => Promise<Result<Produced, MediaError>>,
): Promise<Result<Produced, MediaError>> {
  return inFolder(work, async (folder) => {
    const demuxer = demuxerOf(source.mediaType);
    if (demuxer === null) return err({ type: "media/unknown-type", detail: source.mediaType });
    return makeIn(folder, ffmpeg, { path: path.resolve(source.path), demuxer }, options, make);
  });
}

/** The same in a folder that is there, of what is ffmpeg's to read. */
export async function makeIn(
  folder: string,
  ffmpeg: Ffmpeg,
  input: Input,
  { signal, onProgress = () => {}, settings = defaultVideoSettings }: MakeOptions,
  make: (job: Job) => Promise<Result<Produced, MediaError>>,
): Promise<Result<Produced, MediaError>> {
  const run = { folder, signal, limits: settings.limits };
  const seen = await probe(ffmpeg, input, settings.maxPixels, run);
  if (!seen.ok) return seen;
  if ((seen.value.duration ?? 0) > settings.maxSeconds)
    return err({ type: "media/too-long", mostSeconds: settings.maxSeconds });
  return make({ ffmpeg, input, seen: seen.value, settings, run, onProgress });
}

/** Demuxers that guess the length from the bit rate of the first frames. */
const guessing = ["mp3", "aac"];

/**
 * What has become of a file in fact, as it may end long before its header says, or go on.
 *
 * @param made what has been made of it, in the job's folder
 */
export async function prove(
  job: Job,
  made: Input,
): Promise<Result<Probe & { duration: number }, MediaError>> {
  const { ffmpeg, input, seen, settings, run } = job;
  const probed = await probe(ffmpeg, made, settings.maxPixels, run);
  if (!probed.ok) return probed;
  const { duration } = probed.value;
  if (duration === null) return err({ type: "media/unreadable", detail: "there is nothing in it" });
  if (duration > settings.maxSeconds + 0.5)
    return err({ type: "media/too-long", mostSeconds: settings.maxSeconds });
  const declared = guessing.includes(input.demuxer) ? 0 : (seen.duration ?? 0);
  if (duration < declared * 0.9 - 1)
    return err({ type: "media/unreadable", detail: `it ends after ${duration} of ${declared} s` });
  return { ok: true, value: { ...probed.value, duration } };
}
