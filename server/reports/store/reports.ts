import type { Category } from "#moderation/category.ts";
import type { Iri } from "#protocol/ids/iri.ts";
import type { Tx } from "../../context.ts";
import { type Runner, run } from "../../platform/statement.ts";
import { visibleTo } from "../../posts/visible.ts";

import type { OutcomeDetails, ReportDetails } from "../schema.ts";

export type ReportCategory = "spam" | "legal" | "violation" | "other";

export interface ReportRow {
  id: string;
  iri: Iri | null;
  /** Null for somebody without an account. */
  reporterId: string | null;
  /** The server that it came from; null for one made here. */
  originDomain: string | null;
  /** The account complained about, when it is known here. */
  targetId: string | null;
  subjects: Iri[];
  comment: string;
  state: "open" | "closed";
  category: ReportCategory;
  topic: Category;
  details: ReportDetails;
  count: number;
  ruleIds: string[];
  postIds: string[];
  caseId: string | null;
  forwarded: boolean;
  outcome: "acted" | "not-acted" | null;
  outcomeAt: Date | null;
  outcomeDetails: OutcomeDetails | null;
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
  | "originDomain"
  | "targetId"
  | "subjects"
  | "comment"
  | "category"
  | "topic"
  | "details"
  | "ruleIds"
  | "postIds"
  | "forwarded"
  | "createdAt"
> & { subjectsKey: string };

/** Columns of a report; the table is `t`. */
export const reportColumns = `t.id, t.iri, t.reporter_id as "reporterId", t.origin_domain as "originDomain",
  t.target_id as "targetId", t.subjects, t.comment, t.state, t.category, t.topic, t.details, t.count, t.rule_ids as "ruleIds",
  t.post_ids as "postIds", t.case_id as "caseId", t.forwarded, t.outcome, t.outcome_at as "outcomeAt",
  t.outcome_details as "outcomeDetails", t.assigned_to as "assignedTo",
  t.closed_by as "closedBy", t.closed_at as "closedAt", t.created_at as "createdAt",
  coalesce(t.updated_at, t.created_at) as "updatedAt"`;

export async function insertReport(tx: Tx, report: NewReport): Promise<void> {
  await run(
    tx,
    `insert into reports (id, iri, reporter_id, origin_domain, target_id, subjects, subjects_key, comment, state, category,
       topic, details, rule_ids, post_ids, forwarded, created_at)
     select r.id, r.iri, r."reporterId", r."originDomain", r."targetId", r.subjects, r."subjectsKey", r.comment, 'open',
       r.category, r.topic, r.details, r."ruleIds", r."postIds", r.forwarded, $2::timestamptz
     from jsonb_to_record($1::jsonb) as r(id uuid, iri text, "reporterId" uuid, "originDomain" text, "targetId" uuid,
       subjects text[], "subjectsKey" text, comment text, category text, topic text, details jsonb, "ruleIds" text[],
       "postIds" uuid[], forwarded boolean)`,
    [JSON.stringify(report), report.createdAt],
  );
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
  const { id, category, topic, ruleIds, assignedTo, state, closedBy, closedAt } = report;
  await run(
    tx,
    `update reports set category = $2::text, rule_ids = array(select jsonb_array_elements_text($3::jsonb)),
       assigned_to = $4::uuid, state = $5::text, closed_by = $6::uuid, closed_at = $7::timestamptz,
       updated_at = $8::timestamptz, topic = $9::text
     where id = $1::uuid`,
    [id, category, JSON.stringify(ruleIds), assignedTo, state, closedBy, closedAt, now, topic],
  );
}

export async function findReportFor(
  on: Runner,
  id: string,
  targetId: string,
): Promise<{ caseId: string | null } | null> {
  const [row] = await run<{ caseId: string | null }>(
    on,
    `select case_id as "caseId" from reports where id = $1::uuid and target_id = $2::uuid`,
    [id, targetId],
  );
  return row ?? null;
}

/** The open reports of an id, or about an account. */
export async function readOpenIds(
  on: Runner,
  { id, targetId }: { id: string | null; targetId: string | null },
): Promise<string[]> {
  const rows = await run<{ id: string }>(
    on,
    `select id from reports where state = 'open' and (id = $1::uuid or target_id = $2::uuid) order by id`,
    [id, targetId],
  );
  return rows.map((row) => row.id);
}

/** Closes those of some reports that belong to no case: made before there were cases. */
export async function closeWithoutCases(
  tx: Tx,
  ids: readonly string[],
  { by, at }: { by: string; at: Date },
): Promise<void> {
  await run(
    tx,
    `update reports r set state = 'closed', closed_by = $2::uuid, closed_at = $3::timestamptz, updated_at = $3::timestamptz
     where r.state = 'open' and r.id in (select jsonb_array_elements_text($1::jsonb)::uuid)
       and not exists (select from report_cases c where c.report_id = r.id)`,
    [JSON.stringify(ids), by, at],
  );
}

export async function readReport(on: Runner, id: string): Promise<ReportRow | null> {
  const [row] = await run<ReportRow>(on, `select ${reportColumns} from reports t where t.id = $1::uuid`, [
    id,
  ]);
  return row ?? null;
}

/** The reports of somebody here, newest first. */
export async function readOwnIds(on: Runner, accountId: string, before: string | null): Promise<string[]> {
  const rows = await run<{ id: string }>(
    on,
    `select id from reports where reporter_id = $1::uuid and ($2::uuid is null or id < $2::uuid)
     order by id desc limit 50`,
    [accountId, before],
  );
  return rows.map((row) => row.id);
}
