import type { Readable, Transform } from "node:stream";
import { pipeline } from "node:stream/promises";
import { createGunzip } from "node:zlib";

/** Raised while reading a body that passes its limit, before or after decompression. */
export class BodyTooLarge extends Error {}

/** Raised for a `Content-Encoding` that was not asked for. */
export class UnknownEncoding extends Error {}

/**
 * Reads a whole response body, decompressed, holding no more than `maxBytes` (plus one chunk) at any moment.
 *
 * The limit is on what comes out, so that a gzip bomb stops early, and on what comes in, since a gzip stream can go on
 * for ever without giving a byte.
 *
 * @param encoding the `Content-Encoding`; gzip and identity are understood
 * @param whenTooLarge `cut` gives the beginning of a body that passes its limit, in whole chunks
 * @throws BodyTooLarge, UnknownEncoding, or whatever the stream fails with
 */
export async function readBody(
  body: Readable,
  encoding: string | undefined,
  maxBytes: number,
  whenTooLarge: "refuse" | "cut" = "refuse",
): Promise<Uint8Array> {
  const kept: Buffer[] = [];
  const keep = async (chunks: AsyncIterable<Buffer>) => {
    for await (const chunk of counted(chunks, maxBytes)) kept.push(chunk);
  };
  const decoder = decoderFor(encoding);
  try {
    if (decoder === null) await pipeline(body, keep);
    else await pipeline(body, (chunks: AsyncIterable<Buffer>) => counted(chunks, maxBytes), decoder, keep);
  } catch (thrown) {
    if (whenTooLarge === "refuse" || !(thrown instanceof BodyTooLarge)) throw thrown;
  }
  return Buffer.concat(kept);
}

function decoderFor(encoding: string | undefined): Transform | null {
  switch (encoding?.trim().toLowerCase() ?? "") {
    case "":
    case "identity":
      return null;
    case "gzip":
    case "x-gzip":
      return createGunzip();
    default:
      throw new UnknownEncoding(encoding);
  }
}

async function* counted(chunks: AsyncIterable<Buffer>, maxBytes: number): AsyncGenerator<Buffer> {
  let bytes = 0;
  for await (const chunk of chunks) {
    bytes += chunk.length;
    if (bytes > maxBytes) throw new BodyTooLarge();
    yield chunk;
  }
}
