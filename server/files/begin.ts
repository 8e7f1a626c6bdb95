import type { IncomingMessage, OutgoingHttpHeaders, ServerResponse } from "node:http";
import type { ByteRange } from "#media/storage/port.ts";
import { guarding } from "./headers.ts";
import { readRange } from "./range.ts";

export interface Sent {
  /** Null while it is not known. */
  etag: string | null;
  /** Bytes of the whole. */
  size: number;
  /** All others. */
  headers: OutgoingHttpHeaders;
}

/** Writes the head of an answer. @returns the part to send; null when that was all */
export function begin(
  { etag, size, headers }: Sent,
  request: IncomingMessage,
  response: ServerResponse,
): ByteRange | null {
  const { range, "if-range": ifRange, "if-none-match": known } = request.headers;
  if (etag !== null && known?.includes(etag)) {
    const { "content-type": _, ...others } = headers;
    response.writeHead(304, others).end();
    return null;
  }
  // RFC 9110 §13.1.5: of another version, or of a time, the whole. §14.2: a Range header says something with GET alone.
  const isPart = request.method === "GET" && (ifRange === undefined || ifRange === etag);
  const part = isPart ? readRange(range, size) : null;
  if (part === "unsatisfiable") {
    response.writeHead(416, { ...guarding, "content-range": `bytes */${size}` }).end();
    return null;
  }
  const { start, end } = part ?? { start: 0, end: size - 1 };
  response.writeHead(part === null ? 200 : 206, {
    ...headers,
    "content-length": end - start + 1,
    ...(part !== null && { "content-range": `bytes ${start}-${end}/${size}` }),
  });
  if (request.method !== "HEAD" && size > 0) return { start, end };
  response.end();
  return null;
}
