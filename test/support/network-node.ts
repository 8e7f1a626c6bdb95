import { rmSync } from "node:fs";
import { readConfig } from "#server/config/config.ts";
import { createNode, type Node, type Overrides } from "#server/node.ts";
import { createTestDatabase } from "./postgres.ts";
import { temporaryFolder } from "./processes-folder.ts";
import { freePort } from "./redis.ts";

export interface LocalNode {
  readonly node: Node;
  readonly origin: string;
  /** Where it listens: the origin, unless the test gave it that of another node. */
  readonly address: string;
  close(): Promise<void>;
}

/** A whole node inside the test's process, with its listener, on a database of its own, or on the one that `env.DATABASE_URL` names. */
export async function startLocalNode(
  env: Record<string, string> = {},
  overrides: Overrides = {},
): Promise<LocalNode> {
  const port = await freePort();
  const dataDir = temporaryFolder("folkmoot-node-");
  const own = env.DATABASE_URL === undefined ? await createTestDatabase() : null;
  const config = readConfig({
    PORT: String(port),
    DATA_DIR: dataDir,
    ...(own && { DATABASE_URL: own.url }),
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
      await own?.drop();
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
}
