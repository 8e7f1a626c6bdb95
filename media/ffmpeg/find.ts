import { execFile } from "node:child_process";
import { constants } from "node:fs";
import { access } from "node:fs/promises";
import path from "node:path";
import { promisify } from "node:util";
import { type Confinement, findConfinement } from "./confine.ts";

/** The two programs that everything about video and sound goes through, and what their processes are locked into. */
export interface Ffmpeg {
  /** Absolute paths. */
  ffmpeg: string;
  ffprobe: string;
  /** As it says itself: `5.1.9-0+deb12u1`. */
  version: string;
  from: "setting" | "system" | "package";
  confinement: Confinement;
}

interface Programs {
  ffmpeg: string;
  ffprobe: string;
}

const run = promisify(execFile);
const MS = 10_000;
/** By where was looked: starting both programs takes a third of a second. */
const found = new Map<string, Promise<Ffmpeg | null>>();

/**
 * The ffmpeg that is used here: the one that `paths` names and no other; else the system's, which gets its distribution's
 * repairs; else the one that came with the npm packages. Null when none of them runs. Looked for once a process.
 *
 * @example
 * const ffmpeg = await findFfmpeg();
 * if (ffmpeg === null) return err({ type: "media/no-ffmpeg" });
 */
export function findFfmpeg(paths?: Programs): Promise<Ffmpeg | null> {
  const where = JSON.stringify(paths ?? process.env.PATH);
  const known = found.get(where) ?? look(paths);
  found.set(where, known);
  return known;
}

async function look(paths?: Programs): Promise<Ffmpeg | null> {
  if (paths) return describe("setting", paths);
  return (await describe("system", await inPath())) ?? (await describe("package", await packaged()));
}

async function describe(from: Ffmpeg["from"], programs: Programs | null): Promise<Ffmpeg | null> {
  if (programs === null) return null;
  const versions = await Promise.all([versionOf(programs.ffmpeg), versionOf(programs.ffprobe)]);
  const [version] = versions;
  if (version === null || versions.includes(null)) return null;
  return { ...programs, version, from, confinement: await findConfinement() };
}

/** What a program answers to `-version`; null when it does not run. */
async function versionOf(program: string): Promise<string | null> {
  try {
    const { stdout } = await run(program, ["-version"], { timeout: MS, maxBuffer: 65_536 });
    return /^ff(?:mpeg|probe) version (\S+)/.exec(stdout)?.[1] ?? null;
  } catch {
    return null;
  }
}

async function inPath(): Promise<Programs | null> {
  const [ffmpeg, ffprobe] = await Promise.all([whereIs("ffmpeg"), whereIs("ffprobe")]);
  return ffmpeg !== null && ffprobe !== null ? { ffmpeg, ffprobe } : null;
}

/** The first program of a name in the folders of `PATH`; null where there is none. */
async function whereIs(name: string): Promise<string | null> {
  for (const folder of (process.env.PATH ?? "").split(path.delimiter)) {
    // A relative folder would be another one in every working folder.
    if (!path.isAbsolute(folder)) continue;
    const program = path.join(folder, process.platform === "win32" ? `${name}.exe` : name);
    const isThere = await access(program, constants.X_OK).then(
      () => true,
      () => false,
    );
    if (isThere) return program;
  }
  return null;
}

/** Both packages are optional, and throw when they have nothing for this machine. */
async function packaged(): Promise<Programs | null> {
  try {
    const [ffmpeg, ffprobe] = await Promise.all([
      import("@ffmpeg-installer/ffmpeg"),
      import("@ffprobe-installer/ffprobe"),
    ]);
    return { ffmpeg: ffmpeg.default.path, ffprobe: ffprobe.default.path };
  } catch {
    return null;
  }
}
