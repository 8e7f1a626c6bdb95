import { createHash } from "node:crypto";
import type { IncomingMessage, OutgoingHttpHeaders, ServerResponse } from "node:http";
import type { ApiCtx } from "../context.ts";
import { begin, type Sent } from "../files/begin.ts";
import { etagOf, guarding, preflight } from "../files/headers.ts";
import { readRange } from "../files/range.ts";
import { sendStream } from "../files/send.ts";
import type { Proxied } from "./address.ts";
import { busy, type Failure } from "./failure.ts";
import { createFinder, type FindCtx } from "./find.ts";
import type { Found } from "./found.ts";
import { createPasser } from "./pass.ts";

type Deps = FindCtx & Pick<ApiCtx, "domains" | "proxy" | "files" | "openRemote" | "log">;

/** A file at its origin may change, though it seldom does. */
const WEEK = 7 * 24 * 3_600;
/** A reader that takes nothing for so long has gone. */
const IDLE_MS = 60_000;
/** As much ahead of what is here is waited for; whoever wants to see later parts gets them from the origin. */
const WORTH_WAITING = 4 * 1024 * 1024;
/** Up to this size a file is read at once. */
const SMALL = 256 * 1024;

export interface ProxyServer {
  /** Whether a request is for a remote file; then it is answered. */
  serve(request: IncomingMessage, response: ServerResponse, address: () => string): boolean;
  settled(): Promise<void>;
  stop(): Promise<void>;
}

interface Options {
  /** Whether whoever is at that address may have one more file fetched. */
  mayFetch(address: string): Promise<boolean>;
  /** Whether moderators have hidden what shows it. */
  isHidden(url: string): boolean;
}

/** Serves remote files at the addresses that this node has made for them: see `address.ts`. */
export function createProxyServer(ctx: Deps, { mayFetch, isHidden }: Options): ProxyServer {
  const finder = createFinder(ctx);
  const pass = createPasser(ctx);

  async function answer(request: IncomingMessage, response: ServerResponse, address: string): Promise<void> {
    const proxied = proxiedOf(ctx, request.url ?? "");
    if (proxied === null || isHidden(proxied.url))
      return refuse(response, { reason: "address", as: "missing", forMs: 0 });
    for (const isLastTry of [false, true]) {
      const found = await finder.find(proxied, () => mayFetch(address));
      if (!found.ok) return refuse(response, found.error);
      const failure = await give(proxied, found.value, { request, response, address });
      if (failure === null) return;
      if (failure !== "lost" || isLastTry)
        return refuse(response, failure === "lost" ? busy("lost") : failure);
    }
  }

  /** @returns null when it was answered; `lost` when the store has lost it, which is forgotten then */
  async function give(
    proxied: Proxied,
    found: Found,
    { request, response, address }: { request: IncomingMessage; response: ServerResponse; address: string },
  ): Promise<Failure | "lost" | null> {
    if (found.is === "file") {
      const isThere = await sendKept(found, request, response);
      if (!isThere) await finder.lost(proxied);
      return isThere ? null : "lost";
    }
    if (found.is === "bytes") {
      const { bytes, mediaType, seconds } = found;
      const etag = `"${createHash("sha256").update(bytes).digest("base64url")}"`;
      const part = begin(sent(mediaType, etag, bytes.byteLength, seconds || WEEK), request, response);
      if (part !== null) response.end(bytes.subarray(part.start, part.end + 1));
      return null;
    }
    if (found.is === "coming") {
      const { spool } = found;
      const wanted = readRange(request.headers.range, spool.total);
      const start = wanted === null || wanted === "unsatisfiable" ? 0 : wanted.start;
      if (start <= spool.here() + WORTH_WAITING) {
        const part = begin(sent(spool.mediaType, null, spool.total), request, response);
        if (part !== null) await sendStream(spool.read(part), response);
        return null;
      }
    }
    const mediaType = found.is === "coming" ? found.spool.mediaType : found.mediaType;
    // Its origin is asked each time.
    if (!(await mayFetch(address))) return busy("too many fetches");
    const headers = { ...guarded, "content-type": mediaType, "cache-control": `public, max-age=${WEEK}` };
    return pass({ url: proxied.url, reader: address }, request, response, headers);
  }

  async function sendKept(
    { name, mediaType }: { name: string; mediaType: string },
    request: IncomingMessage,
    response: ServerResponse,
  ): Promise<boolean> {
    const size = await ctx.files.size(name);
    if (size === null) return false;
    const file = sent(mediaType, etagOf(name), size);
    if (size <= SMALL) {
      const bytes = await ctx.files.read(name);
      if (bytes === null) return false;
      const part = begin(file, request, response);
      if (part !== null) response.end(bytes.subarray(part.start, part.end + 1));
      return true;
    }
    const part = begin(file, request, response);
    if (part === null) return true;
    const stream = await ctx.files.open(name, part);
    if (stream === null) response.destroy();
    else await sendStream(stream, response);
    return true;
  }

  return {
    serve(request, response, address) {
      if (!request.url?.startsWith("/proxy/")) return false;
      if (request.method === "OPTIONS") response.writeHead(204, preflight).end();
      else if (request.method !== "GET" && request.method !== "HEAD")
        response.writeHead(405, { ...guarding, allow: "GET, HEAD, OPTIONS" }).end();
      else {
        response.setTimeout(IDLE_MS, () => response.destroy());
        answer(request, response, address()).catch((error) => failed(error, response));
      }
      return true;
    },
    settled: () => finder.settled(),
    stop: () => finder.stop(),
  };

  function failed(error: unknown, response: ServerResponse): void {
    // That a reader goes is nothing to report.
    if (response.destroyed) return;
    if (response.headersSent) response.destroy();
    else refuse(response, busy("failed"));
    ctx.log.warn({ err: error }, "a remote file was not served");
  }
}

