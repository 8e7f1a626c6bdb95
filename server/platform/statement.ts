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
  if ("unsafe" in on) {
    const rows = await on.unsafe(text, values as never[], { prepare: true });
    return rows as unknown as T[];
  }
  const numbered = numberedByUse(text, values);
  const rows = await driverOf(on).unsafe(numbered.text, numbered.values as never[], { prepare: true });
  return rows as unknown as T[];
}

/**
 * What a transaction of Drizzle runs on. Its own `execute` does not prepare: it has each statement parsed and planned anew,
 * which for the larger ones takes longer than running them.
 */
function driverOf(tx: Tx): Pick<Sql, "unsafe"> {
  return (tx._.session as unknown as { client: Sql }).client;
}

/** Each use of a parameter has a number of its own, so that one may be used as several types, and one not at all. */
function numberedByUse(text: string, parameters: readonly unknown[]): { text: string; values: unknown[] } {
  const values: unknown[] = [];
  const numbered = text.replaceAll(/\$(\d+)/g, (_, at) => `$${values.push(parameters[Number(at) - 1])}`);
  return { text: numbered, values };
}

/** PostgreSQL's text knows no NUL; what peers send does. */
function withoutNul(value: unknown): unknown {
  return typeof value === "string" && value.includes("\0") ? value.replaceAll("\0", "") : value;
}
