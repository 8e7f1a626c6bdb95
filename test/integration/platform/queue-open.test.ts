import { afterAll, beforeAll, expect, it } from "vitest";
import type { Database } from "#server/platform/postgres/connect.ts";
import { openQueue } from "#server/platform/queue/open.ts";
import { testDatabase } from "#test/support/postgres.ts";

let database: Database;
beforeAll(async () => {
  database = await testDatabase({ migrations: false });
});
afterAll(() => database.close());

const names = ["letters"] as const;
const log = { error: () => {}, warn: () => {} };

it("keeps the queues in the database when there is no Redis, each node's in a schema of its own", async () => {
  const queue = await openQueue<{ letters: { to: string } }>({ database, names, log });
  if (!queue.ok) throw new Error(queue.error.detail);
  await queue.value.add("letters", { to: "ada" }, { id: "one" });
  const rows = await database.sql.unsafe(`select id from "${database.schema}_queue".job`);
  expect(rows).toEqual([{ id: "one" }]);
  await queue.value.close();
});

it("says where it cannot be reached", async () => {
  const nowhere = { url: "postgres://a:b@127.0.0.1:9/c", schema: "public" };
  expect(await openQueue({ database: nowhere, names, log })).toMatchObject({
    ok: false,
    error: { type: "queue/unreachable", where: "database" },
  });
});

it("gives up on a Redis that does not answer", async () => {
  const queue = await openQueue({ redisUrl: "redis://127.0.0.1:9", database, names, log });
  expect(queue).toMatchObject({ ok: false, error: { type: "queue/unreachable", where: "redis" } });
}, 15_000);
