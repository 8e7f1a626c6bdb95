import { err, ok, type Result } from "#protocol/result.ts";
import { clean, shorten } from "#protocol/vocab/read/names.ts";

export interface BroughtFile {
  name: string;
  bytes: Uint8Array;
}

export interface CheckedFile extends BroughtFile {
  mediaType: string;
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
  { mediaType: "text/plain", begins: isText },
];

export type FileProblem =
  | { type: "submission/too-many-files"; most: number }
  | { type: "submission/file-too-large"; most: number }
  | { type: "submission/file-kind" };

/** Pictures, PDFs and plain text, at most four. Names are shown to moderators, and never become a path. */
export function checkFiles(files: readonly BroughtFile[]): Result<CheckedFile[], FileProblem> {
  if (files.length > MOST_FILES) return err({ type: "submission/too-many-files", most: MOST_FILES });
  const checked: CheckedFile[] = [];
  for (const { name, bytes } of files) {
    if (bytes.byteLength > MOST_FILE_BYTES)
      return err({ type: "submission/file-too-large", most: MOST_FILE_BYTES });
    const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    const kind = bytes.byteLength > 0 ? kinds.find(({ begins }) => begins(buffer)) : undefined;
    if (kind === undefined) return err({ type: "submission/file-kind" });
    checked.push({ bytes, name: harmless(name), mediaType: kind.mediaType });
  }
  return ok(checked);
}

/** @example harmless("../../etc/pass\u202ewd.png") // "passwd.png" */
function harmless(name: string): string {
  const last = clean(name.slice(0, 1_000)).split(/[/\\]/).at(-1) ?? "";
  const plain = last.replaceAll(/[\p{Cc}\p{Cf}<>:"|?*]/gu, "").replace(/^[.\s]+|[.\s]+$/g, "");
  return plain === "" ? "file" : shorten(plain, 100);
}

/** UTF-8 without control characters. */
function isText(bytes: Buffer): boolean {
  try {
    const text = new TextDecoder("utf-8", { fatal: true }).decode(bytes);
    return !/[^\P{Cc}\t\n\r]/u.test(text);
  } catch {
    return false;
  }
}
