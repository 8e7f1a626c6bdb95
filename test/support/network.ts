import { type NodeProcess, startNodeProcess } from "./processes.ts";
import { installedPostgres, startPostgres } from "./processes-postgres.ts";
import { redisInstalled, startRedis } from "./redis.ts";

/** Three nodes in three processes: two on embedded databases, the third on a PostgreSQL server and Redis. */
export interface Network {
  readonly a: NodeProcess;
  readonly b: NodeProcess;
  /** On the embedded database too where a PostgreSQL server or Redis is not installed. */
  readonly c: NodeProcess;
  close(): Promise<void>;
}

export async function startNetwork(): Promise<Network> {
  const servers = await startServers();
  const [a, b, c] = await Promise.all([
    startNodeProcess(),
    startNodeProcess({ address: "127.0.0.2" }),
    startNodeProcess({ address: "127.0.0.3", env: servers.env }),
  ]);
  return {
    a,
    b,
    c,
    async close() {
      await Promise.all([a.close(), b.close(), c.close()]);
      await servers.stop();
    },
  };
}

/** What the third node runs on. What is missing is said, and its embedded counterpart takes its place. */
async function startServers(): Promise<{ env: Record<string, string>; stop(): Promise<void> }> {
  const programs = installedPostgres();
  const postgres = programs === null ? null : await startPostgres(programs);
  const redis = redisInstalled() ? await startRedis() : null;
  if (postgres === null) skipped("a PostgreSQL server (15 or newer) is not installed");
  if (redis === null) skipped("redis-server is not installed");
  return {
    env: {
      ...(postgres === null ? {} : { DATABASE_URL: postgres.url }),
      ...(redis === null ? {} : { REDIS_URL: redis.url }),
    },
    async stop() {
      await postgres?.stop();
      redis?.stop();
    },
  };
}

function skipped(reason: string): void {
  process.stderr.write(`The third node runs on what is embedded: ${reason}.\n`);
}
