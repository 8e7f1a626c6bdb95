import { randomBytes } from "node:crypto";
import { createReadStream, type ReadStream } from "node:fs";
import { join } from "node:path";
import { err, ok, type Result } from "#protocol/result.ts";
import type { ApiCtx, Ctx } from "../context.ts";
import { run } from "../platform/statement.ts";

export const DAY_MS = 86_400_000;
/** How long an archive is kept, and how long until there may be another. */
export const ARCHIVE_KEPT_MS = 7 * DAY_MS;

export interface Archive {
  id: string;
  state: "waiting" | "ready";
  /** Name of the file: the way to it, for its owner. */
  file: string;
  bytes: number | null;
  createdAt: Date;
  finishedAt: Date | null;
}

const columns = `id, state, file, bytes::float8 as bytes, created_at as "createdAt", finished_at as "finishedAt"`;

/** An account's archives, the newest first. */
export function listArchives(ctx: Pick<Ctx, "sql">, accountId: string): Promise<Archive[]> {
  return run<Archive>(
    ctx.sql,
    `select ${columns} from archives where account_id = $1::uuid order by id desc limit 20`,
    [accountId],
  );
}

/** Asks for an archive of everything an account published; one a week. */
export async function requestArchive(
  ctx: Pick<ApiCtx, "db" | "ids" | "clock" | "transfers">,
  accountId: string,
): Promise<Result<{ id: string }, { type: "archive/too-soon"; until: Date }>> {
  const now = ctx.clock.now();
  const id = ctx.ids.next();
  const file = `${randomBytes(24).toString("base64url")}.zip`;
  const latest = await ctx.db.transaction(async (tx) => {
    // Two requests at once must not both be the first.
    await run(tx, "select from accounts where id = $1::uuid for no key update", [accountId]);
    const [last] = await run<{ createdAt: Date }>(
      tx,
      `select created_at as "createdAt" from archives where account_id = $1::uuid and created_at > $2::timestamptz
       order by id desc limit 1`,
      [accountId, new Date(now.getTime() - ARCHIVE_KEPT_MS)],
    );
    if (last !== undefined) return last;
    await run(
      tx,
      "insert into archives (id, account_id, state, file, created_at) values ($1::uuid, $2::uuid, 'waiting', $3, $4::timestamptz)",
      [id, accountId, file, now],
    );
    return null;
  });
  if (latest !== null)
    return err({
      type: "archive/too-soon",
      until: new Date(new Date(latest.createdAt).getTime() + ARCHIVE_KEPT_MS),
    });
  await ctx.transfers.add({ kind: "archive", archiveId: id });
  return ok({ id });
}

/** The bytes of an archive that is ready; null for anybody but its owner. */
export async function openArchive(
  ctx: Pick<ApiCtx, "sql" | "config">,
  accountId: string,
  file: string,
): Promise<{ stream: ReadStream; bytes: number; createdAt: Date } | null> {
  const [archive] = await run<Archive>(
    ctx.sql,
    `select ${columns} from archives where account_id = $1::uuid and file = $2::text and state = 'ready'`,
    [accountId, file],
  );
  if (archive === undefined) return null;
  const stream = createReadStream(archivePath(ctx, archive.file));
  const isThere = await new Promise<boolean>((resolve) => {
    stream.once("open", () => resolve(true));
    stream.once("error", () => resolve(false));
  });
  return isThere ? { stream, bytes: archive.bytes ?? 0, createdAt: archive.createdAt } : null;
}

export function archiveFolder({ config }: Pick<ApiCtx, "config">): string {
  return join(config.dataDir, "archives");
}

/** @param file as stored, never as asked for */
export function archivePath(ctx: Pick<ApiCtx, "config">, file: string): string {
  return join(archiveFolder(ctx), file);
}
