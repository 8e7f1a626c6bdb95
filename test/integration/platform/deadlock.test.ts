import { afterAll, beforeAll, expect, it } from "vitest";
import type { Database } from "#server/platform/postgres/connect.ts";
import { run } from "#server/platform/statement.ts";
import { testDatabase } from "#test/support/postgres.ts";

let database: Database;
beforeAll(async () => {
  database = await testDatabase();
  await database.sql`create table counters (id int primary key, count int not null)`;
  await database.sql`insert into counters values (1, 0), (2, 0)`;
});
afterAll(() => database.close());

it("two transactions that wait for each other are both done, each once", async () => {
  let tries = 0;
  let waiting = 0;
  const both = Promise.withResolvers<void>();
  const add = (first: number, second: number) =>
    database.db.transaction(async (tx) => {
      tries++;
      await run(tx, "update counters set count = count + 1 where id = $1::int", [first]);
      if (++waiting === 2) both.resolve();
      await both.promise;
      await run(tx, "update counters set count = count + 1 where id = $1::int", [second]);
    });
  await Promise.all([add(1, 2), add(2, 1)]);
  expect(tries).toBe(3);
  expect(await database.sql`select count from counters order by id`).toEqual([{ count: 2 }, { count: 2 }]);
});
