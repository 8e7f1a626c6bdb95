import type { Tx } from "../context.ts";
import { type Runner, run } from "../platform/statement.ts";
import type { Import, ImportKind, ImportState, ReadRow, WaitingRow } from "./model.ts";

const columns = `id, account_id as "accountId", kind, mode, state, file_name as "fileName", file, total, done, failed,
  created_at as "createdAt", started_at as "startedAt", finished_at as "finishedAt"`;

/** Null where there is none, or it is somebody else's. */
export async function findImport(on: Runner, accountId: string | null, id: string): Promise<Import | null> {
  const [row] = await run<Import>(
    on,
    `select ${columns} from imports where id = $1::uuid and ($2::uuid is null or account_id = $2::uuid)`,
    [id, accountId],
  );
  return row ?? null;
}

export function readImports(on: Runner, accountId: string): Promise<Import[]> {
  return run<Import>(
    on,
    `select ${columns} from imports where account_id = $1::uuid order by id desc limit 20`,
    [accountId],
  );
}

export async function insertImport(tx: Tx, made: Import): Promise<void> {
  await run(
    tx,
    `insert into imports (id, account_id, kind, mode, state, file_name, file, total, failed, created_at)
     values ($1::uuid, $2::uuid, $3, $4, $5, $6, $7, $8::int, $9::int, $10::timestamptz)`,
    [
      made.id,
      made.accountId,
      made.kind,
      made.mode,
      made.state,
      made.fileName,
      made.file,
      made.total,
      made.failed,
      made.createdAt,
    ],
  );
}

const STEP = 2_000;

export async function insertRows(tx: Tx, importId: string, rows: readonly ReadRow[]): Promise<void> {
  for (let at = 0; at < rows.length; at += STEP) {
    await run(
      tx,
      `insert into import_rows (import_id, position, fields, key, state, reason)
       select $1::uuid, r.* from jsonb_to_recordset($2::jsonb)
         as r(position int, fields text[], key text, state text, reason text)`,
      [importId, JSON.stringify(rows.slice(at, at + STEP))],
    );
  }
}

/** Forgets what was looked at and left. */
export async function deleteUnconfirmed(
  tx: Tx,
  accountId: string,
  kind: ImportKind,
): Promise<{ file: string | null }[]> {
  return run(
    tx,
    "delete from imports where account_id = $1::uuid and kind = $2 and state = 'unconfirmed' returning file",
    [accountId, kind],
  );
}

/** @returns whether the import was in one of the states that it may leave for this one */
export async function moveImport(
  on: Runner,
  id: string,
  from: readonly ImportState[],
  to: ImportState,
  now: Date,
): Promise<boolean> {
  const time = to === "running" ? "started_at" : "finished_at";
  const rows = await run(
    on,
    `update imports set state = $2, ${time} = $3::timestamptz
     where id = $1::uuid and state = any(string_to_array($4, ' ')) returning id`,
    [id, to, now, from.join(" ")],
  );
  return rows.length > 0;
}

export function isRunning(on: Runner, accountId: string, kind: ImportKind): Promise<boolean> {
  return run(
    on,
    "select id from imports where account_id = $1::uuid and kind = $2 and state = 'running' limit 1",
    [accountId, kind],
  ).then((rows) => rows.length > 0);
}

export function readWaiting(on: Runner, importId: string, limit: number): Promise<WaitingRow[]> {
  return run<WaitingRow>(
    on,
    `select position, fields, key from import_rows where import_id = $1::uuid and state = 'waiting'
     order by position limit $2::int`,
    [importId, limit],
  );
}

/** Says what became of a row, and counts it; once. */
export async function settleRow(
  on: Runner,
  importId: string,
  position: number,
  outcome: { reason: string | null; targetId: string | null },
): Promise<void> {
  await run(
    on,
    `with settled as (
       update import_rows set state = case when $3::text is null then 'done' else 'failed' end, reason = $3::text,
         target_id = $4::uuid
       where import_id = $1::uuid and position = $2::int and state = 'waiting' returning state
     )
     update imports i set done = i.done + (s.state = 'done')::int, failed = i.failed + (s.state = 'failed')::int
     from settled s where i.id = $1::uuid`,
    [importId, position, outcome.reason, outcome.targetId],
  );
}

/** Adds to what is counted of an import without rows. */
export async function countParts(
  on: Runner,
  importId: string,
  add: { done: number; failed: number },
): Promise<void> {
  await run(
    on,
    `update imports set done = done + $2::int, failed = failed + $3::int, total = greatest(total, done + failed + $2::int + $3::int)
     where id = $1::uuid`,
    [importId, add.done, add.failed],
  );
}

/** An archive is read from its beginning each time, so it is counted from nothing. */
export async function resetCounts(on: Runner, importId: string): Promise<void> {
  await run(on, "update imports set done = 0, failed = 0 where id = $1::uuid", [importId]);
}

/** Rows that failed, a page at a time. */
export async function* readFailedRows(
  on: Runner,
  importId: string,
  page = 500,
): AsyncGenerator<{ position: number; fields: string[]; reason: string }[]> {
  let after = 0;
  for (;;) {
    const rows: { position: number; fields: string[]; reason: string }[] = await run(
      on,
      `select position, fields, reason from import_rows where import_id = $1::uuid and state = 'failed'
         and position > $2::int order by position limit $3::int`,
      [importId, after, page],
    );
    if (rows.length > 0) yield rows;
    after = rows.at(-1)?.position ?? after;
    if (rows.length < page) return;
  }
}

/** Files that imports which are not over still need. */
export async function readFiles(on: Runner): Promise<string[]> {
  const rows = await run<{ file: string }>(
    on,
    "select file from imports where file is not null and state in ('unconfirmed', 'running')",
    [],
  );
  return rows.map((row) => row.file);
}

export async function deleteOldImports(on: Runner, before: Date): Promise<void> {
  await run(on, "delete from imports where created_at < $1::timestamptz and state <> 'running'", [before]);
}
