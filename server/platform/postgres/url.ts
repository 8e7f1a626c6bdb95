export interface PostgresOptions {
  readonly host: string;
  readonly port: number;
  readonly database: string;
  readonly username: string;
  readonly password: string;
  readonly ssl?: "require" | "prefer" | "allow" | "verify-full";
}

/**
 * What postgres.js needs of a postgres:// URL. It cannot read a Unix socket out of one, neither as the host
 * (`postgres://me@%2Ftmp/db`) nor as libpq's parameter (`postgres://me@localhost/db?host=/tmp`), so this does.
 */
export function postgresOptions(databaseUrl: string): PostgresOptions {
  const url = new URL(databaseUrl);
  const parameters = Object.fromEntries(url.searchParams);
  const host = parameters.host ?? decodeURIComponent(url.hostname.replace(/^\[|\]$/g, ""));
  const ssl = sslMode(parameters.sslmode);
  return {
    host: host || "localhost",
    port: Number(parameters.port ?? (url.port || 5432)),
    database: decodeURIComponent(url.pathname.slice(1)) || decodeURIComponent(url.username),
    username: decodeURIComponent(url.username),
    password: decodeURIComponent(url.password),
    ...(ssl ? { ssl } : {}),
  };
}

function sslMode(mode: string | undefined): PostgresOptions["ssl"] {
  if (mode === "verify-full" || mode === "verify-ca") return "verify-full";
  if (mode === "require" || mode === "prefer" || mode === "allow") return mode;
  return undefined;
}
