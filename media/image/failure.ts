import type { MediaError } from "../produced.ts";

/**
 * What an error of sharp or of the file system means. sharp tells its errors apart by their text alone, and most are about
 * the file: what is our own mistake is thrown on.
 */
export function pictureFailure(error: unknown): MediaError {
  if (!(error instanceof Error) || error instanceof TypeError || error instanceof RangeError) throw error;
  const { code } = error as NodeJS.ErrnoException;
  const detail = error.message.slice(0, 500);
  if (code === "ENOSPC" || code === "EDQUOT") return { type: "media/disk-full" };
  if (code !== undefined) throw error;
  if (detail.startsWith("timeout")) return { type: "media/gave-up", detail };
  if (/compression format has not been built in|unsupported codec/i.test(detail))
    return { type: "media/unknown-type", detail };
  return { type: "media/unreadable", detail };
}
