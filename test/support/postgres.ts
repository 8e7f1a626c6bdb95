import { randomBytes } from "node:crypto";
import { inject } from "vitest";
import { connect, type Database } from "#server/platform/postgres/connect.ts";
import { MIGRATIONS, migrate } from "#server/platform/postgres/migrate.ts";

/**
 * A schema of its own on the run's PostgreSQL server, migrated, and dropped by `close()`.
 *
 * @example
 * let database: Database;
 * beforeAll(async () => { database = await testDatabase(); });
 * afterAll(() => database.close());
 */
export async function testDatabase(
  options: { migrations?: string | false; pool?: number } = {},
): Promise<Database> {
  const schema = `test_${randomBytes(6).toString("hex")}`;
  const database = await openTestDatabase(schema, options.pool);
  // TEST_MIGRATIONS names a folder to use while a change of tables is being worked on.
  const folder = options.migrations ?? process.env.TEST_MIGRATIONS ?? MIGRATIONS;
  if (folder !== false) {
    const migrated = await migrate(database, folder);
    if (!migrated.ok) throw new Error(JSON.stringify(migrated.error));
  }
  return {
    ...database,
    close: async () => {
      await database.sql.unsafe(
        `drop schema if exists "${schema}" cascade; drop schema if exists "${schema}_queue" cascade`,
      );
      await database.close();
    },
  };
}

/** One more pool of connections to an existing test schema, as another process of the node would have. */
export async function openTestDatabase(schema: string, pool = 4): Promise<Database> {
  const database = await connect({ url: inject("databaseUrl"), schema, pool });
  if (!database.ok) throw new Error(JSON.stringify(database.error));
  return database.value;
}
