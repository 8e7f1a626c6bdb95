import { randomBytes } from "node:crypto";
import { inject } from "vitest";
import { connect, type Database } from "#server/platform/postgres/connect.ts";
import { withDatabase } from "./postgres-url.ts";

/**
 * A database of its own on the run's PostgreSQL server, migrated unless a test wants none of that, and dropped by `close()`.
 *
 * @example
 * let database: Database;
 * beforeAll(async () => { database = await testDatabase(); });
 * afterAll(() => database.close());
 */
export async function testDatabase(options: { migrations?: false; pool?: number } = {}): Promise<Database> {
  const made = await createTestDatabase({ isEmpty: options.migrations === false });
  const database = await openTestDatabase(made, options.pool);
  return {
    ...database,
    close: async () => {
      await database.close();
      await made.drop();
    },
  };
}

/** One more pool of connections to an existing test database, as another process of the node would have. */
export async function openTestDatabase(to: Pick<Database, "url" | "schema">, pool = 4): Promise<Database> {
  const database = await connect({ url: to.url, schema: to.schema, pool });
  if (!database.ok) throw new Error(JSON.stringify(database.error));
  return database.value;
}

/** A copy of the migrated database, or an empty one, that nobody is connected to. */
export async function createTestDatabase({ isEmpty = false } = {}) {
  const name = `test_${randomBytes(6).toString("hex")}`;
  const template = isEmpty ? "template1" : inject("templateDatabase");
  await administer(`create database ${name} template ${template} strategy file_copy`);
  return {
    url: withDatabase(inject("databaseUrl"), name),
    schema: "public",
    drop: () => administer(`drop database ${name} with (force)`),
  };
}

async function administer(statement: string): Promise<void> {
  const database = await openTestDatabase({ url: inject("databaseUrl"), schema: "public" }, 1);
  await database.sql.unsafe(statement).finally(() => database.close());
}
