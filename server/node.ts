import { err, ok, type Result } from "#protocol/result.ts";
import type { ChangeFeed } from "./changes/feed.ts";
import { composeNode, type Jobs } from "./compose.ts";
import type { Config } from "./config/config.ts";
import type { ApiCtx } from "./context.ts";
import { type Closable, closeServer, listen } from "./http/listen.ts";
import { createListener, type Site } from "./http/listener.ts";
import { createMetricsServer } from "./http/metrics-port.ts";
import { type Clock, systemClock } from "./platform/clock.ts";
import { createLog, type Log } from "./platform/log.ts";
import { migrate } from "./platform/postgres/migrate.ts";
import { openDatabase } from "./platform/postgres/open.ts";
import { openQueue } from "./platform/queue/open.ts";
import type { Queue } from "./platform/queue/port.ts";
import { describeStartError, type StartError } from "./start-error.ts";

export type { StartError } from "./start-error.ts";

/** One node: its own database schema, keys, queues and clock. Several live in one process without knowing of each other. */
export interface Node {
  readonly config: Config;
  readonly ctx: ApiCtx;
  readonly changes: ChangeFeed;
  readonly site: Site;
  readonly queue: Queue<Jobs>;
  /** Begins to listen (`web`) and to work on its queues (`worker`). */
  start(parts: { web: boolean; worker: boolean }): Promise<Result<undefined, StartError>>;
  /** The link by which the first owner joins; null once there is one. */
  ownerInvitation(): Promise<string | null>;
  /** Does everything that is waiting now: outbox, queues, deliveries. For tests. */
  settle(): Promise<void>;
  /** Ends requests and jobs, then closes everything. What was under way is done again at the next start. */
  stop(): Promise<void>;
}

const QUEUES = [
  "outbound",
  "later",
  "links",
  "mail",
  "push",
  "chores",
  "transfers",
  "webhooks",
  "media",
] as const;

/** What tests replace. */
export interface Overrides {
  clock?: Clock;
  log?: Log;
}

/**
 * Opens a node: database (started when it is embedded), migrations, queues, federation. Nothing listens yet.
 *
 * @example
 * const node = await createNode(config);
 * if (node.ok) await node.value.start({ web: true, worker: true });
 */
export async function createNode(
  config: Config,
  overrides: Overrides = {},
): Promise<Result<Node, StartError>> {
  const clock = overrides.clock ?? systemClock;
  const log = overrides.log ?? createLog({ level: config.logLevel });
  const database = await openDatabase(config);
  if (!database.ok) return err(describeStartError(database.error));
  const migrated = await migrate(database.value);
  if (!migrated.ok) {
    await database.value.close();
    return err(describeStartError(migrated.error));
  }
  const queue = await openQueue<Jobs>({
    redisUrl: config.redisUrl,
    database: database.value,
    names: QUEUES,
    log,
  });
  if (!queue.ok) {
    await database.value.close();
    return err(describeStartError(queue.error));
  }
  const parts = await composeNode({ config, clock, log, database: database.value, queue: queue.value });
  const servers: Closable[] = [];
  const stop = async () => {
    await parts.endStreams();
    await Promise.all(servers.map((server) => closeServer(server)));
    await parts.close();
    await database.value.close();
  };
  const origin = await parts.originOfData();
  if (origin !== config.origin) {
    await stop();
    return err(describeStartError({ type: "data/other-origin", origin, asked: config.origin }));
  }

  return ok({
    config,
    ctx: parts.ctx,
    changes: parts.changes,
    queue: queue.value,
    site: parts.site,
    ownerInvitation: parts.ownerInvitation,
    settle: parts.settle,

    async start({ web, worker }) {
      parts.keepCurrent();
      if (worker) await parts.startWorkers();
      const wanted = [
        ...(web ? [{ server: createListener(() => parts.site), port: config.port, host: config.host }] : []),
        ...(config.metricsPort === undefined
          ? []
          : [{ server: createMetricsServer(parts.metrics), port: config.metricsPort, host: "127.0.0.1" }]),
      ];
      for (const { server, port, host } of wanted) {
        const listening = await listen(server, port, host);
        if (!listening.ok) return err(describeStartError(listening.error));
        servers.push(server);
      }
      return ok();
    },

    stop,
  });
}
