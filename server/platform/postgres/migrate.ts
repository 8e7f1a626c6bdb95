import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { err, ok, type Result } from "#protocol/result.ts";
import type { Database } from "./connect.ts";

export type MigrateError =
  | { readonly type: "migration/failed"; readonly tag: string; readonly detail: string }
  | { readonly type: "migration/changed"; readonly tag: string };

/** The migrations this code was written for. */
export const MIGRATIONS = fileURLToPath(new URL("../../../migrations", import.meta.url));

/**
 * Brings the node's schema up to date with drizzle-kit's folder of migrations, each in a transaction of its own.
 * Several processes may call it at once: one works, the others wait and then find nothing to do.
 * A migration that was applied and whose file has been edited since is an error, because nobody knows then what the
 * tables look like.
 *
 * @returns the tags of the migrations applied now
 */
export async function migrate(
  database: Pick<Database, "sql" | "schema">,
  folder = MIGRATIONS,
): Promise<Result<{ applied: string[] }, MigrateError>> {
  const migrations = await readMigrations(folder);
  const connection = await database.sql.reserve();
  const lock = `folkmoot migrations of ${database.schema}`;
  try {
    await connection`select pg_advisory_lock(hashtextextended(${lock}, 0))`;
    await connection`create schema if not exists ${connection(database.schema)}`;
    await connection`create table if not exists migrations
      (tag text primary key, digest text not null, applied_at timestamptz not null default now())`;
    const rows = await connection<{ tag: string; digest: string }[]>`select tag, digest from migrations`;
    const done = new Map(rows.map((row) => [row.tag, row.digest]));
    const applied: string[] = [];
    for (const { tag, digest, statements } of migrations) {
      if (done.has(tag) && done.get(tag) !== digest) return err({ type: "migration/changed", tag });
      if (done.has(tag)) continue;
      try {
        await connection.unsafe("begin");
        // One multi-statement message a migration: a round trip each would dominate.
        await connection.unsafe(inSchema(statements, database.schema));
        await connection`insert into migrations (tag, digest) values (${tag}, ${digest})`;
        await connection.unsafe("commit");
      } catch (error) {
        await connection.unsafe("rollback");
        return err({
          type: "migration/failed",
          tag,
          detail: error instanceof Error ? error.message : String(error),
        });
      }
      applied.push(tag);
    }
    return ok({ applied });
  } finally {
    await connection`select pg_advisory_unlock(hashtextextended(${lock}, 0))`.catch(() => {});
    connection.release();
  }
}

/** drizzle-kit names the targets of foreign keys with the schema `public`; the tables lie in the node's own. */
function inSchema(statements: string, schema: string): string {
  return statements.replaceAll('"public".', `"${schema}".`);
}

async function readMigrations(folder: string) {
  const journal = JSON.parse(await readFile(path.join(folder, "meta", "_journal.json"), "utf8")) as {
    entries: { tag: string }[];
  };
  return Promise.all(
    journal.entries.map(async ({ tag }) => {
      const statements = await readFile(path.join(folder, `${tag}.sql`), "utf8");
      return { tag, statements, digest: createHash("sha256").update(statements).digest("hex") };
    }),
  );
}
