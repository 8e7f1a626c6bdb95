import type { Statements } from "../ports.ts";
import type { FullTile } from "./edge.ts";
import type { LedgerName } from "./name.ts";

export async function insertPending(
  on: Statements,
  ledger: LedgerName,
  { entry, kind, caseId, at }: { entry: Uint8Array; kind: string; caseId: string | null; at: Date },
): Promise<void> {
  await on.run(
    `insert into ledger_pending (ledger, entry, kind, case_id, at)
     values ($1::text, $2::bytea, $3::text, $4::uuid, $5::timestamptz)`,
    [ledger, entry, kind, caseId, at],
  );
}

export async function keepLarge(on: Statements, sha256: Uint8Array, entry: Uint8Array): Promise<void> {
  await on.run(
    "insert into ledger_large (sha256, entry) values ($1::bytea, $2::bytea) on conflict do nothing",
    [sha256, entry],
  );
}

export async function isPending(on: Statements, ledger: LedgerName): Promise<boolean> {
  const [row] = await on.run<{ found: boolean }>(
    "select exists (select from ledger_pending where ledger = $1::text) as found",
    [ledger],
  );
  return row?.found === true;
}

/** Until the end of the transaction, nobody else gives numbers. False where somebody does, and is not waited for. */
export async function lockLedger(
  tx: Statements,
  ledger: LedgerName,
  mode: "wait" | "skip",
): Promise<boolean> {
  const key = "hashtextextended(current_schema || ':ledger:' || $1::text, 0)";
  if (mode === "wait") {
    await tx.run(`select pg_advisory_xact_lock(${key})`, [ledger]);
    return true;
  }
  const [row] = await tx.run<{ held: boolean }>(`select pg_try_advisory_xact_lock(${key}) as held`, [ledger]);
  return row?.held === true;
}

export async function findHead(
  on: Statements,
  ledger: LedgerName,
): Promise<{ size: number; root: Buffer; note: string } | null> {
  const [row] = await on.run<{ size: number; root: Buffer; note: string }>(
    `select size::float8 as size, root, note from ledger_checkpoints where ledger = $1::text
     order by size desc limit 1`,
    [ledger],
  );
  return row ?? null;
}

/** Moves what waits to its place, the hash made by the database, so that entries do not travel. Answers the leaves in order. */
export async function placePending(
  tx: Statements,
  ledger: LedgerName,
  { from, most }: { from: number; most: number },
): Promise<Buffer[]> {
  const rows = await tx.run<{ leaf: Buffer }>(
    `with taken as (
       delete from ledger_pending where id = any(array(
         select id from ledger_pending where ledger = $1::text order by id limit $2::int))
       returning id, entry, kind, case_id, at),
     placed as (
       insert into ledger_entries (ledger, seq, entry, leaf, kind, case_id, at)
       select $1::text, $3::bigint + row_number() over (order by id) - 1, entry, sha256('\\x00'::bytea || entry),
         kind, case_id, at from taken
       returning seq, leaf)
     select leaf from placed order by seq`,
    [ledger, most, from],
  );
  return rows.map(({ leaf }) => leaf);
}

export async function insertTiles(
  tx: Statements,
  ledger: LedgerName,
  tiles: readonly FullTile[],
): Promise<void> {
  for (const { level, index, hashes, root } of tiles)
    await tx.run(
      `insert into ledger_tiles (ledger, level, index, hashes, root)
       values ($1::text, $2::int, $3::bigint, $4::bytea, $5::bytea)`,
      [ledger, level, index, hashes, root],
    );
}

export async function insertCheckpoint(
  tx: Statements,
  ledger: LedgerName,
  { size, root, note, at }: { size: number; root: Uint8Array; note: string; at: Date },
): Promise<void> {
  await tx.run(
    `insert into ledger_checkpoints (ledger, size, root, note, at)
     values ($1::text, $2::bigint, $3::bytea, $4::text, $5::timestamptz)`,
    [ledger, size, root, note, at],
  );
}

/** Those before `before` go, but for the last one of each day: whoever kept one can still be shown that it was ours. */
export async function deleteCheckpoints(on: Statements, before: Date): Promise<void> {
  await on.run(
    `delete from ledger_checkpoints c where at < $1::timestamptz and exists (
       select from ledger_checkpoints later where later.ledger = c.ledger and later.size > c.size
         and later.at < date_trunc('day', c.at at time zone 'UTC') at time zone 'UTC' + interval '1 day')`,
    [before],
  );
}

export async function readEntryBytes(
  on: Statements,
  ledger: LedgerName,
  from: number,
  to: number,
): Promise<Buffer[]> {
  const rows = await on.run<{ entry: Buffer }>(
    `select entry from ledger_entries where ledger = $1::text and seq >= $2::bigint and seq < $3::bigint order by seq`,
    [ledger, from, to],
  );
  return rows.map(({ entry }) => entry);
}

