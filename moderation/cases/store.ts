import type { Statements } from "../ports.ts";
import type { CaseEventKind, Joining } from "./words.ts";

export async function insertEvent(
  on: Statements,
  event: {
    id: string;
    caseId: string;
    kind: CaseEventKind;
    by: string | null;
    details: Record<string, unknown>;
    at: Date;
  },
): Promise<void> {
  await on.run(
    `insert into case_events (id, case_id, kind, account_id, details, at)
     values ($1::uuid, $2::uuid, $3::text, $4::uuid, $5::jsonb, $6::timestamptz)`,
    [event.id, event.caseId, event.kind, event.by, JSON.stringify(event.details), event.at],
  );
}

export async function joinRow(
  on: Statements,
  {
    id,
    subject,
    domain,
    communityId = null,
    category,
    severity,
    reach = 0,
    because,
  }: Joining & { id: string },
  now: Date,
): Promise<{ caseId: string; isNew: boolean }> {
  const isReport = "report" in because;
  const [row] = await on.run<{ caseId: string; isNew: boolean }>(join, [
    id,
    subject.kind,
    subject.iri,
    subject.id,
    subject.accountId,
    domain,
    communityId,
    category,
    severity,
    reach,
    isReport ? 1 : 0,
    isReport ? 0 : 1,
    now,
  ]);
  if (row === undefined) throw new Error("A case was neither found nor made.");
  return row;
}

const join = `
insert into cases as c (id, subject_kind, subject_iri, subject_id, account_id, domain, community_id, category, severity,
  reach, priority, reports_count, signals_count, servers_count, opened_at, updated_at)
values ($1::uuid, $2::text, $3::text, $4::uuid, $5::uuid, $6::text, $7::uuid, $8::text, $9::int, $10::int, $9::int,
  $11::int, $12::int, $11::int, $13::timestamptz, $13::timestamptz)
on conflict (subject_iri, (coalesce(community_id, '00000000-0000-0000-0000-000000000000'::uuid)))
  where state in ('open', 'waiting')
do update set reports_count = c.reports_count + excluded.reports_count,
  signals_count = c.signals_count + excluded.signals_count,
  category = case when excluded.severity > c.severity then excluded.category else c.category end,
  severity = greatest(c.severity, excluded.severity), reach = greatest(c.reach, excluded.reach),
  priority = greatest(c.priority, excluded.priority), version = c.version + 1, updated_at = excluded.updated_at
returning c.id as "caseId", c.id = $1::uuid as "isNew"`;

/** False where the case is closed. Its version stays: whoever acts has seen what the complaint is about. */
export async function countRepeat(on: Statements, caseId: string, now: Date): Promise<boolean> {
  const rows = await on.run(
    `update cases set reports_count = reports_count + 1, updated_at = $2::timestamptz
     where id = $1::uuid and state in ('open', 'waiting') returning id`,
    [caseId, now],
  );
  return rows.length > 0;
}
