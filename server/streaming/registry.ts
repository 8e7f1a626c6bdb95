import type { Message } from "./message.ts";
import type { Listener, Stream, StreamName } from "./streams.ts";

/** An open WebSocket or event stream. */
export interface Connection extends Listener {
  /** Null without one. */
  readonly tokenId: string | null;
  /** Whether its token is for notifications, too. */
  readonly seesNotifications: boolean;
  /** Never waits: a reader for whom too much waits is cut off. */
  send(message: Message, stream: Stream): void;
  /** Bytes that wait for the reader. */
  waiting(): number;
  close(why: "revoked" | "slow" | "stopping"): void;
}

export interface Subscription {
  readonly connection: Connection;
  readonly stream: Stream;
}

/** Who is to be told: of everybody who listens now, or of one who catches up. */
export interface Audience {
  /** By key: account, hashtag or list. */
  of(name: StreamName): ReadonlyMap<string, ReadonlySet<Subscription>>;
}

const nobody: ReadonlyMap<string, ReadonlySet<Subscription>> = new Map();

/** Everybody who is connected to this process, by what they listen to. */
export class Registry implements Audience {
  readonly connections = new Set<Connection>();
  readonly #streams = new Map<StreamName, Map<string, Set<Subscription>>>();

  of(name: StreamName): ReadonlyMap<string, ReadonlySet<Subscription>> {
    return this.#streams.get(name) ?? nobody;
  }

  add(subscription: Subscription): void {
    const { name, key } = subscription.stream;
    const byKey = this.#streams.get(name) ?? new Map<string, Set<Subscription>>();
    const subscriptions = byKey.get(key) ?? new Set<Subscription>();
    this.#streams.set(name, byKey);
    byKey.set(key, subscriptions);
    subscriptions.add(subscription);
  }

  remove(subscription: Subscription): void {
    const { name, key } = subscription.stream;
    const byKey = this.#streams.get(name);
    const subscriptions = byKey?.get(key);
    if (!byKey || !subscriptions?.delete(subscription)) return;
    if (subscriptions.size === 0) byKey.delete(key);
    if (byKey.size === 0) this.#streams.delete(name);
  }
}

/** An audience of one. */
export function only(subscription: Subscription): Audience {
  const { name, key } = subscription.stream;
  const alone = new Map([[key, new Set([subscription])]]);
  return { of: (wanted) => (wanted === name ? alone : nobody) };
}

/** The connections of an audience that listen to what is their own. */
export function* subscriptionsOf(
  audience: Audience,
  name: StreamName,
  keys: Iterable<string>,
): Generator<Subscription> {
  const byKey = audience.of(name);
  for (const key of keys) yield* byKey.get(key) ?? [];
}
