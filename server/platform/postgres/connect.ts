import type { PostgresJsDatabase } from "drizzle-orm/postgres-js";
import { drizzle } from "drizzle-orm/postgres-js";
import postgres from "postgres";
import { err, ok, type Result } from "#protocol/result.ts";
import { postgresOptions } from "./url.ts";

type NoRelations = Record<string, never>;
/** Drizzle over the node's connections. */
export type Db = PostgresJsDatabase<NoRelations>;
export type Sql = postgres.Sql;

export interface Database {
  /** postgres.js: statements in tagged templates are prepared once a connection. Same pool as `db`. */
  readonly sql: Sql;
  readonly db: Db;
  /** Holds the password: never log it. */
  readonly url: string;
  /** The node's own PostgreSQL schema, first and only entry of the search path. */
  readonly schema: string;
  /** Waits at most five seconds for running statements. */
  close(): Promise<void>;
}

export type ConnectError =
  | { readonly type: "database/unreachable"; readonly detail: string }
  | { readonly type: "database/refused"; readonly detail: string }
  | { readonly type: "database/too-old"; readonly version: string };

const OLDEST = 150_000;

/**
 * Opens a pool of connections whose search path is the node's schema (which need not exist yet) and checks that the
 * server is PostgreSQL 15 or newer.
 *
 * @example
 * const database = await connect({ url: "postgres://me:secret@localhost/folkmoot", schema: "public", pool: 10 });
 */
export async function connect(options: {
  readonly url: string;
  readonly schema: string;
  /** Most connections at a time. */
  readonly pool: number;
}): Promise<Result<Database, ConnectError>> {
  const sql = postgres({
    ...postgresOptions(options.url),
    max: options.pool,
    idle_timeout: 120,
    connect_timeout: 10,
    onnotice: () => {},
    connection: { application_name: "folkmoot", search_path: `"${options.schema}"`, TimeZone: "UTC" },
  });
  const db = drizzle(sql);
  acceptDatesAndJson(sql);
  tryAgainAfterDeadlock(db);
  const close = () => sql.end({ timeout: 5 });
  try {
    const [row] = await sql<{ number: number; version: string }[]>`
      select current_setting('server_version_num')::int as number, current_setting('server_version') as version`;
    if (row && row.number >= OLDEST) return ok({ sql, db, url: options.url, schema: options.schema, close });
    await close();
    return err({ type: "database/too-old", version: row?.version ?? "unknown" });
  } catch (error) {
    await close();
    return err(connectError(error));
  }
}

/**
 * Drizzle turns off what postgres.js does with dates and JSON, because it converts both itself. This gives it back to
 * plain `sql` statements in a way that suits both: text that Drizzle has made passes through.
 */
function acceptDatesAndJson(sql: Sql): void {
  const { parsers, serializers } = sql.options;
  const TIMESTAMPTZ = 1184;
  const [JSON_TYPE, JSONB] = [114, 3802];
  parsers[TIMESTAMPTZ] = (text: string) => new Date(text);
  serializers[TIMESTAMPTZ] = (value: unknown) => (value instanceof Date ? value.toISOString() : value);
  for (const type of [JSON_TYPE, JSONB])
    serializers[type] = (value: unknown) => (typeof value === "string" ? value : JSON.stringify(value));
}

/**
 * Of two transactions that wait for each other PostgreSQL ends one, of which nothing was done then: it runs once more. So who
 * closes a case while a server floods it with reports does not get an error.
 */
function tryAgainAfterDeadlock(db: Db): void {
  const once = db.transaction.bind(db);
  db.transaction = async (work, config) => {
    try {
      return await once(work, config);
    } catch (error) {
      if (!isDeadlock(error)) throw error;
      return once(work, config);
    }
  };
}

/** SQLSTATE 40P01; Drizzle wraps what its own statements throw. */
function isDeadlock(error: unknown): boolean {
  const { code, cause } = error as { code?: string; cause?: { code?: string } };
  return code === "40P01" || cause?.code === "40P01";
}

function connectError(error: unknown): ConnectError {
  const code = (error as { code?: string }).code ?? "";
  const detail = error instanceof Error ? error.message || code : String(error);
  // SQLSTATE class 28: invalid authorization; 3D000: no such database.
  return {
    type: code.startsWith("28") || code === "3D000" ? "database/refused" : "database/unreachable",
    detail,
  };
}
