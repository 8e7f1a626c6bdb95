import { open, rm } from "node:fs/promises";
import { err, ok, type Result } from "#protocol/result.ts";

export type ReceiveError = { type: "upload/no-file" } | { type: "upload/too-large" };

const MAX_HEADERS = 8 * 1024;

/**
 * Writes the file of a form (RFC 7578) that has nothing else to a path, as it comes: it may be larger than memory.
 *
 * @returns the file's name by its owner's word
 */
export async function receiveFile(
  request: Request,
  path: string,
  most: number,
): Promise<Result<{ fileName: string }, ReceiveError>> {
  const [, quoted, plain] =
    /boundary=(?:"([^"]{1,70})"|([^;\s]{1,70}))/.exec(request.headers.get("content-type") ?? "") ?? [];
  const boundary = quoted ?? plain;
  if (boundary === undefined || request.body === null) return err({ type: "upload/no-file" });
  const out = await open(path, "w", 0o600);
  let isWhole = false;
  try {
    const delimiter = Buffer.from(`\r\n--${boundary}`);
    const written = await writeFirstPart(request.body, delimiter, most, (piece) => out.appendFile(piece));
    isWhole = written.ok;
    return written;
  } finally {
    await out.close();
    // Also of what broke off, or did not fit on the disk, nothing is kept.
    if (!isWhole) await rm(path, { force: true });
  }
}

async function writeFirstPart(
  body: ReadableStream<Uint8Array>,
  delimiter: Buffer,
  most: number,
  write: (piece: Buffer) => Promise<void>,
): Promise<Result<{ fileName: string }, ReceiveError>> {
  // The first delimiter may lack the line break that all others have.
  let held = Buffer.from("\r\n");
  let fileName: string | null = null;
  let size = 0;
  for await (const chunk of body) {
    held = Buffer.concat([held, chunk]);
    if (fileName === null) {
      const end = held.indexOf("\r\n\r\n", delimiter.length);
      if (end === -1 && held.length <= MAX_HEADERS) continue;
      fileName = end === -1 || held.indexOf(delimiter) !== 0 ? null : nameIn(held.toString("utf8", 0, end));
      if (fileName === null) return err({ type: "upload/no-file" });
      held = held.subarray(end + 4);
    }
    const end = held.indexOf(delimiter);
    const sure = end === -1 ? Math.max(0, held.length - delimiter.length) : end;
    size += sure;
    if (size > most) return err({ type: "upload/too-large" });
    if (sure > 0) await write(held.subarray(0, sure));
    if (end !== -1) return size === 0 ? err({ type: "upload/no-file" }) : ok({ fileName });
    held = held.subarray(sure);
  }
  return err({ type: "upload/no-file" });
}

/** Browsers write quotes and line breaks in names as %22, %0D and %0A. */
function nameIn(headers: string): string | null {
  return /content-disposition:[^\r\n]*;\s*filename="([^"\r\n]*)"/i.exec(headers)?.[1]?.slice(0, 200) ?? null;
}
