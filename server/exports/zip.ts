import { once } from "node:events";
import { createWriteStream } from "node:fs";
import { finished } from "node:stream/promises";
import { Zip, ZipDeflate, ZipPassThrough } from "fflate";

type Write = (piece: string | Uint8Array) => Promise<void>;

export interface ZipWriter {
  /** Adds a file, written piece by piece; one after another. */
  file(name: string, how: { packed?: boolean }, fill: (write: Write) => Promise<void>): Promise<void>;
  /** Ends the archive; answers how many bytes it has. */
  close(): Promise<number>;
  /** Lets go of the file. */
  abandon(): Promise<void>;
}

/**
 * Writes a zip archive to a path, no faster than the disk takes it.
 *
 * @example const zip = openZip("/tmp/a.zip", now); await zip.file("a.txt", {}, (write) => write("hello")); await zip.close();
 */
export function openZip(path: string, now: Date): ZipWriter {
  const out = createWriteStream(path, { mode: 0o600 });
  let failure: Error | null = null;
  let bytes = 0;
  out.on("error", (error) => {
    failure = error;
  });
  const zip = new Zip((error, piece) => {
    if (error) failure = error;
    else {
      bytes += piece.length;
      out.write(piece);
    }
  });
  const drained = async () => {
    if (failure !== null) throw failure;
    if (out.writableNeedDrain) await once(out, "drain");
  };
  return {
    async file(name, { packed = false }, fill) {
      const entry = packed ? new ZipPassThrough(name) : new ZipDeflate(name, { level: 6 });
      entry.mtime = now;
      zip.add(entry);
      await fill(async (piece) => {
        entry.push(typeof piece === "string" ? new TextEncoder().encode(piece) : piece);
        await drained();
      });
      entry.push(new Uint8Array(), true);
      await drained();
    },
    async close() {
      zip.end();
      out.end();
      await finished(out);
      if (failure !== null) throw failure;
      return bytes;
    },
    async abandon() {
      zip.terminate();
      out.destroy();
      if (!out.closed) await once(out, "close");
    },
  };
}
