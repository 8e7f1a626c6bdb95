import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { Duplex } from "node:stream";
import { getRequestListener } from "@hono/node-server";
import { readBody } from "./body.ts";
import { clientAddress, type TrustedProxies } from "./client-address.ts";
import { createPaceKeeper } from "./pace.ts";

/** An activity at the door: what an inbox needs to know of its request. */
export interface InboxRequest {
  method: string;
  /** Path with its query, as on the wire: HTTP signatures are over these bytes. */
  path: string;
  headers: IncomingMessage["headers"];
  body: Uint8Array;
}

export interface InboxAnswer {
  status: number;
  /** A problem+json document (RFC 9457), when there is something to say. */
  body?: string;
  /** For the log. */
  activity: string | null;
  reason?: string;
}

export interface Site {
  receive(request: InboxRequest): Promise<InboxAnswer>;
  /** @param address where it came from, as far as trusted proxies tell */
  fetch(request: Request, address: string): Response | Promise<Response>;
  /** Files, whose bytes go out as they lie in the store. */
  readonly files: { serve(request: IncomingMessage, response: ServerResponse): boolean };
  /** Media of other servers. */
  readonly remoteMedia: {
    serve(request: IncomingMessage, response: ServerResponse, address: () => string): boolean;
  };
  /** Streaming, whose answers last for as long as clients like. */
  readonly streams: {
    /** Whether a request is streaming's own; then it is answered. */
    serve(request: IncomingMessage, response: ServerResponse, address: () => string): boolean;
    upgrade(request: IncomingMessage, socket: Duplex, head: Buffer, address: string): void;
  };
  /** Called when an answer has gone out: for the log and the metrics. */
  answered(request: Answered): void;
  /** Whether nobody at that address gets anything. */
  refuses(address: () => string): boolean;
  newRequestId(): string;
  readonly maxBodyBytes: number;
  readonly trustProxy: TrustedProxies | undefined;
}

export interface Answered {
  id: string;
  method: string;
  /** Without its query, which may hold what is nobody's business. */
  path: string;
  status: number;
  milliseconds: number;
  /** Who asked, as far as trusted proxies tell; found out only for what is logged. */
  address: () => string;
  /** At an inbox: which activity it was, and why it was left or refused. */
  inbox: Pick<InboxAnswer, "activity" | "reason"> | null;
}

const INBOX = /^\/(?:inbox|users\/[^/?]+\/inbox)(?:\?|$)/;
const STREAMING = /^\/api\/v1\/streaming(?:[/?]|$)/;
/** What anybody may send without an account, with files. */
const OPEN = /^\/(?:report|api\/folkmoot\/v1\/submissions)(?:[/?]|$)/;
const HEADERS_TIMEOUT_MS = 10_000;
/** How often what is slow is looked at; Node's own 30 s would double what a slow peer gets. */
const CHECK_INTERVAL_MS = 5_000;
/** Activities are small, and anybody may send them: 30 s for all of one. */
const INBOX_PACE = { patienceMs: 30_000, bytesPerSecond: 8_192, wholeMs: 30_000 };
/** Pictures and archives come from people, whose links may be slow: 200 MB at 1 Mbit/s take 28 minutes. */
const UPLOAD_PACE = { patienceMs: 30_000, bytesPerSecond: 8_192, wholeMs: 30 * 60_000 };
/** 34 MB at 1 Mbit/s take 5 minutes. */
const OPEN_PACE = { patienceMs: 30_000, bytesPerSecond: 8_192, wholeMs: 10 * 60_000 };

/**
 * The node's HTTP server. Inboxes are served without building a `Request`: they take most of a node's traffic, and
 * signatures want the bytes as they came. Everything else goes to the web application.
 *
 * @param site chooses by the Host header among the nodes that a process serves; `null` answers 421
 */
