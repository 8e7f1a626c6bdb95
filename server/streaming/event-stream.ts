import type { IncomingMessage, ServerResponse } from "node:http";
import type { ApiCtx } from "../context.ts";
import { type Door, queryOf } from "./door.ts";
import type { Hub } from "./hub.ts";
import { healthPath, pathOf, streamAt } from "./paths.ts";
import { createSession, MOST_WAITING, type Outlet } from "./session.ts";
import { isRefusal, type StreamRefusal } from "./streams.ts";

/** Pages of every origin may listen: tokens are sent on purpose. */
const cors = {
  "access-control-allow-origin": "*",
  "access-control-allow-methods": "GET, OPTIONS",
  "access-control-allow-headers": "Authorization, Accept, Cache-Control, Last-Event-ID",
  "access-control-max-age": "86400",
};

export interface EventStreams {
  /** Answers a request at one of streaming's paths, for as long as its client likes. */
  serve(request: IncomingMessage, response: ServerResponse, address: string): Promise<void>;
  /** Says something on each, so that nobody between takes it for dead. */
  beat(): void;
}

/** Streams as server-sent events: https://html.spec.whatwg.org/multipage/server-sent-events.html */
export function createEventStreams(
  ctx: Pick<ApiCtx, "sql">,
  { hub, door, isStopping }: { hub: Hub; door: Door; isStopping: () => boolean },
): EventStreams {
  const open = new Set<ServerResponse>();

  async function stream(
    request: IncomingMessage,
    response: ServerResponse,
    path: string,
    address: string,
  ): Promise<StreamRefusal | null> {
    const query = queryOf(request.url ?? "");
    const name = streamAt(path, query);
    if (name === null) return { error: "Unknown channel requested", status: 400 };
    if (isStopping()) return { error: "The server is about to stop", status: 503 };
    const guest = await door.admit(request, address);
    if ("error" in guest) return guest;
    await hub.enter().catch((error) => {
      guest.leave();
      throw error;
    });
    const session = createSession(ctx, hub, guest, outletOf(response));
    response.once("close", () => {
      open.delete(response);
      session.end();
    });
    if (response.destroyed) {
      session.end();
      return null;
    }
    const found = await session.find(name, (param) => query.get(param));
    if (isRefusal(found)) {
      session.end();
      return found;
    }
    response.writeHead(200, {
      ...cors,
      "content-type": "text/event-stream",
      "cache-control": "private, no-store",
      // Some proxies would keep events back until there are enough of them.
      "x-accel-buffering": "no",
    });
    await session.listen(found, request.headers["last-event-id"]?.toString() ?? query.get("last_event_id"));
    open.add(response);
    // What is open listens: the headers go out with this, or with what was missed.
    response.write(":)\n");
    return null;
  }

  return {
    async serve(request, response, address) {
      const path = pathOf(request.url ?? "/");
      if (request.method === "OPTIONS") {
        response.writeHead(204, cors).end();
        return;
      }
      if (request.method !== "GET") {
        answer(response, { error: "Not found", status: 404 });
        return;
      }
      if (path === healthPath) {
        response.writeHead(200, { ...cors, "content-type": "text/plain" }).end("OK");
        return;
      }
      const refusal = await stream(request, response, path, address);
      if (refusal !== null) answer(response, refusal);
    },
    beat() {
      for (const response of open) response.write(":thump\n");
    },
  };
}

function answer(response: ServerResponse, { error, status }: StreamRefusal): void {
  const headers = { ...cors, "content-type": "application/json; charset=utf-8" };
  response.writeHead(status, headers).end(JSON.stringify({ error }));
}

function outletOf(response: ServerResponse): Outlet {
  return {
    send(message) {
      if (response.destroyed || response.writableEnded) return;
      if (response.writableLength > MOST_WAITING) response.destroy();
      else response.write(message.lines());
    },
    waiting: () => response.writableLength,
    close(why) {
      if (why === "slow") response.destroy();
      else response.end();
    },
  };
}
