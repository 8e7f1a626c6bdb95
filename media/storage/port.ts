import type { FileHandle } from "node:fs/promises";
import type { Readable } from "node:stream";

/** A part of a file, both ends included, as in `Range: bytes=0-99`. */
export interface ByteRange {
  start: number;
  end: number;
}

/**
 * Where files are kept, each under `<sha256 in hex>.<extension>`: the same bytes once, whoever brings them. Nothing else
 * ever becomes a path or a key.
 *
 * @throws MediaStoreError with `disk-full` or `unreachable`. A name that is none is no file, and throws nothing; to keep one
 *   under it is a mistake of the caller's, and throws a TypeError
 */
export interface MediaStore {
  /**
   * Keeps a file that lies on this machine, whole or not at all, and does nothing when it is there. The file at `path` may be
   * moved away; where that fails it is still there.
   *
   * @param name made of the file's digest, which the caller knows from writing it
   */
  putFile(name: string, path: string): Promise<void>;
  /** Keeps bytes and answers their name. */
  put(bytes: Uint8Array, extension: string): Promise<string>;
  /** Bytes a file has; null where there is none. */
  size(name: string): Promise<number | null>;
  /**
   * A file or the part of it that there is, as a stream, which the caller reads to its end or destroys; null where there is
   * none.
   */
  open(name: string, range?: ByteRange): Promise<Readable | null>;
  /** A small file whole; null where there is none. */
  read(name: string): Promise<Uint8Array<ArrayBuffer> | null>;
  /** Puts a file onto this machine, for what works on paths. False where there is none. */
  copyTo(name: string, path: string): Promise<boolean>;
  remove(name: string): Promise<void>;
  /** Every name, some at a time. */
  names(): AsyncIterable<string[]>;
  /** Where the place itself serves a file, for as long as a reader needs; null where the node serves it. */
  direct(name: string): Promise<string | null>;
  /** Where files lie on this machine: one to read parts of, which the caller closes; null where there is none. */
  handle?(name: string): Promise<FileHandle | null>;
}

export class MediaStoreError extends Error {
  override readonly name = "MediaStoreError";
  readonly reason: "disk-full" | "unreachable";
  constructor(reason: "disk-full" | "unreachable", options?: ErrorOptions) {
    super(`media store: ${reason}`, options);
    this.reason = reason;
  }
}