export function createListener(site: (host: string | undefined) => Site | null): Server {
  const pages = getRequestListener((request, { incoming }) => {
    const chosen = site(request.headers.get("host") ?? undefined);
    if (chosen === null) return new Response(null, { status: 421 });
    return chosen.fetch(request, addressOf(incoming as IncomingMessage, chosen));
  });
  const watch = createPaceKeeper(CHECK_INTERVAL_MS);
  const server = createServer(
    {
      headersTimeout: HEADERS_TIMEOUT_MS,
      requestTimeout: UPLOAD_PACE.wholeMs,
      connectionsCheckingInterval: CHECK_INTERVAL_MS,
      keepAliveTimeout: 65_000,
      maxHeaderSize: 16 * 1024,
      // Whoever asks for another protocol elsewhere, such as h2c, is served with this one.
      shouldUpgradeCallback: isWebSocket,
    },
    (request, response) => {
      const chosen = site(request.headers.host);
      if (chosen === null) {
        response.writeHead(421).end("No such site here.\n");
        return;
      }
      if (chosen.refuses(() => addressOf(request, chosen))) {
        response.writeHead(403, { connection: "close" }).end();
        return;
      }
      const observed = observe(chosen, request, response);
      const isInbox = request.method === "POST" && INBOX.test(request.url ?? "");
      watch.keep(response, isInbox ? INBOX_PACE : OPEN.test(request.url ?? "") ? OPEN_PACE : UPLOAD_PACE);
      if (isInbox) void serveInbox(chosen, request, response, observed);
      else if (
        !chosen.files.serve(request, response) &&
        !chosen.remoteMedia.serve(request, response, () => addressOf(request, chosen)) &&
        !chosen.streams.serve(request, response, () => addressOf(request, chosen))
      )
        void pages(request, response);
    },
  );
  server.on("close", () => watch.stop());
  server.on("upgrade", (request, socket, head) => {
    const chosen = site(request.headers.host);
    if (chosen === null || chosen.refuses(() => addressOf(request, chosen))) socket.destroy();
    else chosen.streams.upgrade(request, socket, head, addressOf(request, chosen));
  });
  return server;
}

function isWebSocket({ headers, url = "" }: IncomingMessage): boolean {
  return headers.upgrade?.toLowerCase() === "websocket" && STREAMING.test(url);
}

interface Observed {
  id: string;
  inbox: Answered["inbox"];
}

/** Gives the request its id and reports how it ended. */
function observe(site: Site, request: IncomingMessage, response: ServerResponse): Observed {
  const observed: Observed = { id: site.newRequestId(), inbox: null };
  const started = performance.now();
  response.setHeader("x-request-id", observed.id);
  response.setHeader("x-content-type-options", "nosniff");
  const address = () => addressOf(request, site);
  response.once("finish", () => {
    const path = (request.url ?? "/").replace(/\?.*$/s, "");
    const milliseconds = performance.now() - started;
    const { method = "" } = request;
    site.answered({ ...observed, method, path, status: response.statusCode, milliseconds, address });
  });
  return observed;
}

function addressOf(request: IncomingMessage, { trustProxy }: Site): string {
  const forwarded = request.headers["x-forwarded-for"];
  const remote = request.socket.remoteAddress ?? "";
  return clientAddress(remote, Array.isArray(forwarded) ? forwarded.join(",") : forwarded, trustProxy);
}

async function serveInbox(
  site: Site,
  request: IncomingMessage,
  response: ServerResponse,
  observed: Observed,
): Promise<void> {
  const body = await readBody(request, site.maxBodyBytes);
  if (body === "aborted") return;
  if (body === "too-large") {
    response.writeHead(413, { connection: "close", "content-type": "application/problem+json" });
    response.end(JSON.stringify({ type: "about:blank", title: "Content Too Large", status: 413 }));
    return;
  }
  const answer = await site
    .receive({ method: "POST", path: request.url ?? "/inbox", headers: request.headers, body })
    .catch((): InboxAnswer => ({ status: 500, activity: null, reason: "node/failed" }));
  observed.inbox = answer;
  const headers = answer.body === undefined ? undefined : { "content-type": "application/problem+json" };
  response.writeHead(answer.status, headers).end(answer.body);
}
