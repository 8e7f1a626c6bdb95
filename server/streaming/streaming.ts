import type { IncomingMessage, ServerResponse } from "node:http";
import type { Duplex } from "node:stream";
import type { Change, ChangeFeed } from "../changes/feed.ts";
import type { ApiCtx } from "../context.ts";
import type { Tasks } from "../platform/tasks.ts";
import { createDoor } from "./door.ts";
import { createEventStreams } from "./event-stream.ts";
import { createDeliver } from "./events/deliver.ts";
import { createFilters } from "./events/filters.ts";
import { createHub } from "./hub.ts";
import { isStreaming, pathOf } from "./paths.ts";
import { Registry } from "./registry.ts";
import { createSockets } from "./sockets.ts";
import { readValid } from "./store/tokens.ts";

const PING_MS = 30_000;
const BEAT_MS = 15_000;
const CHECK_MS = 20_000;

/** What the HTTP server hands over. */
export interface Streaming {
  /** Whether a request is streaming's own; then it is answered. */
  serve(request: IncomingMessage, response: ServerResponse, address: () => string): boolean;
  /** Takes over a connection that wants to be a WebSocket. */
  upgrade(request: IncomingMessage, socket: Duplex, head: Buffer, address: string): void;
  /** Open connections. */
  count(): number;
  keepCurrent(tasks: Pick<Tasks, "every">): void;
  /** Closes what is open, and opens nothing more. */
  stop(): Promise<void>;
}

/** Streaming of one process: see README.md. */
export function createStreaming(ctx: ApiCtx, changes: ChangeFeed): Streaming {
  const registry = new Registry();
  const filters = createFilters(ctx);
  const deliver = createDeliver(ctx, filters);
  const hub = createHub(
    ctx,
    changes,
    registry,
    async (audience, batch) => {
      if (audience === registry) shutOut(registry, batch);
      await deliver(audience, batch);
    },
    filters.forgetAll,
  );
  let isStopping = false;
  const parts = { hub, door: createDoor(ctx), isStopping: () => isStopping };
  const sockets = createSockets(ctx, parts);
  const eventStreams = createEventStreams(ctx, parts);
  const failed = (error: unknown, end: { destroy(): unknown }) => {
    ctx.log.error({ err: error }, "a stream could not be opened");
    end.destroy();
  };

  return {
    serve(request, response, address) {
      if (!isStreaming(pathOf(request.url ?? "/"))) return false;
      eventStreams.serve(request, response, address()).catch((error) => failed(error, response));
      return true;
    },
    upgrade(request, socket, head, address) {
      sockets.upgrade(request, socket, head, address).catch((error) => failed(error, socket));
    },
    count: () => registry.connections.size,
    keepCurrent(tasks) {
      tasks.every("ping streams", PING_MS, async () => sockets.ping());
      tasks.every("keep event streams open", BEAT_MS, async () => eventStreams.beat());
      tasks.every("check tokens of streams", CHECK_MS, () => checkTokens(ctx, registry));
    },
    async stop() {
      isStopping = true;
      hub.stop();
      for (const connection of registry.connections) connection.close("stopping");
      await sockets.close();
    },
  };
}

/** At once, in every process: the log has it. */
function shutOut({ connections }: Registry, batch: readonly Change[]): void {
  const idsOf = (kind: Change["kind"]) =>
    new Set(batch.flatMap((change) => (change.kind === kind ? change.subjectId : [])));
  const tokens = idsOf("token.revoked");
  const accounts = idsOf("account.barred");
  if (tokens.size + accounts.size === 0) return;
  for (const connection of connections) {
    const { tokenId, accountId } = connection;
    if ((tokenId !== null && tokens.has(tokenId)) || (accountId !== null && accounts.has(accountId)))
      connection.close("revoked");
  }
}

/** And now and then for all of them, whatever the log has missed. */
async function checkTokens(ctx: Pick<ApiCtx, "sql">, { connections }: Registry): Promise<void> {
  const tokenIds = new Set([...connections].flatMap(({ tokenId }) => tokenId ?? []));
  if (tokenIds.size === 0) return;
  const valid = await readValid(ctx.sql, [...tokenIds]);
  for (const connection of connections) {
    const { tokenId } = connection;
    if (tokenId !== null && tokenIds.has(tokenId) && !valid.has(tokenId)) connection.close("revoked");
  }
}
