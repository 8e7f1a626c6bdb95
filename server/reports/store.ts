import type { Iri } from "#protocol/ids/iri.ts";
import type { Tx } from "../context.ts";
import { type Runner, run } from "../platform/statement.ts";
import { visibleTo } from "../posts/visible.ts";

export type ReportCategory = "spam" | "legal" | "violation" | "other";

export interface ReportRow {
  id: string;
  iri: Iri | null;
  reporterId: string;
  /** The account complained about, when it is known here. */
  targetId: string | null;
  subjects: Iri[];
  comment: string;
  state: "open" | "closed";
  category: ReportCategory;
  ruleIds: string[];
  postIds: string[];
  forwarded: boolean;
  assignedTo: string | null;
  closedBy: string | null;
  closedAt: Date | null;
  createdAt: Date;
  updatedAt: Date;
}

export type NewReport = Pick<
  ReportRow,
  | "id"
  | "iri"
  | "reporterId"
  | "targetId"
  | "subjects"
  | "comment"
  | "category"
  | "ruleIds"
  | "postIds"
  | "forwarded"
  | "createdAt"
>;

/** Columns of a report; the table is `t`. */
export const reportColumns = `t.id, t.iri, t.reporter_id as "reporterId", t.target_id as "targetId", t.subjects, t.comment,
  t.state, t.category, t.rule_ids as "ruleIds", t.post_ids as "postIds", t.forwarded, t.assigned_to as "assignedTo",
  t.closed_by as "closedBy", t.closed_at as "closedAt", t.created_at as "createdAt",
  coalesce(t.updated_at, t.created_at) as "updatedAt"`;

/** The report that is there already: by its id, or else an open one that says the same. */
export async function readSame(tx: Tx, report: NewReport): Promise<{ id: string } | null> {
  const [row] = await run<{ id: string }>(
    tx,
    `select id from reports where iri = $1::text
       or ($1::text is null and iri is null and reporter_id = $2::uuid and state = 'open'
         and to_jsonb(subjects) = $3::jsonb and comment = $4::text) limit 1`,
    [report.iri, report.reporterId, JSON.stringify(report.subjects), report.comment],
  );
  return row ?? null;
}

/** False when a report with that id is there. */
export async function insertReport(tx: Tx, report: NewReport): Promise<boolean> {
  const rows = await run(
    tx,
    `insert into reports (id, iri, reporter_id, target_id, subjects, comment, state, category, rule_ids, post_ids,
       forwarded, created_at)
     select r.id, r.iri, r."reporterId", r."targetId", r.subjects, r.comment, 'open', r.category, r."ruleIds",
       r."postIds", r.forwarded, $2::timestamptz
     from jsonb_to_record($1::jsonb) as r(id uuid, iri text, "reporterId" uuid, "targetId" uuid, subjects text[],
       comment text, category text, "ruleIds" text[], "postIds" uuid[], forwarded boolean)
     on conflict do nothing returning id`,
    [JSON.stringify(report), report.createdAt],
  );
  return rows.length > 0;
}

/** The account among the subjects, or the author of a post among them. */
export async function findTarget(on: Runner, subjects: readonly Iri[]): Promise<string | null> {
  const [row] = await run<{ id: string }>(
    on,
    `with s as (select jsonb_array_elements_text($1::jsonb) as iri)
     select id from (
       select a.id, 0 as rank from accounts a join s on s.iri = a.iri
       union all select p.account_id, 1 from posts p join s on s.iri = p.iri) found
     order by rank limit 1`,
    [JSON.stringify(subjects)],
  );
  return row?.id ?? null;
}

/** Posts among the subjects, of the account that is complained about. */
export async function findPostsAmong(
  on: Runner,
  targetId: string | null,
  subjects: readonly Iri[],
): Promise<string[]> {
  const rows = await run<{ id: string }>(
    on,
    `select id from posts where account_id = $1::uuid
       and iri in (select jsonb_array_elements_text($2::jsonb)) order by id`,
    [targetId, JSON.stringify(subjects)],
  );
  return rows.map((row) => row.id);
}

