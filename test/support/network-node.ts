import { randomBytes } from "node:crypto";
import { rmSync } from "node:fs";
import { inject } from "vitest";
import { readConfig } from "#server/config/config.ts";
import { createNode, type Node, type Overrides } from "#server/node.ts";
import { openTestDatabase } from "./postgres.ts";
import { temporaryFolder } from "./processes-folder.ts";
import { freePort } from "./redis.ts";

export interface LocalNode {
  readonly node: Node;
  readonly origin: string;
  /** Where it listens: the origin, unless the test gave it that of another node. */
  readonly address: string;
  close(): Promise<void>;
}

/** A whole node inside the test's process, with its listener, on a schema of its own of the run's PostgreSQL server. */
export async function startLocalNode(
  env: Record<string, string> = {},
  overrides: Overrides = {},
): Promise<LocalNode> {
  const port = await freePort();
  const dataDir = temporaryFolder("folkmoot-node-");
  const schema = `node_${randomBytes(6).toString("hex")}`;
  const config = readConfig({
    PORT: String(port),
    DATA_DIR: dataDir,
    DATABASE_URL: inject("databaseUrl"),
    DATABASE_SCHEMA: schema,
    LOG_LEVEL: "silent",
    RATE_LIMIT: "0",
    ...env,
  });
  if (!config.ok) throw new Error(JSON.stringify(config.error));
  const created = await createNode(config.value, overrides);
  if (!created.ok) throw new Error(created.error.message);
  const node = created.value;
  const started = await node.start({ web: true, worker: true });
  if (!started.ok) throw new Error(started.error.message);
  return {
    node,
    origin: config.value.origin,
    address: `http://localhost:${port}`,
    async close() {
      // Stopped first: what still runs would miss its tables.
      await node.stop();
      const database = await openTestDatabase(schema, 1);
      await database.sql.unsafe(
        `drop schema if exists "${schema}" cascade; drop schema if exists "${schema}_queue" cascade`,
      );
      await database.close();
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
}
