import { rmSync } from "node:fs";
import type { TestProject } from "vitest/node";
import { connect, type Database } from "#server/platform/postgres/connect.ts";
import { startEmbedded } from "#server/platform/postgres/embedded.ts";
import { MIGRATIONS, migrate } from "#server/platform/postgres/migrate.ts";
import { postgresBackend } from "#server/platform/queue/backends.ts";
import { withDatabase } from "./postgres-url.ts";
import { temporaryFolder } from "./processes-folder.ts";

declare module "vitest" {
  interface ProvidedContext {
    /** Of a database that holds nothing. */
    databaseUrl: string;
    /** The database whose copies tests work on: migrated, and empty. */
    templateDatabase: string;
  }
}

/**
 * vitest's globalSetup: one PostgreSQL server for the whole run, without fsync, in a temporary folder; or the server at
 * TEST_DATABASE_URL. TEST_MIGRATIONS names another folder of migrations, while a change of tables is being worked on.
 */
export default async function setup(project: TestProject) {
  const given = process.env.TEST_DATABASE_URL;
  if (given) return provide(project, given);
  const dataDir = temporaryFolder("folkmoot-test-");
  const server = await startEmbedded({ dataDir, durable: false });
  if (!server.ok) throw new Error(JSON.stringify(server.error));
  const { url, stop } = server.value;
  await provide(project, url);
  return async () => {
    await stop();
    rmSync(dataDir, { recursive: true, force: true });
  };
}

/** Migrates once: a copy of the files is made in a twentieth of the time that the migrations take. */
async function provide(project: TestProject, url: string): Promise<void> {
  const template = `template_${process.pid}`;
  await withConnection(url, ({ sql }) => sql.unsafe(`create database ${template}`));
  const at = withDatabase(url, template);
  await withConnection(at, async (database) => {
    const migrated = await migrate(database, process.env.TEST_MIGRATIONS ?? MIGRATIONS);
    if (!migrated.ok) throw new Error(JSON.stringify(migrated.error));
  });
  const queues = postgresBackend(at, "public");
  await queues.ready();
  await queues.close();
  project.provide("databaseUrl", url);
  project.provide("templateDatabase", template);
}

async function withConnection(url: string, use: (database: Database) => PromiseLike<unknown>): Promise<void> {
  const database = await connect({ url, schema: "public", pool: 1 });
  if (!database.ok) throw new Error(JSON.stringify(database.error));
  await use(database.value);
  await database.value.close();
}
