import type { FileHandle } from "node:fs/promises";
import type { ServerResponse } from "node:http";
import type { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import type { ByteRange } from "#media/storage/port.ts";

/** Two of them belong to each answer that is under way. */
const CHUNK = 128 * 1_024;
/** Buffers that are kept for the next answers: the collector is slow to give back what lies outside its heap. */
const MOST_SPARE = 32;
const spare: Buffer[] = [];

const take = () => spare.pop() ?? Buffer.allocUnsafeSlow(CHUNK);

function giveBack(buffer: Buffer): void {
  if (spare.length < MOST_SPARE) spare.push(buffer);
}

/**
 * Writes a part of a file to an answer and ends it: the next chunk is read while the one before goes out.
 *
 * @throws when the reader has gone or the file ends too soon; the answer is cut then
 */
export async function sendPart(
  handle: FileHandle,
  response: ServerResponse,
  { start, end }: ByteRange,
): Promise<void> {
  const buffers = [take(), take()] as const;
  let written: Promise<void> = Promise.resolve();
  for (let at = start, turn = 0; at <= end; turn ^= 1) {
    const wanted = Math.min(CHUNK, end - at + 1);
    const buffer = buffers[turn as 0 | 1];
    const { bytesRead } = await handle.read(buffer, 0, wanted, at);
    if (bytesRead === 0) throw new Error("the file has become shorter");
    at += bytesRead;
    // The other buffer is free once it has gone out.
    await written;
    written = write(response, buffer.subarray(0, bytesRead));
    written.catch(() => {});
  }
  await written;
  response.end();
  // Only now: of an answer that was cut, a part may still be on its way out of a buffer.
  for (const buffer of buffers) giveBack(buffer);
}

/** Writes a stream to an answer and ends it. */
export async function sendStream(stream: Readable, response: ServerResponse): Promise<void> {
  await pipeline(stream, response);
}

function write(response: ServerResponse, chunk: Uint8Array): Promise<void> {
  return new Promise((resolve, reject) => {
    if (response.destroyed) reject(new Error("the reader has gone"));
    else response.write(chunk, (error) => (error ? reject(error) : resolve()));
  });
}
