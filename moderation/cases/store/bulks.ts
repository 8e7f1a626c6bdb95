import type { Statements } from "../../ports.ts";
import type { Condition } from "../filter.ts";
import { type CaseRow, columns as caseColumns } from "./row.ts";

export type BulkState = "running" | "done" | "cancelled" | "undoing" | "undone";

export interface BulkRow {
  id: string;
  accountId: string;
  filter: Record<string, unknown>;
  decision: Record<string, unknown>;
  state: BulkState;
  total: number;
  done: number;
  skipped: number;
  after: string | null;
  createdAt: Date;
  endedAt: Date | null;
  undoneBy: string | null;
}

const columns = `b.id, b.account_id as "accountId", b.filter, b.decision, b.state, b.total, b.done, b.skipped, b.after,
  b.created_at as "createdAt", b.ended_at as "endedAt", b.undone_by as "undoneBy"`;

export async function insertBulk(
  on: Statements,
  bulk: Pick<BulkRow, "id" | "accountId" | "filter" | "decision" | "total" | "createdAt">,
): Promise<BulkRow> {
  const [row] = await on.run<BulkRow>(
    `insert into case_bulks as b (id, account_id, filter, decision, state, total, created_at)
     values ($1::uuid, $2::uuid, $3::jsonb, $4::jsonb, 'running', $5::int, $6::timestamptz) returning ${columns}`,
    [
      bulk.id,
      bulk.accountId,
      JSON.stringify(bulk.filter),
      JSON.stringify(bulk.decision),
      bulk.total,
      bulk.createdAt,
    ],
  );
  if (row === undefined) throw new Error("A bulk was not written.");
  return row;
}

export async function readBulk(on: Statements, id: string): Promise<BulkRow | null> {
  const [row] = await on.run<BulkRow>(`select ${columns} from case_bulks b where b.id = $1::uuid`, [id]);
  return row ?? null;
}

/** The newest first. */
export function readBulks(on: Statements, limit: number): Promise<BulkRow[]> {
  return on.run<BulkRow>(`select ${columns} from case_bulks b order by b.id desc limit $1::int`, [limit]);
}

/** @returns null when it was in none of those states */
export async function turnBulk(
  on: Statements,
  id: string,
  turn: { from: readonly BulkState[]; to: BulkState; at: Date | null },
): Promise<BulkRow | null> {
  const [row] = await on.run<BulkRow>(
    `update case_bulks b set state = $3::text, ended_at = $4::timestamptz
     where b.id = $1::uuid and b.state = any($2::text[]) returning ${columns}`,
    [id, `{${turn.from.join(",")}}`, turn.to, turn.at],
  );
  return row ?? null;
}

/**
 * Has it taken back by somebody: all of it, or what could not be undone the time before.
 *
 * @returns null when it still runs, is being undone, or nothing of it is left
 */
export async function turnBack(on: Statements, id: string, by: string): Promise<BulkRow | null> {
  const [row] = await on.run<BulkRow>(
    `update case_bulks b set state = 'undoing', ended_at = null, after = null, undone_by = $2::uuid
     where b.id = $1::uuid and (b.state in ('done', 'cancelled') or (b.state = 'undone' and b.done > 0))
     returning ${columns}`,
    [id, by],
  );
  if (row !== undefined)
    await on.run(
      "update case_bulk_items set left_at = null where bulk_id = $1::uuid and left_at is not null",
      [id],
    );
  return row ?? null;
}

/** The next cases that a bulk is about, in the order of their ids. */
export function readBatch(
  on: Statements,
  { sql, parameters }: Condition,
  { after, openedBefore, limit }: { after: string | null; openedBefore: Date; limit: number },
): Promise<CaseRow[]> {
  const at = parameters.length;
  return on.run<CaseRow>(
    `select ${caseColumns} from cases c where ${sql} and c.opened_at <= $${at + 1}::timestamptz
       and c.id > $${at + 2}::uuid order by c.id limit ${limit}`,
    [...parameters, openedBefore, after ?? "00000000-0000-0000-0000-000000000000"],
  );
}

export async function insertItem(
  on: Statements,
  item: { bulkId: string; caseId: string; actionIds: readonly string[] },
): Promise<void> {
  await on.run(
    `insert into case_bulk_items (bulk_id, case_id, action_ids) values ($1::uuid, $2::uuid, $3::uuid[])
     on conflict do nothing`,
    [item.bulkId, item.caseId, `{${item.actionIds.join(",")}}`],
  );
}

/** How far it is: counted, so that a process that died in between leaves no wrong number. False when it was stopped. */
export async function noteProgress(
  on: Statements,
  id: string,
  progress: { after: string; skipped: number },
): Promise<boolean> {
  const rows = await on.run(
    `update case_bulks set after = $2::uuid, skipped = skipped + $3::int,
       done = (select count(*) from case_bulk_items i where i.bulk_id = $1::uuid)
     where id = $1::uuid and state = 'running' returning id`,
    [id, progress.after, progress.skipped],
  );
  return rows.length > 0;
}

/** What is still to be undone of a bulk, the last first. */
export function readItems(
  on: Statements,
  bulkId: string,
  limit: number,
): Promise<{ caseId: string; actionIds: string[] }[]> {
  return on.run(
    `select case_id as "caseId", action_ids as "actionIds" from case_bulk_items
     where bulk_id = $1::uuid and undone_at is null and left_at is null order by case_id desc limit $2::int`,
    [bulkId, limit],
  );
}

export async function markItemUndone(
  on: Statements,
  item: { bulkId: string; caseId: string },
  at: Date,
): Promise<void> {
  await on.run(
    "update case_bulk_items set undone_at = $3::timestamptz where bulk_id = $1::uuid and case_id = $2::uuid",
    [item.bulkId, item.caseId, at],
  );
}

/** It stays as it is. */
export async function markItemLeft(
  on: Statements,
  item: { bulkId: string; caseId: string },
  at: Date,
): Promise<void> {
  await on.run(
    "update case_bulk_items set left_at = $3::timestamptz where bulk_id = $1::uuid and case_id = $2::uuid",
    [item.bulkId, item.caseId, at],
  );
}

export async function noteUndone(on: Statements, id: string): Promise<void> {
  await on.run(
    `update case_bulks set done = (select count(*) from case_bulk_items i
       where i.bulk_id = $1::uuid and i.undone_at is null) where id = $1::uuid`,
    [id],
  );
}
