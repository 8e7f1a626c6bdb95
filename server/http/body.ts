import type { IncomingMessage } from "node:http";

/** Why a body was not read to its end. */
export type BodyError = "too-large" | "aborted";

/**
 * Reads a request's body, at most `maxBytes` of it. A longer one is not read on: the caller answers 413 and closes
 * the connection. How slowly it may come is bounded by the server (`pace.ts`).
 */
export function readBody(request: IncomingMessage, maxBytes: number): Promise<Uint8Array | BodyError> {
  if (Number(request.headers["content-length"] ?? 0) > maxBytes) return Promise.resolve("too-large");
  return new Promise((resolve) => {
    const chunks: Buffer[] = [];
    let length = 0;
    const onData = (chunk: Buffer) => {
      length += chunk.length;
      if (length <= maxBytes) {
        chunks.push(chunk);
        return;
      }
      request.pause();
      request.off("data", onData);
      resolve("too-large");
    };
    request.on("data", onData);
    request.on("end", () =>
      resolve(chunks.length === 1 && chunks[0] ? chunks[0] : Buffer.concat(chunks, length)),
    );
    request.on("error", () => resolve("aborted"));
    request.on("close", () => resolve("aborted"));
  });
}
