import { createReadStream } from "node:fs";
import { type FileHandle, open } from "node:fs/promises";
import type { Readable } from "node:stream";
import { pipeline } from "node:stream";
import { createInflateRaw } from "node:zlib";

// PKWARE APPNOTE 4.3.12 and 4.3.16
const CENTRAL = 0x02014b50;
const END = 0x06054b50;
const END_BYTES = 22;
const MAX_COMMENT = 65_535;
const MAX_ENTRIES = 200_000;
const MAX_DIRECTORY = 64 * 1024 * 1024;

/**
 * One file of a zip archive, by the archive's directory: the others, whatever they claim to hold, are never unpacked. The
 * reader bounds how much comes out.
 *
 * @returns null when there is no such file, or it is packed or encrypted in a way that nobody uses
 */
export async function openZipEntry(
  path: string,
  isWanted: (name: string) => boolean,
): Promise<Readable | null> {
  const handle = await open(path, "r");
  try {
    const entry = await findEntry(handle, isWanted);
    if (entry === null || (entry.method !== 0 && entry.method !== 8)) return null;
    const header = await bytesAt(handle, entry.offset, 30);
    if (header.length < 30) return null;
    const start = entry.offset + 30 + header.readUInt16LE(26) + header.readUInt16LE(28);
    if (entry.packed === 0) return null;
    const raw = createReadStream(path, { start, end: start + entry.packed - 1 });
    return entry.method === 0 ? raw : pipeline(raw, createInflateRaw(), () => undefined);
  } finally {
    await handle.close();
  }
}

interface Entry {
  method: number;
  packed: number;
  offset: number;
}

async function findEntry(handle: FileHandle, isWanted: (name: string) => boolean): Promise<Entry | null> {
  const { size } = await handle.stat();
  const tail = await bytesAt(handle, Math.max(0, size - END_BYTES - MAX_COMMENT), END_BYTES + MAX_COMMENT);
  let end = tail.length - END_BYTES;
  while (end >= 0 && tail.readUInt32LE(end) !== END) end--;
  if (end < 0) return null;
  const bytes = tail.readUInt32LE(end + 12);
  if (bytes > MAX_DIRECTORY) return null;
  const directory = await bytesAt(handle, tail.readUInt32LE(end + 16), bytes);
  let at = 0;
  for (let seen = 0; seen < MAX_ENTRIES && at + 46 <= directory.length; seen++) {
    if (directory.readUInt32LE(at) !== CENTRAL) return null;
    const nameLength = directory.readUInt16LE(at + 28);
    const name = directory.toString("utf8", at + 46, at + 46 + nameLength);
    const isEncrypted = (directory.readUInt16LE(at + 8) & 1) === 1;
    if (isWanted(name) && !isEncrypted)
      return {
        method: directory.readUInt16LE(at + 10),
        packed: directory.readUInt32LE(at + 20),
        offset: directory.readUInt32LE(at + 42),
      };
    at += 46 + nameLength + directory.readUInt16LE(at + 30) + directory.readUInt16LE(at + 32);
  }
  return null;
}

async function bytesAt(handle: FileHandle, position: number, length: number): Promise<Buffer> {
  const { bytesRead, buffer } = await handle.read(Buffer.alloc(length), 0, length, position);
  return buffer.subarray(0, bytesRead);
}
