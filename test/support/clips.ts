import { execFile } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { readdir } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { promisify } from "node:util";
import { afterAll } from "vitest";
import { type Ffmpeg, findFfmpeg } from "#media/ffmpeg/find.ts";

const run = promisify(execFile);

/** The ffmpeg of this machine; null, after saying so, where there is none. */
export async function ffmpegForTests(): Promise<Ffmpeg | null> {
  const ffmpeg = await findFfmpeg();
  if (ffmpeg === null) process.stderr.write("skipped: no ffmpeg here\n");
  return ffmpeg;
}

/** A folder that goes away with the test file. */
export function tempFolder(): string {
  const folder = mkdtempSync(path.join(tmpdir(), "folkmoot-media-"));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** Makes a clip with ffmpeg's own sources. @example await clip(ffmpeg, file, "-f lavfi -i testsrc=d=1 -c:v libx264") */
export async function clip(ffmpeg: Ffmpeg, file: string, options: string | string[]): Promise<string> {
  const words = typeof options === "string" ? options.split(" ") : options;
  await run(ffmpeg.ffmpeg, ["-v", "error", "-y", ...words, file]);
  return file;
}

/** What ffprobe says of a file. */
export async function look(ffmpeg: Ffmpeg, file: string): Promise<Looked> {
  const { stdout } = await run(ffmpeg.ffprobe, [
    "-v",
    "error",
    "-show_format",
    "-show_streams",
    "-show_chapters",
    "-of",
    "json",
    file,
  ]);
  return JSON.parse(stdout) as Looked;
}

export interface Looked {
  streams: {
    codec_type: string;
    codec_name: string;
    profile: string;
    width: number;
    height: number;
    pix_fmt: string;
    avg_frame_rate: string;
    channels: number;
    tags?: Record<string, string>;
    side_data_list?: unknown[];
  }[];
  chapters: unknown[];
  format: { duration: string; tags?: Record<string, string> };
}

/** Every file below a folder, without the folders. */
export async function filesBelow(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  return entries.filter((entry) => entry.isFile()).map((entry) => path.join(entry.parentPath, entry.name));
}
