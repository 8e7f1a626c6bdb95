import { spawn } from "node:child_process";
import { readdir, stat } from "node:fs/promises";
import path from "node:path";
import type { Readable } from "node:stream";
import type { FfmpegCommand } from "fluent-ffmpeg";
import { ok, type Result } from "#protocol/result.ts";
import type { MediaError } from "../produced.ts";
import { leavesSpace } from "../storage/space.ts";
import { confine, type Limits } from "./confine.ts";
import { type Ending, failureOf, hasFailed } from "./failure.ts";
import type { Ffmpeg } from "./find.ts";

export interface RunOptions {
  limits: Limits;
  /** Where the process works: everything in it counts as its output. */
  folder: string;
  signal?: AbortSignal | undefined;
  /** Seconds of the output that are made. */
  onTime?: ((seconds: number) => void) | undefined;
  /** What it writes to `pipe:1`. Throwing ends the process. */
  onOutput?: ((chunk: Buffer) => void) | undefined;
  /** What it writes to `pipe:3`. */
  onSecondOutput?: ((chunk: Buffer) => void) | undefined;
}

const STDERR_CHARS = 8_192;
const STDOUT_BYTES = 1_048_576;
const WATCH_MS = 250;

/**
 * Runs what fluent-ffmpeg has put together, in a process of its own that is locked in: low priority, bounded memory, time
 * and output, no network, no standard input, no shell, an environment without the node's settings.
 *
 * fluent-ffmpeg's own `run` offers none of these but the priority and the time, see DECISIONS.md.
 */
export async function runFfmpeg(
  ffmpeg: Ffmpeg,
  command: FfmpegCommand,
  options: RunOptions,
): Promise<Result<undefined, MediaError>> {
  const args = ["-hide_banner", "-nostdin", "-nostats", "-v", "error", "-progress", "pipe:2"];
  const ended = await runProgram(ffmpeg, "ffmpeg", [...args, ...command._getArguments()], options);
  return ended.ok ? ok() : ended;
}

/** Runs ffprobe in the same way and answers what it has written, at most 1 MiB. */
export async function runFfprobe(
  ffmpeg: Ffmpeg,
  args: readonly string[],
  options: Omit<RunOptions, "onTime" | "onOutput" | "onSecondOutput">,
): Promise<Result<string, MediaError>> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  const onOutput = (chunk: Buffer) => {
    bytes += chunk.length;
    if (bytes > STDOUT_BYTES) throw new Error(`ffprobe wrote more than ${STDOUT_BYTES} bytes`);
    chunks.push(chunk);
  };
  const words = ["-hide_banner", "-v", "error", ...args];
  const ended = await runProgram(ffmpeg, "ffprobe", words, { ...options, onOutput });
  return ended.ok ? ok(Buffer.concat(chunks).toString()) : ended;
}

function runProgram(
  ffmpeg: Ffmpeg,
  name: "ffmpeg" | "ffprobe",
  args: readonly string[],
  { limits, folder, signal, onTime, onOutput, onSecondOutput }: RunOptions,
): Promise<Result<undefined, MediaError>> {
  const [program, ...before] = confine(ffmpeg.confinement, limits, ffmpeg[name]);
  return new Promise((resolve) => {
    const ending: Ending = { code: null, signal: null, stopped: null, stderr: "" };
    if (signal?.aborted) return resolve(failureOf({ ...ending, stopped: "aborted" }, limits));
    const child = spawn(program, [...before, ...args], {
      cwd: folder,
      env: environment(),
      stdio: ["ignore", "pipe", "pipe", onSecondOutput ? "pipe" : "ignore"],
      windowsHide: true,
    });
    const stop = (why: Ending["stopped"]) => {
      ending.stopped ??= why;
      child.kill("SIGKILL");
    };
    const consume = (stream: Readable | null, take: (chunk: Buffer) => void) =>
      stream?.on("data", (chunk: Buffer) => {
        try {
          if (ending.stopped === null) take(chunk);
        } catch (error) {
          ending.stderr += String(error);
          stop("reader");
        }
      });
    const stderr = createStderr(onTime);
    consume(child.stdout, onOutput ?? (() => {}));
    consume(child.stderr, stderr.take);
    consume(child.stdio[3] as Readable | null, onSecondOutput ?? (() => {}));

    const clock = setTimeout(() => stop("time"), limits.seconds * 1_000);
    const watch = setInterval(async () => {
      if ((await sizeOf(folder)) > limits.outputBytes) stop("output");
      // A disk that is gone for a moment is no reason: what cannot be written ends the process by itself.
      if (!(await leavesSpace(folder).catch(() => true))) stop("disk");
    }, WATCH_MS);
    const abort = () => stop("aborted");
    signal?.addEventListener("abort", abort, { once: true });

    const end = (result: Result<undefined, MediaError>) => {
      clearTimeout(clock);
      clearInterval(watch);
      signal?.removeEventListener("abort", abort);
      resolve(result);
    };
    child.once("error", ({ message }) =>
      end(failureOf({ ...ending, stderr: message, stopped: "start" }, limits)),
    );
    child.once("close", (code, by) => {
      const whole = { ...ending, code, signal: by, stderr: ending.stderr + stderr.text() };
      end(hasFailed(whole) ? failureOf(whole, limits) : ok());
    });
  });
}

/** Nothing of the node's: its settings hold passwords. Few arenas, since each takes much of the bounded address space. */
function environment(): NodeJS.ProcessEnv {
  const { PATH, SystemRoot } = process.env;
  return { PATH, LC_ALL: "C", MALLOC_ARENA_MAX: "2", ...(SystemRoot === undefined ? {} : { SystemRoot }) };
}

/** Tells what `-progress` writes from what ffmpeg complains of, whose last lines are kept. */
function createStderr(onTime: RunOptions["onTime"]) {
  let line = "";
  let kept = "";
  return {
    take(chunk: Buffer) {
      const lines = (line + chunk.toString("latin1")).split("\n");
      line = (lines.pop() ?? "").slice(-STDERR_CHARS);
      for (const each of lines) {
        const [, key, value] = /^([a-z0-9_]+)=(.*)$/.exec(each) ?? [];
        if (key === undefined) kept = `${kept}${each}\n`.slice(-STDERR_CHARS);
        else if (key === "out_time_us" && /^\d+$/.test(value ?? "")) onTime?.(Number(value) / 1e6);
      }
    },
    text: () => `${kept}${line}`.trim(),
  };
}

/** Bytes in a folder's files. */
async function sizeOf(folder: string): Promise<number> {
  const names = await readdir(folder).catch(() => []);
  const sizes = await Promise.all(
    names.map((name) =>
      stat(path.join(folder, name)).then(
        ({ size }) => size,
        () => 0,
      ),
    ),
  );
  return sizes.reduce((sum, size) => sum + size, 0);
}
