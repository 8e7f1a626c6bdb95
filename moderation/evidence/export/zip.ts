import { crc32 } from "node:zlib";
import { err, ok, type Result } from "#protocol/result.ts";

const LOCAL = 0x04034b50;
const CENTRAL = 0x02014b50;
const END = 0x06054b50;
const VERSION = 20;
/** 1 January 1980, the first day that there is: the time of an export is in its manifest, which is signed for. */
const DATE = 0x0021;
const LOCAL_BYTES = 30;
const MOST_FILES = 10_000;

/** Names that exports have: made by this program, never by what is in them. */
const NAME = /^(?:[a-z]+\/)?[A-Za-z0-9]+(?:[.-][A-Za-z0-9]+)*$/;

/** Why a file is no archive of the form that exports have; `what` in words. */
export interface ZipError {
  readonly type: "zip/refused";
  readonly where: string;
  readonly what: string;
}

/**
 * An archive in the one form that exports have: everything stored as it is, no times, no comments, nothing between the files. So
 * each of its bytes follows from its files, there is nothing to unpack, and any program can open it.
 *
 * @param files by name, in their order
 */
export function writeZip(files: ReadonlyMap<string, Uint8Array>): Buffer {
  const parts: Uint8Array[] = [];
  const directory: Uint8Array[] = [];
  let at = 0;
  for (const [name, bytes] of files) {
    const fields = Buffer.alloc(26);
    fields.writeUInt16LE(VERSION, 0);
    fields.writeUInt16LE(DATE, 8);
    fields.writeUInt32LE(crc32(bytes), 10);
    fields.writeUInt32LE(bytes.length, 14);
    fields.writeUInt32LE(bytes.length, 18);
    fields.writeUInt16LE(name.length, 22);
    const local = Buffer.concat([word(LOCAL), fields, Buffer.from(name)]);
    const place = Buffer.alloc(14);
    place.writeUInt32LE(at, 10);
    directory.push(word(CENTRAL), half(VERSION), fields, place, Buffer.from(name));
    parts.push(local, bytes);
    at += local.length + bytes.length;
  }
  const central = Buffer.concat(directory);
  const end = Buffer.alloc(18);
  end.writeUInt16LE(files.size, 4);
  end.writeUInt16LE(files.size, 6);
  end.writeUInt32LE(central.length, 8);
  end.writeUInt32LE(at, 12);
  return Buffer.concat([...parts, central, word(END), end]);
}

/**
 * The files of an archive of that form. Anything else is refused: packed or encrypted files, names that lead elsewhere or come
 * twice, too many of them, and every byte that such an archive would not have there.
 */
export function readZip(zip: Uint8Array): Result<Map<string, Uint8Array>, ZipError> {
  const view = Buffer.from(zip.buffer, zip.byteOffset, zip.byteLength);
  const files = new Map<string, Uint8Array>();
  let at = 0;
  while (at + LOCAL_BYTES <= view.length && view.readUInt32LE(at) === LOCAL) {
    const nameEnd = at + LOCAL_BYTES + view.readUInt16LE(at + 26);
    const name = view.toString("latin1", at + LOCAL_BYTES, nameEnd);
    const shown = NAME.test(name) ? name : JSON.stringify(name.slice(0, 100));
    if (!NAME.test(name)) return refused(shown, "No export has a file of such a name.");
    if (files.has(name)) return refused(shown, "It is there twice.");
    if (files.size === MOST_FILES) return refused("archive", `It has more than ${MOST_FILES} files.`);
    if (view.readUInt16LE(at + 8) !== 0) return refused(shown, "It is packed; in exports nothing is.");
    if (view.readUInt16LE(at + 6) !== 0) return refused(shown, "It is encrypted, or of another form.");
    const end = nameEnd + view.readUInt32LE(at + 18) + view.readUInt16LE(at + 28);
    if (end > view.length) return refused(shown, "It is cut off.");
    const bytes = view.subarray(nameEnd + view.readUInt16LE(at + 28), end);
    if (crc32(bytes) !== view.readUInt32LE(at + 14))
      return refused(shown, "It was changed: its checksum is another.");
    files.set(name, bytes);
    at = end;
  }
  if (files.size === 0) return refused("archive", "It is no archive of an export.");
  if (!writeZip(files).equals(view))
    return refused(
      "archive",
      "What stands around its files was changed, or it was packed anew by another program.",
    );
  return ok(files);
}

function refused(where: string, what: string) {
  return err({ type: "zip/refused", where, what });
}

function word(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32LE(value);
  return bytes;
}

function half(value: number): Buffer {
  const bytes = Buffer.alloc(2);
  bytes.writeUInt16LE(value);
  return bytes;
}
