import { grants } from "../api/access.ts";
import type { ApiCtx } from "../context.ts";
import type { Guest } from "./door.ts";
import type { Hub } from "./hub.ts";
import type { Connection, Subscription } from "./registry.ts";
import { ownsList } from "./store/lists.ts";
import { findStream, isRefusal, notYourList, type Stream, type StreamRefusal } from "./streams.ts";

/** What one connection listens to. */
export interface Session {
  /** A stream by its name and parameters, if this guest may have it. */
  find(name: string | null, param: (name: string) => string | null): Promise<Stream | StreamRefusal>;
  /** Resolves when it is told of everything from now on, or since a message. */
  listen(stream: Stream, since: string | null): Promise<void>;
  unlisten(stream: Stream): void;
  /** Listens to nothing any more, and makes room for another guest. */
  end(): void;
  /** Streams that it listens to. */
  readonly size: number;
}

/** Bytes that may wait for a reader before it is cut off. What many wait for is in memory once. */
export const MOST_WAITING = 4 * 1_048_576;

/** What a transport can do. */
export type Outlet = Pick<Connection, "send" | "waiting" | "close">;

/** A guest with an open connection; the hub must have been entered for it. */
export function createSession(
  ctx: Pick<ApiCtx, "sql">,
  hub: Hub,
  { leave, ...guest }: Guest,
  outlet: Outlet,
): Session {
  const subscriptions = new Map<string, Subscription>();
  const connection: Connection = {
    ...guest,
    seesNotifications: grants(guest.scopes, "read:notifications"),
    send: (message, stream) => outlet.send(message, stream),
    waiting: () => outlet.waiting(),
    close: (why) => outlet.close(why),
  };
  const keyOf = ({ name, key }: Stream) => `${name} ${key}`;
  hub.registry.connections.add(connection);
  let isOver = false;

  return {
    async find(name, param) {
      const found = findStream(guest, name, param);
      if (isRefusal(found) || found.name !== "list") return found;
      const isOwn = guest.accountId !== null && (await ownsList(ctx.sql, guest.accountId, found.key));
      return isOwn ? found : notYourList;
    },
    async listen(stream, since) {
      if (isOver || subscriptions.has(keyOf(stream))) return;
      const subscription = { connection, stream };
      subscriptions.set(keyOf(stream), subscription);
      await hub.join(subscription, since);
    },
    unlisten(stream) {
      const subscription = subscriptions.get(keyOf(stream));
      if (subscription === undefined) return;
      subscriptions.delete(keyOf(stream));
      hub.leave(subscription);
    },
    end() {
      if (isOver) return;
      isOver = true;
      for (const subscription of subscriptions.values()) hub.leave(subscription);
      subscriptions.clear();
      hub.registry.connections.delete(connection);
      hub.exit();
      leave();
    },
    get size() {
      return subscriptions.size;
    },
  };
}
