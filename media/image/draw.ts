import { spawn } from "node:child_process";
import { stat } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { err, ok, type Result } from "#protocol/result.ts";
import { confine, findConfinement, type Limits } from "../ffmpeg/confine.ts";
import type { MediaError } from "../produced.ts";
import { MOST_DRAWN_SIDE, TOO_LARGE_CODE } from "./draw-limits.ts";

const MAX_BYTES = 4 * 1_048_576;
/** Node and V8 alone reserve more than one. */
const limits: Limits = { seconds: 15, memoryBytes: 2 * 1_073_741_824, outputBytes: 0 };
const STDERR_CHARS = 500;
const program = fileURLToPath(new URL("./draw.process.ts", import.meta.url));

/**
 * Draws an SVG, and answers the PNG. In a process of its own: a few lines of SVG can keep its interpreter at work for hours,
 * and nothing but the end of a process stops it. It runs no scripts, and opens nothing besides the file itself.
 */
export async function drawSvg(path: string, signal?: AbortSignal): Promise<Result<Buffer, MediaError>> {
  if ((await stat(path)).size > MAX_BYTES) return err({ type: "media/too-large", mostBytes: MAX_BYTES });
  const [command, ...args] = confine(await findConfinement(), limits, process.execPath);
  return new Promise((resolve) => {
    const child = spawn(command, [...args, program, path], {
      env: { PATH: process.env.PATH, LC_ALL: "C", MALLOC_ARENA_MAX: "2" },
      stdio: ["ignore", "pipe", "pipe"],
      timeout: limits.seconds * 1_000,
      killSignal: "SIGKILL",
      signal,
    });
    const chunks: Buffer[] = [];
    let stderr = "";
    child.stdout.on("data", (chunk: Buffer) => chunks.push(chunk));
    child.stderr.on("data", (chunk: Buffer) => {
      stderr = (stderr + chunk.toString("latin1")).slice(0, STDERR_CHARS);
    });
    child.once("error", ({ message }) => {
      stderr = message;
    });
    child.once("close", (code) => {
      if (code === 0) resolve(ok(Buffer.concat(chunks)));
      else if (code === TOO_LARGE_CODE)
        resolve(err({ type: "media/too-many-pixels", most: MOST_DRAWN_SIDE ** 2 }));
      else if (code === 1) resolve(err({ type: "media/unreadable", detail: stderr }));
      else resolve(err({ type: "media/gave-up", detail: stderr }));
    });
  });
}