const guarded: OutgoingHttpHeaders = {
  ...guarding,
  "access-control-expose-headers": "accept-ranges, content-length, content-range, etag",
};

/** What an address stands for, unless it is somebody else's invention or from where nothing is shown. */
function proxiedOf(ctx: Pick<Deps, "proxy" | "domains">, url: string): Proxied | null {
  const end = url.indexOf("?");
  const [, , signature = "", size = "", encoded = "", ...rest] = (end < 0 ? url : url.slice(0, end)).split(
    "/",
  );
  const proxied = rest.length > 0 ? null : ctx.proxy.read(signature, size, encoded);
  const host = proxied === null ? null : (URL.parse(proxied.url)?.host ?? null);
  if (host === null || ctx.domains.hidesMedia(host) || !ctx.domains.mayBeAsked(host)) return null;
  return proxied;
}

const statuses = { missing: 404, unreachable: 502, busy: 503 } as const;

function refuse(response: ServerResponse, { as, forMs }: Failure): void {
  const seconds = Math.min(Math.floor(forMs / 1_000), 300);
  response
    .writeHead(statuses[as], {
      ...guarding,
      "content-type": "text/plain",
      "cache-control": seconds > 0 ? `public, max-age=${seconds}` : "no-store",
      ...(as !== "missing" && { "retry-after": String(Math.max(seconds, 5)) }),
    })
    .end("Not shown.\n");
}

/** @param etag null while it is not known; @param seconds for which it may be kept elsewhere */
function sent(mediaType: string, etag: string | null, size: number, seconds = WEEK): Sent {
  const headers = {
    ...guarded,
    "accept-ranges": "bytes",
    "cache-control": `public, max-age=${seconds}${seconds === WEEK ? ", immutable" : ""}`,
    "content-type": mediaType,
    ...(etag !== null && { etag }),
  };
  return { etag, size, headers };
}
