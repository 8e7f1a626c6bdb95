import { createReadStream } from "node:fs";
import { open } from "node:fs/promises";
import { pipeline } from "node:stream";
import { createGunzip } from "node:zlib";
import { orderedItems } from "./ordered-items.ts";
import { readTarEntry } from "./tar.ts";
import { openZipEntry } from "./zip.ts";

/** Bytes that may come out of an archive, whatever it was packed to. */
export interface Unpacked {
  outbox: number;
  /** Of a tar, media may come before the outbox. */
  tar: number;
}

/** Some million posts. */
const EVERYTHING: Unpacked = { outbox: 2 * 1024 * 1024 * 1024, tar: 16 * 1024 * 1024 * 1024 };

/** Thrown where an archive breaks off. */
export class BadArchive extends Error {}

/** Thrown where an archive unpacks to more than is looked at. */
export class TooMuch extends BadArchive {}

/**
 * The activities of an archive's outbox as JSON text, one at a time. Takes what Mastodon makes (zip, earlier tar.gz), and
 * this node.
 *
 * @returns null when the file is neither, or has no outbox.json
 */
export async function openOutbox(
  path: string,
  most: Unpacked = EVERYTHING,
): Promise<AsyncGenerator<string | null> | null> {
  const magic = await firstBytes(path);
  if (magic.startsWith("504b")) {
    const entry = await openZipEntry(path, isOutbox).catch(() => null);
    return entry && guarded(orderedItems(bounded(entry, most.outbox)));
  }
  if (!magic.startsWith("1f8b")) return null;
  const unpacked = pipeline(createReadStream(path), createGunzip(), () => undefined);
  const outbox = readTarEntry(bounded(unpacked, most.tar), isOutbox);
  return guarded(orderedItems(bounded(outbox, most.outbox)));
}

function isOutbox(name: string): boolean {
  return /^(?:\.\/)?(?:[^/]+\/)?outbox\.json$/.test(name);
}

async function* bounded(bytes: AsyncIterable<Uint8Array>, most: number): AsyncGenerator<Uint8Array> {
  let seen = 0;
  for await (const chunk of bytes) {
    seen += chunk.length;
    if (seen > most) throw new TooMuch("it unpacks to too much");
    yield chunk;
  }
}

async function* guarded(items: AsyncGenerator<string | null>): AsyncGenerator<string | null> {
  try {
    yield* items;
  } catch (error) {
    throw error instanceof BadArchive ? error : new BadArchive("it breaks off", { cause: error });
  }
}

async function firstBytes(path: string): Promise<string> {
  const handle = await open(path, "r");
  try {
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(2), 0, 2, 0);
    return buffer.toString("hex", 0, bytesRead);
  } finally {
    await handle.close();
  }
}
