import { createWriteStream } from "node:fs";
import type { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { HEAD_BYTES } from "./sniff.ts";

/** Raised while a body is read that is longer than it may be. */
export class TooMuch extends Error {}

/** A body of which the first bytes have been looked at. */
export interface Begun {
  head: Buffer;
  /** All of it, the head included. Whoever does not read it to its end destroys the body. */
  chunks: AsyncIterable<Buffer>;
}

/** Reads the first bytes of a body. */
export async function begin(body: Readable): Promise<Begun> {
  const iterator = body[Symbol.asyncIterator]() as AsyncIterator<Buffer>;
  const read: Buffer[] = [];
  let bytes = 0;
  while (bytes < HEAD_BYTES) {
    const { value, done } = await iterator.next();
    if (done) break;
    read.push(value);
    bytes += value.length;
  }
  const head = Buffer.concat(read);
  return { head: head.subarray(0, HEAD_BYTES), chunks: all(head, iterator) };
}

async function* all(head: Buffer, rest: AsyncIterator<Buffer>): AsyncGenerator<Buffer> {
  if (head.length > 0) yield head;
  for (let next = await rest.next(); !next.done; next = await rest.next()) yield next.value;
}

/** @throws TooMuch once more than that has come */
export async function* atMost(most: number, chunks: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  let bytes = 0;
  for await (const chunk of chunks) {
    bytes += chunk.length;
    if (bytes > most) throw new TooMuch();
    yield chunk;
  }
}

export async function writeTo(path: string, chunks: AsyncIterable<Buffer>): Promise<void> {
  await pipeline(chunks, createWriteStream(path, { flags: "wx" }));
}

export async function textOf(chunks: AsyncIterable<Buffer>): Promise<string> {
  const read: Buffer[] = [];
  for await (const chunk of chunks) read.push(chunk);
  return Buffer.concat(read).toString("utf8");
}
