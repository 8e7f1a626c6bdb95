import { err, ok, type Result } from "#protocol/result.ts";
import type { Database } from "../postgres/connect.ts";
import type { Queue } from "./port.ts";
import type { QueueLog } from "./worker.ts";

export interface QueueError {
  readonly type: "queue/unreachable";
  readonly where: "redis" | "database";
  readonly detail: string;
}

/**
 * The node's queues: in Redis when `redisUrl` is set, otherwise in its database. Nodes that share a server are kept
 * apart by their database schema, which also names the keys in Redis. Close the queues before the database.
 *
 * @example
 * const queue = await openQueue<Jobs>({ redisUrl: config.redisUrl, database, names: ["deliver", "inbox"], log });
 * if (queue.ok) await queue.value.add("deliver", { host: "example.org" });
 */
export async function openQueue<Jobs extends object>(options: {
  readonly redisUrl?: string | undefined;
  readonly database: Pick<Database, "url" | "schema">;
  readonly names: readonly (keyof Jobs & string)[];
  readonly log: QueueLog;
}): Promise<Result<Queue<Jobs>, QueueError>> {
  const { redisUrl, database, names, log } = options;
  // BullMQ is 15 MB of memory that a command line which only reads posts does not need.
  const [{ postgresBackend, redisBackend }, { bullQueue }] = await Promise.all([
    import("./backends.ts"),
    import("./bull.ts"),
  ]);
  const backend = redisUrl
    ? await redisBackend(redisUrl, `folkmoot:${database.schema}`)
    : postgresBackend(database.url, database.schema);
  try {
    await backend.ready();
    return ok(bullQueue<Jobs>({ backend, names, log }));
  } catch (error) {
    await backend.close();
    const detail = error instanceof Error ? error.message : String(error);
    return err({ type: "queue/unreachable", where: redisUrl ? "redis" : "database", detail });
  }
}
