import { execFile } from "node:child_process";
import { mkdir, rm } from "node:fs/promises";
import path from "node:path";
import { promisify } from "node:util";
import { type Ffmpeg, findFfmpeg } from "#media/ffmpeg/find.ts";
import { defaultVideoSettings } from "#media/ffmpeg/settings.ts";
import { h264Options } from "#media/video/encode.ts";
import { makeVideo } from "#media/video/video.ts";
import type { Part } from "../bench.ts";
import { median } from "../measure/percentile.ts";
import { round } from "../table.ts";

const run = promisify(execFile);
const size = { width: 1280, height: 720 };
const fps = 30;
/** What is compared makes `main` alone: the bare command has no renditions either. */
const settings = { ...defaultVideoSettings, renditions: [720] };

/** A video of 720p, from the file to all that is made of it, beside the ffmpeg command that makes only its MP4. */
export const transcoding: Part = {
  name: "transcoding",
  about: "a video to MP4 with poster, hashes and stream, beside the bare ffmpeg command",
  async run(bench) {
    const ffmpeg = await findFfmpeg();
    if (ffmpeg === null) return bench.progress("skipped: no ffmpeg here");
    const seconds = bench.count(10, 2);
    const folder = bench.tempDir();
    const source = path.join(folder, "source.mkv");
    const sources = [
      "-f",
      "lavfi",
      "-i",
      `testsrc2=s=1280x720:r=${fps}:d=${seconds}`,
      "-f",
      "lavfi",
      "-i",
      `sine=d=${seconds}`,
    ];
    await run(ffmpeg.ffmpeg, [
      "-v",
      "error",
      ...sources,
      "-c:v",
      "mpeg4",
      "-q:v",
      "3",
      "-c:a",
      "flac",
      source,
    ]);
    const ours: number[] = [];
    const bare: number[] = [];
    for (let at = 0; at < bench.count(3, 1); at++) {
      bench.progress(`round ${at + 1}`);
      bare.push(await timed(() => bareCommand(ffmpeg, source, path.join(folder, "bare.mp4"))));
      ours.push(await timed(() => whole(ffmpeg, source, path.join(folder, "work"))));
    }
    const speed = (each: number[]) => seconds / median(each);
    bench.row({
      part: "transcoding",
      what: "720p30, MPEG-4 to H.264 with all that belongs to it",
      value: `${round(speed(ours))} x real time, ${round(speed(ours) / speed(bare))} x`,
      beside: `${round(speed(bare))} x real time, the bare command making the MP4`,
    });
  },
};

async function bareCommand(ffmpeg: Ffmpeg, source: string, target: string): Promise<void> {
  const threads = ["-threads", String(settings.threads)];
  const sound = ["-c:a", "aac", "-b:a", "96k", "-movflags", "+faststart"];
  const options = [
    "-v",
    "error",
    "-y",
    ...threads,
    "-i",
    source,
    ...h264Options(size, fps, settings),
    ...sound,
    target,
  ];
  // At the priority that ours has: on a machine with other work to do, that alone would decide.
  await run("nice", ["-n", "10", ffmpeg.ffmpeg, ...options]);
}

async function whole(ffmpeg: Ffmpeg, source: string, work: string): Promise<void> {
  await mkdir(work);
  const made = await makeVideo(ffmpeg, { path: source, mediaType: "video/matroska" }, work, { settings });
  if (!made.ok) throw new Error(`nothing has become of the video: ${JSON.stringify(made.error)}`);
  await rm(work, { recursive: true });
}

async function timed(work: () => Promise<void>): Promise<number> {
  const started = performance.now();
  await work();
  return (performance.now() - started) / 1_000;
}
