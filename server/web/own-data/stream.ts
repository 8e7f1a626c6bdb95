import { Readable } from "node:stream";

/** A file for whoever asked, as it is made; kept by nobody. */
export function download(
  pieces: AsyncIterable<string | Uint8Array>,
  { name, type, bytes }: { name: string; type: string; bytes?: number },
): Response {
  const body = Readable.toWeb(Readable.from(pieces, { objectMode: false })) as unknown as ReadableStream;
  return new Response(body, {
    headers: {
      "content-type": type,
      "content-disposition": `attachment; filename="${name}"`,
      "cache-control": "no-store",
      "x-content-type-options": "nosniff",
      ...(bytes !== undefined && { "content-length": String(bytes) }),
    },
  });
}
