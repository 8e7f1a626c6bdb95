import { sql as drizzleSql, type SQL } from "drizzle-orm";
import type { Sql } from "postgres";
import type { Tx } from "../context.ts";

/** Where a statement runs: on the pool, committed by itself and prepared once a connection, or inside a transaction. */
export type Runner = Sql | Tx;

/**
 * Runs one statement with numbered parameters. Use cases need the same statement twice: alone on the inbox's hot path,
 * and beside an outbox event in a transaction.
 *
 * @example await run<{ id: string }>(ctx.sql, "select id from posts where iri = $1", [iri])
 */
export async function run<T extends object>(
  on: Runner,
  text: string,
  parameters: readonly unknown[],
): Promise<T[]> {
  const values = parameters.map(withoutNul);
  if ("unsafe" in on) {
    const rows = await on.unsafe(text, values as never[], { prepare: true });
    return rows as unknown as T[];
  }
  return (await on.execute(numbered(text, values))) as unknown as T[];
}

/** PostgreSQL's text knows no NUL; what peers send does. */
function withoutNul(value: unknown): unknown {
  return typeof value === "string" && value.includes("\0") ? value.replaceAll("\0", "") : value;
}

function numbered(text: string, parameters: readonly unknown[]): SQL {
  const chunks = text
    .split(/\$(\d+)/)
    .map((part, at) =>
      at % 2 === 0 ? drizzleSql.raw(part) : drizzleSql.param(parameters[Number(part) - 1]),
    );
  return drizzleSql.join(chunks);
}
