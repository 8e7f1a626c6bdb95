import type { ByteRange } from "#media/storage/port.ts";

/**
 * Which part of a file a Range header asks for (RFC 9110 §14.1.2).
 *
 * @returns null for the whole file: no such header, one that is none, or one of several parts, which a server may ignore;
 *   `unsatisfiable` where the file has no such part
 */
export function readRange(header: string | undefined, size: number): ByteRange | "unsatisfiable" | null {
  const match = /^bytes=(?:(\d{1,15})-(\d{0,15})|-(\d{1,15}))$/i.exec(header?.trim() ?? "");
  if (match === null) return null;
  const [, first, last, suffix] = match;
  if (suffix !== undefined) {
    const length = Math.min(Number(suffix), size);
    return length === 0 ? "unsatisfiable" : { start: size - length, end: size - 1 };
  }
  const start = Number(first);
  const end = last === "" || last === undefined ? size - 1 : Math.min(Number(last), size - 1);
  // "An int-range is invalid if the last-pos value is present and less than its first-pos": then there is no Range header.
  if (last !== "" && Number(last) < start) return null;
  return start >= size ? "unsatisfiable" : { start, end };
}
