import { ok, type Result } from "#protocol/result.ts";
import { type ConnectError, connect, type Database } from "./connect.ts";
import { type EmbeddedError, startEmbedded } from "./embedded.ts";

export type OpenError = ConnectError | EmbeddedError;

/**
 * Opens the node's database: the server at `databaseUrl`, or else the embedded one under `dataDir`, which it starts
 * when it does not run. Closing the database stops the embedded server unless another process uses it.
 */
export async function openDatabase(config: {
  readonly databaseUrl?: string | undefined;
  readonly databaseSchema: string;
  readonly databasePool: number;
  readonly dataDir: string;
}): Promise<Result<Database, OpenError>> {
  const { databaseSchema: schema, databasePool: pool } = config;
  if (config.databaseUrl) return connect({ url: config.databaseUrl, schema, pool });
  const server = await startEmbedded(config);
  if (!server.ok) return server;
  const database = await connect({ url: server.value.url, schema, pool });
  if (!database.ok) {
    await server.value.stop();
    return database;
  }
  const close = async () => {
    await database.value.close();
    await server.value.stop();
  };
  return ok({ ...database.value, close });
}