export async function readLeaves(
  on: Statements,
  ledger: LedgerName,
  from: number,
  to: number,
): Promise<Buffer[]> {
  const rows = await on.run<{ leaf: Buffer }>(
    `select leaf from ledger_entries where ledger = $1::text and seq >= $2::bigint and seq < $3::bigint order by seq`,
    [ledger, from, to],
  );
  return rows.map(({ leaf }) => leaf);
}

export async function readRoots(
  on: Statements,
  ledger: LedgerName,
  level: number,
  from: number,
  to: number,
): Promise<Buffer[]> {
  const rows = await on.run<{ root: Buffer }>(
    `select root from ledger_tiles where ledger = $1::text and level = $2::int and index >= $3::bigint
     and index < $4::bigint order by index`,
    [ledger, level, from, to],
  );
  return rows.map(({ root }) => root);
}

export async function findHashes(
  on: Statements,
  ledger: LedgerName,
  level: number,
  index: number,
): Promise<Buffer | null> {
  const [row] = await on.run<{ hashes: Buffer }>(
    "select hashes from ledger_tiles where ledger = $1::text and level = $2::int and index = $3::bigint",
    [ledger, level, index],
  );
  return row?.hashes ?? null;
}

export async function findOrMakeKey(
  on: Statements,
  about: string,
  made: { id: string; key: Uint8Array; salt: Uint8Array },
  now: Date,
): Promise<{ id: string; key: Buffer; salt: Buffer }> {
  const find = "select id, key, salt from ledger_keys where about = $1::text and destroyed_at is null";
  type Row = { id: string; key: Buffer; salt: Buffer };
  const [known] = await on.run<Row>(find, [about]);
  if (known !== undefined) return known;
  await on.run(
    `insert into ledger_keys (id, about, key, salt, created_at)
     values ($1::uuid, $2::text, $3::bytea, $4::bytea, $5::timestamptz) on conflict do nothing`,
    [made.id, about, made.key, made.salt, now],
  );
  const [row] = await on.run<Row>(find, [about]);
  if (row === undefined) throw new Error("A key was neither found nor made.");
  return row;
}

export async function findKey(on: Statements, id: string): Promise<Buffer | null> {
  const [row] = await on.run<{ key: Buffer | null }>("select key from ledger_keys where id = $1::uuid", [id]);
  return row?.key ?? null;
}

export async function findSalt(on: Statements, about: string): Promise<Buffer | null> {
  const [row] = await on.run<{ salt: Buffer | null }>(
    "select salt from ledger_keys where about = $1::text and destroyed_at is null",
    [about],
  );
  return row?.salt ?? null;
}

/** Answers the ids of the keys that were destroyed. */
export async function destroyKeys(
  on: Statements,
  about: string,
  because: string,
  now: Date,
): Promise<string[]> {
  const rows = await on.run<{ id: string }>(
    `update ledger_keys set key = null, salt = null, about = '', destroyed_at = $2::timestamptz, destroyed_because = $3::text
     where about = $1::text and destroyed_at is null returning id`,
    [about, now, because],
  );
  return rows.map(({ id }) => id);
}

export async function findLarge(on: Statements, sha256: Uint8Array): Promise<Buffer | null> {
  const [row] = await on.run<{ entry: Buffer }>("select entry from ledger_large where sha256 = $1::bytea", [
    sha256,
  ]);
  return row?.entry ?? null;
}

/** Entries about a case, or the newest ones. */
export async function listEntryRows(
  on: Statements,
  { caseId, ledger, most }: { caseId: string | null; ledger: LedgerName | null; most: number },
): Promise<{ ledger: LedgerName; seq: number; entry: Buffer }[]> {
  return on.run(
    `select ledger, seq::float8 as seq, entry from ledger_entries
     where ($1::uuid is null or case_id = $1::uuid) and ($2::text is null or ledger = $2::text)
     order by ledger, seq desc limit $3::int`,
    [caseId, ledger, most],
  );
}

export async function findPlace(
  on: Statements,
  ledger: LedgerName,
  { kind, caseId, member, value }: { kind: string; caseId: string; member: string; value: string },
): Promise<number | null> {
  const [row] = await on.run<{ seq: number }>(
    `select e.seq::float8 as seq from ledger_entries e
     where e.case_id = $2::uuid and e.ledger = $1::text and e.kind = $3::text
       and convert_from(e.entry, 'UTF8')::jsonb -> 'body' ->> $4::text = $5::text limit 1`,
    [ledger, caseId, kind, member, value],
  );
  return row?.seq ?? null;
}

/** The smallest signed head of at least so many entries. */
export async function findFirstHead(
  on: Statements,
  ledger: LedgerName,
  size: number,
): Promise<string | null> {
  const [row] = await on.run<{ note: string }>(
    `select note from ledger_checkpoints where ledger = $1::text and size >= $2::bigint order by size limit 1`,
    [ledger, size],
  );
  return row?.note ?? null;
}
