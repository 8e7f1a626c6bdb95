import { createHash } from "node:crypto";
import type { Ctx } from "../context.ts";
import { type Runner, run } from "../platform/statement.ts";
import type { Proxied } from "./address.ts";

type Deps = Pick<Ctx, "sql" | "clock">;

/** What is known of a remote file in one size. */
export interface Known {
  /** Null for what is passed through. */
  file: string | null;
  mediaType: string;
  /** Whether `used_at` should say that it was used. */
  isDue: boolean;
}

export function keyOf({ size, url }: Proxied): string {
  return createHash("sha256").update(`${size}\n${url}`).digest("hex");
}

export async function readKnown(ctx: Deps, key: string): Promise<Known | null> {
  const [row] = await run<Known>(
    ctx.sql,
    `select file, media_type as "mediaType", used_at < $2::timestamptz - interval '1 hour' as "isDue"
     from remote_media where key = $1::text`,
    [key, ctx.clock.now()],
  );
  return row ?? null;
}

/** Notes that somebody wanted it: at most once an hour, whoever asks. */
export async function noteUse(ctx: Deps, key: string): Promise<void> {
  await run(
    ctx.sql,
    `update remote_media set used_at = $2::timestamptz
     where key = $1::text and used_at < $2::timestamptz - interval '1 hour'`,
    [key, ctx.clock.now()],
  );
}

/** Writes what became of it, in place of what was known before. */
export async function saveKnown(
  on: Runner,
  { url, size }: Proxied,
  row: { file: string | null; mediaType: string; bytes: number; at: Date },
): Promise<void> {
  await run(
    on,
    `insert into remote_media (key, url, size, file, media_type, bytes, fetched_at, used_at)
     values ($1::text, $2::text, $3::text, $4::text, $5::text, $6::bigint, $7::timestamptz, $7::timestamptz)
     on conflict (key) do update set file = excluded.file, media_type = excluded.media_type, bytes = excluded.bytes,
       fetched_at = excluded.fetched_at, used_at = excluded.used_at`,
    [keyOf({ url, size }), url, size, row.file, row.mediaType, row.bytes, row.at],
  );
}

/** Forgets that a file is here, when it turns out that it is not. */
export async function forget(ctx: Pick<Ctx, "sql">, key: string): Promise<void> {
  await run(ctx.sql, "delete from remote_media where key = $1::text", [key]);
}

/** Bytes of all that is kept. */
export async function bytesKept(ctx: Pick<Ctx, "sql">): Promise<number> {
  const [row] = await run<{ bytes: number }>(
    ctx.sql,
    "select coalesce(sum(bytes), 0)::float8 as bytes from remote_media",
    [],
  );
  return row?.bytes ?? 0;
}

/**
 * Forgets what was not used for longest, until so many bytes are freed.
 *
 * @param most rows at a time
 * @returns the names of their files; others may use the same
 */
export async function forgetOldest(
  ctx: Pick<Ctx, "sql">,
  bytes: number,
  most: number,
): Promise<{ file: string; bytes: number }[]> {
  return run<{ file: string; bytes: number }>(
    ctx.sql,
    `with oldest as (
       select key, file, bytes, sum(bytes) over (order by used_at, key) - bytes as before from (
         select key, file, bytes, used_at from remote_media where file is not null order by used_at, key limit $2::int
       ) o
     )
     delete from remote_media r using oldest o where r.key = o.key and o.before < $1::float8
     returning r.file, r.bytes::float8 as bytes`,
    [bytes, most],
  );
}

/** Forgets what is only known to be too large, and nobody has asked for lately. */
export async function forgetPassed(ctx: Pick<Ctx, "sql">, before: Date): Promise<void> {
  await run(ctx.sql, "delete from remote_media where file is null and used_at < $1::timestamptz", [before]);
}
