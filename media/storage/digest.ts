import { createHash } from "node:crypto";
import { createReadStream, createWriteStream } from "node:fs";
import { rm } from "node:fs/promises";
import { Transform } from "node:stream";
import { pipeline } from "node:stream/promises";
import { err, ok, type Result } from "#protocol/result.ts";
import type { MediaError } from "../produced.ts";

/** What is known of bytes that have gone by. */
export interface Digest {
  /** In hex. */
  sha256: string;
  /** Bytes. */
  size: number;
}

/** More bytes came than may. */
export class TooManyBytes extends Error {
  override readonly name = "TooManyBytes";
}

/**
 * Lets bytes through and digests them.
 *
 * @param most bytes; with one more it fails with TooManyBytes
 * @example
 * const digesting = createDigest(1_000_000);
 * await pipeline(source, digesting, target);
 * digesting.digest();
 */
export function createDigest(most: number): Transform & { digest(): Digest } {
  const hash = createHash("sha256");
  let size = 0;
  const through = new Transform({
    transform(chunk: Uint8Array, _, done) {
      size += chunk.byteLength;
      if (size > most) return done(new TooManyBytes(`more than ${most} bytes`));
      hash.update(chunk);
      done(null, chunk);
    },
  });
  return Object.assign(through, { digest: () => ({ sha256: hash.digest("hex"), size }) });
}

/**
 * Writes a stream to a new file and digests it on the way; memory holds a few chunks of it. Nothing is left of what could
 * not be written to its end.
 *
 * @param path of a file that is not there yet
 * @throws what `source` or `signal` ended it with
 */
export async function writeDigested(
  source: AsyncIterable<Uint8Array>,
  path: string,
  most: number,
  options: { signal?: AbortSignal } = {},
): Promise<Result<Digest, MediaError>> {
  const digesting = createDigest(most);
  try {
    await pipeline(source, digesting, createWriteStream(path, { flags: "wx" }), options);
    return ok(digesting.digest());
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "EEXIST") await rm(path, { force: true });
    const failure = refusal(error, most);
    if (failure === null) throw error;
    return err(failure);
  }
}

/** Digests a file that lies on this machine. */
export async function digestFile(
  path: string,
  most: number,
  options: { signal?: AbortSignal } = {},
): Promise<Result<Digest, MediaError>> {
  const digesting = createDigest(most);
  try {
    await pipeline(createReadStream(path, { highWaterMark: 1_048_576 }), digesting.resume(), options);
    return ok(digesting.digest());
  } catch (error) {
    const failure = refusal(error, most);
    if (failure === null) throw error;
    return err(failure);
  }
}

function refusal(error: unknown, most: number): MediaError | null {
  if (error instanceof TooManyBytes) return { type: "media/too-large", mostBytes: most };
  const { code } = error as NodeJS.ErrnoException;
  return code === "ENOSPC" || code === "EDQUOT" ? { type: "media/disk-full" } : null;
}
