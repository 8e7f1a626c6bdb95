import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, inject, it } from "vitest";
import { connect, type Database } from "#server/platform/postgres/connect.ts";
import { migrate } from "#server/platform/postgres/migrate.ts";
import { openTestDatabase, testDatabase } from "#test/support/postgres.ts";

let database: Database;
let folder: string;
beforeAll(async () => {
  database = await testDatabase({ migrations: false });
  folder = mkdtempSync(path.join(tmpdir(), "folkmoot-migrations-"));
});
afterAll(async () => {
  rmSync(folder, { recursive: true });
  await database.close();
});

/** A folder as drizzle-kit writes it. */
function migrations(files: Record<string, string>): string {
  mkdirSync(path.join(folder, "meta"), { recursive: true });
  const entries = Object.keys(files).map((tag, idx) => ({ idx, tag, when: idx, breakpoints: true }));
  writeFileSync(path.join(folder, "meta", "_journal.json"), JSON.stringify({ entries }));
  for (const [tag, text] of Object.entries(files)) writeFileSync(path.join(folder, `${tag}.sql`), text);
  return folder;
}

describe("migrations", () => {
  const first = {
    "0000_first": `create table "parents" ("id" int primary key);
--> statement-breakpoint
create table "children" ("parent" int references "public"."parents"("id"));`,
  };

  it("are applied once, by whichever process comes first, with foreign keys inside the node's own schema", async () => {
    const other = await openTestDatabase(database);
    const results = await Promise.all([migrate(database, migrations(first)), migrate(other, folder)]);
    const applied = results.flatMap((result) => (result.ok ? result.value.applied : [result.error.type]));
    expect(applied).toEqual(["0000_first"]);
    await database.sql`insert into parents values (1)`;
    await database.sql`insert into children values (1)`;
    await other.close();
  });

  it("leave nothing behind when a later one fails, and say which", async () => {
    const result = await migrate(
      database,
      migrations({ ...first, "0001_bad": "create table half (a int); select nonsense" }),
    );
    expect(result).toMatchObject({ ok: false, error: { type: "migration/failed", tag: "0001_bad" } });
    expect(await database.sql`select to_regclass('half') as half`).toEqual([{ half: null }]);
  });

  it("refuse to go on when an applied file was edited", async () => {
    const result = await migrate(database, migrations({ "0000_first": "select 1" }));
    expect(result).toEqual({ ok: false, error: { type: "migration/changed", tag: "0000_first" } });
  });
});

describe("connect", () => {
  it("takes dates and JSON in plain statements, and gives dates and objects back", async () => {
    const date = new Date("2026-11-21T10:00:00.123Z");
    const [row] =
      await database.sql`select ${date}::timestamptz as date, ${{ a: [1] } as never}::jsonb as json`;
    expect(row).toEqual({ date, json: { a: [1] } });
  });

  it("names a database that does not exist and a server that cannot be reached", async () => {
    const url = new URL(inject("databaseUrl"));
    url.pathname = "/nowhere";
    expect(await connect({ url: url.href, schema: "public", pool: 1 })).toMatchObject({
      error: { type: "database/refused" },
    });
    expect(await connect({ url: "postgres://a:b@127.0.0.1:9/c", schema: "public", pool: 1 })).toMatchObject({
      error: { type: "database/unreachable" },
    });
  });
});
