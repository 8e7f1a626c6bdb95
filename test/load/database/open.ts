import { connect, type Database } from "#server/platform/postgres/connect.ts";
import { startEmbedded } from "#server/platform/postgres/embedded.ts";
import { choosePlaces } from "#server/platform/postgres/places.ts";
import { findPostmaster } from "#server/platform/postgres/postmaster.ts";

export interface BenchDatabase extends Database {
  /** The process whose family is all of PostgreSQL. */
  readonly postmaster: number;
  readonly url: string;
}

/**
 * Connects to the embedded PostgreSQL of a data folder, durable as in production: the one that a node runs there, or a
 * new one when there is none. `close()` stops it when nobody else uses it.
 */
export async function openBenchDatabase(dataDir: string, pool: number): Promise<BenchDatabase> {
  const server = await startEmbedded({ dataDir });
  if (!server.ok) throw new Error(JSON.stringify(server.error));
  const database = await connect({ url: server.value.url, schema: "public", pool });
  const postmaster = await findPostmaster(choosePlaces(dataDir).cluster);
  if (!database.ok || !postmaster) throw new Error("the database of the bench is away");
  const close = async () => {
    await database.value.close();
    await server.value.stop();
  };
  return { ...database.value, close, postmaster: postmaster.pid, url: server.value.url };
}
