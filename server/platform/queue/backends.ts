import {
  type BackendFactory,
  PostgresConnection,
  type PostgresConnectionOptions,
  PostgresQueueBackend,
} from "bullmq";
import { postgresOptions } from "../postgres/url.ts";

const READY_WITHIN_MS = 10_000;

/** Where BullMQ keeps its jobs. */
export interface QueueBackend {
  readonly options: { readonly connection: object; readonly prefix?: string };
  readonly factory: BackendFactory | undefined;
  /** Resolves once the place answers and has its tables; rejects when it does not within ten seconds. */
  ready(): Promise<unknown>;
  close(): Promise<void>;
}

/**
 * BullMQ gives every queue and every worker a pool and a listening connection of its own. Here all of a node share one
 * of each: a PostgreSQL process for each of them would be 10 MB for each of them. So closing one of them closes nothing.
 */
class SharedBackend extends PostgresQueueBackend {
  override async close(): Promise<void> {}
  override async disconnect(): Promise<void> {
    await this.disconnectBlocking();
  }
}

/** The listening connection of all: `pg` wants one query after another, and queues that share it do not know of each other. */
class SharedConnection extends PostgresConnection {
  readonly #inTurns = new WeakSet<object>();

  override async getListenClient() {
    const client = await super.getListenClient();
    if (this.#inTurns.has(client)) return client;
    this.#inTurns.add(client);
    const query = client.query.bind(client);
    let last: Promise<unknown> = Promise.resolve();
    client.query = ((...statement: Parameters<typeof query>) => {
      const next = () => query(...statement);
      const answer = last.then(next, next);
      last = answer;
      return answer;
    }) as typeof client.query;
    return client;
  }
}

/** Jobs in the node's PostgreSQL database, in the schema `<schema>_queue`. */
export function postgresBackend(url: string, schema: string, pool = 4): QueueBackend {
  const { username, ssl, ...rest } = postgresOptions(url);
  const connection = new SharedConnection({
    ...rest,
    user: username,
    ssl: ssl === "verify-full" ? true : ssl === "require" ? { rejectUnauthorized: false } : undefined,
    application_name: "folkmoot queue",
    max: pool,
    connectionTimeoutMillis: READY_WITHIN_MS,
    schema: `${schema}_queue`,
    migrate: true,
  });
  connection.setMaxListeners(0);
  const factory: BackendFactory<PostgresQueueBackend, PostgresConnectionOptions> = (name, options) =>
    new SharedBackend(connection, name, options);
  return {
    options: { connection: {} },
    factory: factory as unknown as BackendFactory,
    ready: () => connection.waitUntilReady(),
    close: () => connection.close(),
  };
}

/** Jobs in Redis, under keys that begin with `prefix`. */
export async function redisBackend(url: string, prefix: string): Promise<QueueBackend> {
  const { Redis } = await import("ioredis");
  const connection = new Redis(url, { maxRetriesPerRequest: null });
  // Without a listener ioredis prints to the console; workers and queues report the same errors themselves.
  connection.on("error", () => {});
  return {
    options: { connection, prefix },
    factory: undefined,
    ready: () => Promise.race([connection.ping(), rejectLate(READY_WITHIN_MS)]),
    close: async () => connection.disconnect(),
  };
}

function rejectLate(ms: number): Promise<never> {
  return new Promise((_, reject) => {
    setTimeout(() => reject(new Error(`no answer within ${ms / 1000} seconds`)), ms).unref();
  });
}
