import type { Statements } from "../../ports.ts";
import type { NodeFigures, OwnFigures } from "../quality/figures.ts";

/** Figures, and when they were found. */
export interface Found<Figures> {
  readonly at: Date;
  readonly figures: Figures;
}

/** Until the end of the transaction, no other process measures. False where one does. */
export async function holdMeasuring(tx: Statements): Promise<boolean> {
  const [row] = await tx.run<{ held: boolean }>(
    "select pg_try_advisory_xact_lock(hashtextextended(current_schema || ':judgements', 0)) as held",
    [],
  );
  return row?.held === true;
}

export async function newestSnapshot(on: Statements): Promise<Found<NodeFigures> | null> {
  const [row] = await on.run<Found<NodeFigures>>(
    "select at, document as figures from judgement_snapshots order by at desc limit 1",
    [],
  );
  return row ?? null;
}

/** How many panels have decided since a time, counted up to a number. */
export async function countDecidedSince(on: Statements, from: Date, most: number): Promise<number> {
  const [row] = await on.run<{ count: number }>(
    `select count(*)::int as count from (select from panels where closed_at > $1::timestamptz and stage = 'decided'
       limit $2::int) p`,
    [from, most],
  );
  return row?.count ?? 0;
}

/** Keeps the newest ones. */
export async function insertSnapshot(
  on: Statements,
  { id, at, figures }: Found<NodeFigures> & { id: string },
  kept: number,
): Promise<void> {
  await on.run(
    "insert into judgement_snapshots (id, at, document) values ($1::uuid, $2::timestamptz, $3::jsonb)",
    [id, at, JSON.stringify(figures)],
  );
  await on.run(
    "delete from judgement_snapshots where id in (select id from judgement_snapshots order by at desc offset $1::int)",
    [kept],
  );
}

export async function findRecord(on: Statements, accountId: string): Promise<Found<OwnFigures> | null> {
  const [row] = await on.run<Found<OwnFigures>>(
    "select at, document as figures from trustee_records where account_id = $1::uuid",
    [accountId],
  );
  return row ?? null;
}

export async function saveRecords(
  on: Statements,
  at: Date,
  records: readonly (OwnFigures & { accountId: string })[],
): Promise<void> {
  const rows = records.map(({ accountId, ...document }) => ({ account_id: accountId, document }));
  await on.run(
    `insert into trustee_records (account_id, at, document)
     select r.account_id, $1::timestamptz, r.document from jsonb_to_recordset($2::jsonb) as r(account_id uuid, document jsonb)
     join trustees t on t.account_id = r.account_id
     on conflict (account_id) do update set at = excluded.at, document = excluded.document`,
    [at, JSON.stringify(rows)],
  );
}

/** Records that were not found again: their panels are too long ago. */
export async function forgetRecordsBefore(on: Statements, at: Date): Promise<void> {
  await on.run("delete from trustee_records where at < $1::timestamptz", [at]);
}