export interface ReportedPost {
  id: string;
  iri: Iri;
  /** The author of what it answers, with the domain; null for one of this node or where it answers nothing known. */
  answeredId: string | null;
  answeredDomain: string | null;
}

/** Posts of an account, of those named, that somebody may see. */
export function readReportedPosts(
  on: Runner,
  targetId: string,
  viewerId: string,
  ids: readonly string[],
): Promise<ReportedPost[]> {
  return run<ReportedPost>(
    on,
    `select p.id, p.iri, r.id as "answeredId", r.domain as "answeredDomain"
     from posts p left join accounts r on r.id = p.in_reply_to_account_id and r.domain is not null
     where p.account_id = $1::uuid and p.deleted_at is null
       and p.id in (select jsonb_array_elements_text($3::jsonb)::uuid) and ${visibleTo("p", "$2::uuid")} order by p.id`,
    [targetId, viewerId, JSON.stringify(ids)],
  );
}

/** An account that can be complained about. */
export async function readReportable(
  on: Runner,
  id: string,
): Promise<{ id: string; iri: Iri; domain: string | null } | null> {
  const [row] = await run<{ id: string; iri: Iri; domain: string | null }>(
    on,
    `select id, iri, domain from accounts where id = $1::uuid and state = 'active'
       and not (kind = 'application' and domain is null)`,
    [id],
  );
  return row ?? null;
}

/** Newest first. */
export async function readReports(
  on: Runner,
  state: "open" | "closed",
  before: string | null,
  limit: number,
): Promise<ReportRow[]> {
  return run<ReportRow>(
    on,
    `select ${reportColumns} from reports t where t.state = $1::text and t.id < $2::uuid
     order by t.id desc limit $3::int`,
    [state, before ?? "ffffffff-ffff-ffff-ffff-ffffffffffff", limit],
  );
}

/** Holds the report until the transaction ends. */
export async function lockReport(tx: Tx, id: string): Promise<ReportRow | null> {
  const [row] = await run<ReportRow>(
    tx,
    `select ${reportColumns} from reports t where t.id = $1::uuid for update`,
    [id],
  );
  return row ?? null;
}

/** Writes what moderators can change. */
export async function changeReport(tx: Tx, report: ReportRow, now: Date): Promise<void> {
  const { id, category, ruleIds, assignedTo, state, closedBy, closedAt } = report;
  await run(
    tx,
    `update reports set category = $2::text, rule_ids = array(select jsonb_array_elements_text($3::jsonb)),
       assigned_to = $4::uuid, state = $5::text, closed_by = $6::uuid, closed_at = $7::timestamptz,
       updated_at = $8::timestamptz
     where id = $1::uuid`,
    [id, category, JSON.stringify(ruleIds), assignedTo, state, closedBy, closedAt, now],
  );
}

export async function findReportFor(on: Runner, id: string, targetId: string): Promise<boolean> {
  const rows = await run(on, "select id from reports where id = $1::uuid and target_id = $2::uuid", [
    id,
    targetId,
  ]);
  return rows.length > 0;
}

/** Closes one open report, or all of them about an account; answers their ids. */
export async function closeReports(
  tx: Tx,
  {
    by,
    at,
    id = null,
    targetId = null,
  }: { by: string; at: Date; id?: string | null; targetId?: string | null },
): Promise<string[]> {
  const rows = await run<{ id: string }>(
    tx,
    `update reports set state = 'closed', closed_by = $1::uuid, closed_at = $2::timestamptz,
       updated_at = $2::timestamptz
     where state = 'open' and (id = $3::uuid or target_id = $4::uuid) returning id`,
    [by, at, id, targetId],
  );
  return rows.map((row) => row.id);
}
