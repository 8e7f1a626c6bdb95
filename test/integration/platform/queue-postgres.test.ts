import { afterAll, beforeAll, describe } from "vitest";
import type { Database } from "#server/platform/postgres/connect.ts";
import { postgresBackend } from "#server/platform/queue/backends.ts";
import { testDatabase } from "#test/support/postgres.ts";
import { queueContract } from "./queue.contract.ts";

describe("queues on PostgreSQL", () => {
  let database: Database;
  beforeAll(async () => {
    database = await testDatabase({ migrations: false });
  });
  afterAll(() => database.close());
  queueContract(async () => postgresBackend(database.url, database.schema));
});
