import type { Sql } from "postgres";
import type { Tx } from "../context.ts";

/** Where a statement runs: on the pool, committed by itself, or inside a transaction. Prepared once a connection in both. */
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
  const driver = "unsafe" in on ? on : driverOf(on);
  const rows = await driver.unsafe(text, values as never[], { prepare: true });
  return rows as unknown as T[];
}

/**
 * What a transaction of Drizzle runs on. Its own `execute` neither prepares statements nor lets numbered parameters be used
 * twice: it has each parsed and planned anew, which for the larger ones takes longer than running them.
 */
function driverOf(tx: Tx): Pick<Sql, "unsafe"> {
  return (tx._.session as unknown as { client: Sql }).client;
}

/** PostgreSQL's text knows no NUL; what peers send does. */
function withoutNul(value: unknown): unknown {
  return typeof value === "string" && value.includes("\0") ? value.replaceAll("\0", "") : value;
}
