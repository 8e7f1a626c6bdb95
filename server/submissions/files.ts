import { createReadStream } from "node:fs";
import { open } from "node:fs/promises";
import { fileName } from "#media/storage/names.ts";
import { err, ok, type Result } from "#protocol/result.ts";
import { clean, shorten } from "#protocol/vocab/read/names.ts";
import type { ReceivedFile } from "../api/upload/received.ts";

/** A file that lies on this machine until the request is answered. */
export type BroughtFile = Pick<ReceivedFile, "path" | "size" | "sha256" | "name">;

export interface CheckedFile extends BroughtFile {
  mediaType: string;
  /** Its name in the store: never served. */
  stored: string;
}

export const MOST_FILES = 4;
export const MOST_FILE_BYTES = 8 * 1_048_576;

/** What may be brought, by what the bytes begin with: what a file says of itself is nobody's word. */
const kinds: readonly { mediaType: string; begins: (bytes: Buffer) => boolean }[] = [
  {
    mediaType: "image/png",
    begins: (bytes) => bytes.subarray(0, 8).equals(Buffer.from("89504e470d0a1a0a", "hex")),
  },
  { mediaType: "image/jpeg", begins: (bytes) => bytes.subarray(0, 3).equals(Buffer.from("ffd8ff", "hex")) },
  { mediaType: "image/gif", begins: (bytes) => /^GIF8[79]a/.test(bytes.toString("latin1", 0, 6)) },
  { mediaType: "image/webp", begins: (bytes) => /^RIFF.{4}WEBP/s.test(bytes.toString("latin1", 0, 12)) },
  { mediaType: "application/pdf", begins: (bytes) => bytes.toString("latin1", 0, 5) === "%PDF-" },
];
const LONGEST_BEGINNING = 12;

export type FileProblem =
  | { type: "submission/too-many-files"; most: number }
  | { type: "submission/file-too-large"; most: number }
  | { type: "submission/file-kind" };

/** Pictures, PDFs and plain text, at most four. Names are shown to moderators, and never become a path. */
export async function checkFiles(files: readonly BroughtFile[]): Promise<Result<CheckedFile[], FileProblem>> {
  if (files.length > MOST_FILES) return err({ type: "submission/too-many-files", most: MOST_FILES });
  const checked: CheckedFile[] = [];
  for (const { path, size, sha256, name } of files) {
    if (size > MOST_FILE_BYTES) return err({ type: "submission/file-too-large", most: MOST_FILE_BYTES });
    const mediaType = size === 0 ? null : await mediaTypeOf(path);
    if (mediaType === null) return err({ type: "submission/file-kind" });
    checked.push({ path, size, sha256, name: harmless(name), mediaType, stored: fileName(sha256, "bin") });
  }
  return ok(checked);
}

async function mediaTypeOf(path: string): Promise<string | null> {
  const bytes = await beginningOf(path);
  const kind = kinds.find(({ begins }) => begins(bytes));
  if (kind !== undefined) return kind.mediaType;
  return (await isText(path)) ? "text/plain" : null;
}

async function beginningOf(path: string): Promise<Buffer> {
  await using file = await open(path);
  const { buffer, bytesRead } = await file.read(Buffer.alloc(LONGEST_BEGINNING), 0, LONGEST_BEGINNING, 0);
  return buffer.subarray(0, bytesRead);
}

/** @example harmless("../../etc/pass\u202ewd.png") // "passwd.png" */
function harmless(name: string): string {
  const last = clean(name.slice(0, 1_000)).split(/[/\\]/).at(-1) ?? "";
  const plain = last.replaceAll(/[\p{Cc}\p{Cf}<>:"|?*]/gu, "").replace(/^[.\s]+|[.\s]+$/g, "");
  return plain === "" ? "file" : shorten(plain, 100);
}

/** UTF-8 without control characters. */
async function isText(path: string): Promise<boolean> {
  const decoder = new TextDecoder("utf-8", { fatal: true });
  const isPlain = (text: string) => !/[^\P{Cc}\t\n\r]/u.test(text);
  try {
    for await (const chunk of createReadStream(path))
      if (!isPlain(decoder.decode(chunk, { stream: true }))) return false;
    return isPlain(decoder.decode());
  } catch (error) {
    if (error instanceof TypeError) return false;
    throw error;
  }
}
