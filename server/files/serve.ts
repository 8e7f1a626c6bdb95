import type { IncomingMessage, ServerResponse } from "node:http";
import { isFileName } from "#media/storage/names.ts";
import { MediaStoreError } from "#media/storage/port.ts";
import { type RememberingStore, SMALL } from "#media/storage/remember.ts";
import { begin, type Sent } from "./begin.ts";
import { etagOf, fileHeaders, guarding, isNamed, preflight } from "./headers.ts";
import { sendPart, sendStream } from "./send.ts";

/** A reader that takes nothing for so long has gone; what was opened for it is closed. */
const IDLE_MS = 60_000;
/** For how long a reader may remember where a file lies: shorter than a signed address holds. */
const REDIRECT_SECONDS = 300;

export interface FileServer {
  /** Whether a request is for a file; then it is answered. */
  serve(request: IncomingMessage, response: ServerResponse): boolean;
}

interface Options {
  /** Sends readers to where the store serves a file itself, if it does. */
  redirect: boolean;
  /** What is kept and not shown. */
  isHidden(name: string): boolean;
  onError(error: unknown, name: string): void;
}

/**
 * Serves files at `/files/ab/ab….jpg`, without Request and Response: they are most of a node's bytes. Names hold for ever, so
 * every answer may be kept for ever.
 */
export function createFileServer(
  store: RememberingStore,
  { redirect, isHidden, onError }: Options,
): FileServer {
  async function answer(name: string, request: IncomingMessage, response: ServerResponse): Promise<void> {
    if (redirect && !refersToOthers(name)) {
      const location = await store.direct(name);
      if (location !== null) {
        const headers = { ...guarding, location, "cache-control": `public, max-age=${REDIRECT_SECONDS}` };
        response.writeHead(302, headers).end();
        return;
      }
    }
    if (store.handle !== undefined) {
      const handle = await store.handle(name);
      if (handle === null) return notFound(response);
      try {
        const { size } = await handle.stat();
        if (size > SMALL) {
          const part = begin(sent(name, size), request, response);
          if (part !== null) await sendPart(handle, response, part);
          return;
        }
      } finally {
        await handle.close();
      }
    } else {
      const size = await store.size(name);
      if (size === null) return notFound(response);
      if (size > SMALL) {
        const part = begin(sent(name, size), request, response);
        if (part === null) return;
        const stream = await store.open(name, part);
        if (stream === null) response.destroy();
        else await sendStream(stream, response);
        return;
      }
    }
    const bytes = await store.read(name);
    if (bytes === null) return notFound(response);
    sendBytes(name, bytes, request, response);
  }

  function failed(error: unknown, name: string, response: ServerResponse): void {
    // That a reader goes is nothing to report.
    if (response.destroyed) return;
    onError(error, name);
    if (response.headersSent) response.destroy();
    else {
      const retry = error instanceof MediaStoreError ? { "retry-after": "30" } : undefined;
      response.writeHead(retry ? 503 : 500, retry).end();
    }
  }

  return {
    serve(request, response) {
      const { url = "", method = "" } = request;
      if (!url.startsWith("/files/")) return false;
      const end = url.indexOf("?");
      const [, , shard, name = "", ...rest] = (end < 0 ? url : url.slice(0, end)).split("/");
      if (rest.length > 0 || !isServed(name) || shard !== name.slice(0, 2) || isHidden(name))
        notFound(response);
      else if (method === "OPTIONS") response.writeHead(204, preflight).end();
      else if (method !== "GET" && method !== "HEAD")
        response.writeHead(405, { allow: "GET, HEAD, OPTIONS" }).end();
      else if (isNamed(request.headers["if-none-match"], name)) {
        const { "content-type": _, ...headers } = fileHeaders(name);
        response.writeHead(304, headers).end();
      } else {
        const bytes = store.recent(name);
        if (bytes !== undefined) sendBytes(name, bytes, request, response);
        else {
          response.setTimeout(IDLE_MS, () => response.destroy());
          answer(name, request, response).catch((error) => failed(error, name, response));
        }
      }
      return true;
    },
  };
}

/** What somebody sent is nobody else's until something has been made of it, without what it says of its owner. */
function isServed(name: string): boolean {
  return isFileName(name) && !name.endsWith(".bin");
}

/** Playlists name the files beside them, which a signature for one does not cover. */
function refersToOthers(name: string): boolean {
  return name.endsWith(".m3u8") || name.endsWith(".vtt");
}

function notFound(response: ServerResponse): void {
  response.writeHead(404, { ...guarding, "content-type": "text/plain" }).end("Not found.\n");
}

function sendBytes(
  name: string,
  bytes: Uint8Array,
  request: IncomingMessage,
  response: ServerResponse,
): void {
  const part = begin(sent(name, bytes.byteLength), request, response);
  if (part !== null) response.end(bytes.subarray(part.start, part.end + 1));
}

function sent(name: string, size: number): Sent {
  return { etag: etagOf(name), size, headers: fileHeaders(name) };
}
