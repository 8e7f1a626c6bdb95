import { type IncomingMessage, STATUS_CODES } from "node:http";
import type { Duplex } from "node:stream";
import { type RawData, type WebSocket, WebSocketServer } from "ws";
import type { ApiCtx } from "../context.ts";
import { type Door, type Guest, queryOf } from "./door.ts";
import type { Hub } from "./hub.ts";
import { pathOf, streamAt } from "./paths.ts";
import { createSession, MOST_WAITING, type Outlet, type Session } from "./session.ts";
import { isRefusal, type Stream, type StreamRefusal } from "./streams.ts";

/** Bytes of what clients send: a stream's name and its parameters. */
const MOST_RECEIVED = 4_096;
const MOST_STREAMS = 100;
/** What a client may ask before it is answered. */
const MOST_ASKED = 200;
const CLOSE_WITHIN_MS = 2_000;

/** RFC 6455 §7.4.1. */
const codes = { revoked: 1008, stopping: 1001 } as const;

export interface Sockets {
  /** Takes over a connection that asks to become a WebSocket. */
  upgrade(request: IncomingMessage, socket: Duplex, head: Buffer, address: string): Promise<void>;
  /** Asks each whether it is still there, and ends those that did not answer the last time. */
  ping(): void;
  /** Resolves when every socket is closed, those that do not answer by force. */
  close(): Promise<void>;
}

/** Any number of streams over one WebSocket: https://docs.joinmastodon.org/methods/streaming/#websocket */
export function createSockets(
  ctx: Pick<ApiCtx, "sql" | "log">,
  { hub, door, isStopping }: { hub: Hub; door: Door; isStopping: () => boolean },
): Sockets {
  const server = new WebSocketServer({
    noServer: true,
    clientTracking: false,
    perMessageDeflate: false,
    maxPayload: MOST_RECEIVED,
  });
  const open = new Map<WebSocket, { isAlive: boolean }>();

  function welcome(socket: WebSocket, guest: Guest, target: string): void {
    const session = createSession(ctx, hub, guest, outletOf(socket));
    const state = { isAlive: true };
    open.set(socket, state);
    socket.on("pong", () => {
      state.isAlive = true;
    });
    socket.on("error", () => socket.terminate());
    socket.once("close", () => {
      open.delete(socket);
      session.end();
    });
    const asked = createAsked(ctx, socket, session);
    socket.on("message", (data, isBinary) => asked.hear(data, isBinary));
    const query = queryOf(target);
    const stream = streamAt(pathOf(target), query) ?? query.get("stream");
    if (stream !== null) asked.listen((name) => (name === "stream" ? stream : query.get(name)));
  }

  return {
    async upgrade(request, socket, head, address) {
      socket.on("error", () => socket.destroy());
      const guest = isStopping()
        ? { error: "The server is about to stop", status: 503 }
        : await door.admit(request, address);
      if ("error" in guest) {
        refuse(socket, guest);
        return;
      }
      await hub.enter().catch((error) => {
        guest.leave();
        throw error;
      });
      if (socket.destroyed || isStopping()) {
        hub.exit();
        guest.leave();
        socket.destroy();
        return;
      }
      let isOpen = false;
      server.handleUpgrade(request, socket, head, (webSocket) => {
        isOpen = true;
        welcome(webSocket, guest, request.url ?? "");
      });
      // What is no proper handshake has been answered by then.
      if (isOpen) return;
      hub.exit();
      guest.leave();
    },
    ping() {
      for (const [socket, state] of open) {
        if (!state.isAlive) socket.terminate();
        state.isAlive = false;
        socket.ping();
      }
    },
    async close() {
      const closing = [...open.keys()].map(
        (socket) => new Promise<void>((resolve) => socket.once("close", () => resolve())),
      );
      for (const socket of open.keys()) socket.close(codes.stopping, "The server is about to stop");
      const cut = setTimeout(() => {
        for (const socket of open.keys()) socket.terminate();
      }, CLOSE_WITHIN_MS);
      await Promise.all(closing);
      clearTimeout(cut);
    },
  };
}

/** Does what a client asks for, one thing after another. */
function createAsked(ctx: Pick<ApiCtx, "log">, socket: WebSocket, session: Session) {
  let waiting = 0;
  let last: Promise<void> = Promise.resolve();

  function inTurn(work: () => Promise<void>): void {
    waiting += 1;
    if (waiting > MOST_ASKED) {
      socket.close(codes.revoked, "Too many requests");
      return;
    }
    last = last
      .then(work)
      .catch((error) => {
        ctx.log.error({ err: error }, "a stream could not be opened");
        socket.close(1011);
      })
      .finally(() => {
        waiting -= 1;
      });
  }

  async function listen(param: (name: string) => string | null): Promise<void> {
    const found = await session.find(param("stream"), param);
    if (isRefusal(found)) return say(socket, found);
    if (session.size >= MOST_STREAMS) return say(socket, { error: "Too many open streams", status: 429 });
    await session.listen(found, param("last_event_id"));
  }

  return {
    listen: (param: (name: string) => string | null) => inTurn(() => listen(param)),
    hear(data: RawData, isBinary: boolean): void {
      const asked = isBinary ? null : parse(data);
      if (asked === null) return;
      const param = (name: string) => (typeof asked[name] === "string" ? asked[name] : null);
      const type = param("type");
      if (type === "subscribe") inTurn(() => listen(param));
      else if (type === "unsubscribe")
        inTurn(async () => {
          const found = await session.find(param("stream"), param);
          if (isRefusal(found)) say(socket, found);
          else session.unlisten(found);
        });
    },
  };
}

/** Null for what is no object in JSON: Mastodon leaves it unanswered, too. */
function parse(data: RawData): Record<string, unknown> | null {
  try {
    const value: unknown = JSON.parse(String(data));
    return typeof value === "object" && value !== null ? (value as Record<string, unknown>) : null;
  } catch {
    return null;
  }
}

function say(socket: WebSocket, refusal: StreamRefusal): void {
  if (socket.readyState === socket.OPEN) socket.send(JSON.stringify(refusal));
}

function outletOf(socket: WebSocket): Outlet {
  return {
    send(message, stream: Stream) {
      if (socket.readyState !== socket.OPEN) return;
      if (socket.bufferedAmount > MOST_WAITING) socket.terminate();
      else socket.send(message.frame(stream.label), { binary: false });
    },
    waiting: () => socket.bufferedAmount,
    close(why) {
      // Who does not read would not read that it is over, either.
      if (why === "slow") socket.terminate();
      else socket.close(codes[why], why === "revoked" ? "The access token was revoked" : "");
    },
  };
}

/** The connection is not a WebSocket yet: the answer is written by hand. */
function refuse(socket: Duplex, { error, status }: StreamRefusal): void {
  const body = JSON.stringify({ error });
  const lines = [
    `HTTP/1.1 ${status} ${STATUS_CODES[status]}`,
    "connection: close",
    "content-type: application/json; charset=utf-8",
    `content-length: ${Buffer.byteLength(body)}`,
  ];
  socket.once("finish", () => socket.destroy());
  socket.end(`${lines.join("\r\n")}\r\n\r\n${body}`);
}
