import { createHash } from "node:crypto";
import { type FileHandle, open } from "node:fs/promises";
import { Readable } from "node:stream";
import type { ByteRange } from "#media/storage/port.ts";

const CHUNK = 64 * 1024;

/** A file that is still coming, and can be read meanwhile. */
export interface Spool {
  readonly total: number;
  readonly mediaType: string;
  /** Bytes that are here. */
  here(): number;
  /** A part of it, as it comes. It ends early, with an error, when the file does. */
  read(range: ByteRange): Readable;
  /**
   * Takes the file in.
   *
   * @returns its SHA-256 in hex
   * @throws when it comes shorter or longer than it was to be, or fails to come
   */
  fill(chunks: AsyncIterable<Uint8Array>): Promise<string>;
}

/**
 * One download that any number of readers share, each at its own place: whoever comes while a video is being fetched reads
 * what is there, and then the rest as it comes.
 *
 * @param path of a file that is not there yet
 * @param total bytes that there will be
 */
export async function openSpool(path: string, total: number, mediaType: string): Promise<Spool> {
  const handle = await open(path, "wx+");
  let written = 0;
  let readers = 0;
  let state: "coming" | "whole" | "broken" = "coming";
  let more = Promise.withResolvers<void>();
  const tell = () => {
    const { resolve } = more;
    more = Promise.withResolvers();
    resolve();
  };
  const closeIfDone = async () => {
    if (state !== "coming" && readers === 0) await handle.close().catch(() => undefined);
  };

  async function* part({ start, end }: ByteRange): AsyncGenerator<Buffer> {
    for (let at = start; at <= end; ) {
      const news = more.promise;
      if (written > at) {
        const chunk = await readAt(handle, at, Math.min(CHUNK, end + 1 - at, written - at));
        at += chunk.length;
        yield chunk;
      } else if (state === "coming") await news;
      else throw new Error("the file ended early");
    }
  }

  return {
    total,
    mediaType,
    here: () => written,
    read(range) {
      readers++;
      const stream = Readable.from(part(range), { objectMode: false });
      stream.once("close", () => {
        readers--;
        void closeIfDone();
      });
      return stream;
    },
    async fill(chunks) {
      const hash = createHash("sha256");
      try {
        for await (const chunk of chunks) {
          if (written + chunk.byteLength > total) throw new Error("more came than was announced");
          hash.update(chunk);
          for (let from = 0; from < chunk.byteLength; ) {
            const { bytesWritten } = await handle.write(chunk, from, chunk.byteLength - from, written);
            from += bytesWritten;
            written += bytesWritten;
          }
          tell();
        }
        if (written < total) throw new Error("less came than was announced");
        state = "whole";
        return hash.digest("hex");
      } finally {
        if (state === "coming") state = "broken";
        tell();
        await closeIfDone();
      }
    },
  };
}

async function readAt(handle: FileHandle, at: number, length: number): Promise<Buffer> {
  const { bytesRead, buffer } = await handle.read(Buffer.allocUnsafe(length), 0, length, at);
  if (bytesRead === 0) throw new Error("the file has become shorter");
  return buffer.subarray(0, bytesRead);
}
