import { err, type Result } from "#protocol/result.ts";
import type { MediaError } from "../produced.ts";
import type { Limits } from "./confine.ts";

/** How a process of ffmpeg's has ended. */
export interface Ending {
  code: number | null;
  signal: NodeJS.Signals | null;
  /** Why it was ended from here; null when it was not. */
  stopped: "aborted" | "time" | "output" | "disk" | "reader" | "start" | null;
  /** The last of what it complained of. */
  stderr: string;
}

/** Streams that a file may have. The demuxer itself gives up at more: `-max_streams`. */
export const MOST_STREAMS = 32;

const pixels = /exceeds specified max pixel count (\d+)/;
const full = /No space left|Disk quota exceeded/;

/** Both programs end well where the disk was full at the very end, and where a frame was refused. */
export function hasFailed({ code, stopped, stderr }: Ending): boolean {
  return code !== 0 || stopped !== null || full.test(stderr) || pixels.test(stderr);
}

/** What a run that has failed means to whoever sent the file. */
export function failureOf(
  { code, signal, stopped, stderr }: Ending,
  { seconds, outputBytes }: Limits,
): Result<never, MediaError> {
  const gaveUp = (detail: string) => err({ type: "media/gave-up", detail } as const);
  const tooLarge = err({ type: "media/too-large", mostBytes: outputBytes } as const);
  if (stopped === "start") return err({ type: "media/no-ffmpeg" });
  if (stopped === "aborted") return gaveUp("it was cancelled");
  if (stopped === "time") return gaveUp(`it took longer than ${seconds} s`);
  if (stopped === "reader") return err({ type: "media/unreadable", detail: stderr });
  if (stopped === "disk") return err({ type: "media/disk-full" });
  // RLIMIT_FSIZE: the signal, or the error number of those who ignore it.
  if (stopped === "output" || signal === "SIGXFSZ" || stderr.includes("File too large")) return tooLarge;
  if (stderr.includes("exceeds max_streams"))
    return err({ type: "media/too-many-streams", most: MOST_STREAMS });
  if (full.test(stderr)) return err({ type: "media/disk-full" });
  const [, most] = pixels.exec(stderr) ?? [];
  if (most !== undefined) return err({ type: "media/too-many-pixels", most: Number(most) });
  if (signal !== null) return gaveUp(`it was ended by ${signal}`);
  if (/Cannot allocate memory|malloc of size \d+ failed/.test(stderr))
    return gaveUp(`memory ran out: ${stderr}`);
  return err({ type: "media/unreadable", detail: `exit code ${code}: ${stderr}` });
}
