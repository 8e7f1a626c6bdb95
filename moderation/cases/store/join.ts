import type { Statements } from "../../ports.ts";
import { rankSql } from "../priority.ts";
import type { Joining } from "../words.ts";

const MAX_EXCERPT = 500;

/**
 * Finds the open case about a subject, or makes it, and counts what joins it. The row stays locked until the transaction ends.
 *
 * @param dueAt of a case that is opened now, and of one that becomes more severe by this
 */
export async function joinRow(
  on: Statements,
  { id, subject, domain, communityId = null, reach = 0, excerpt = "", ...joining }: Joining & { id: string },
  { now, dueAt }: { now: Date; dueAt: Date },
): Promise<{ caseId: string; isNew: boolean }> {
  const { category, severity, because } = joining;
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
    Math.min(reach, 2_000_000_000),
    isReport ? 1 : 0,
    isReport ? 0 : 1,
    now,
    [...excerpt].slice(0, MAX_EXCERPT).join(""),
    dueAt,
  ]);
  if (row === undefined) throw new Error("A case was neither found nor made.");
  return row;
}

// What else is said of a case does not make it another one for who is about to decide it, and a flood of reports must not keep
// everybody from that: the version grows with the severity alone.
const join = `
insert into cases as c (id, subject_kind, subject_iri, subject_id, account_id, domain, community_id, category, severity,
  reach, priority, reports_count, signals_count, servers_count, opened_at, updated_at, excerpt, due_at)
values ($1::uuid, $2::text, $3::text, $4::uuid, $5::uuid, $6::text, $7::uuid, $8::text, $9::int, $10::int,
  ${rankSql({ severity: "$9::int", reach: "$10::int", reports: "$11::int", servers: "0", openedAt: "$13::timestamptz" })},
  $11::int, $12::int, 0, $13::timestamptz, $13::timestamptz, $14::text, $15::timestamptz)
on conflict (subject_iri, (coalesce(community_id, '00000000-0000-0000-0000-000000000000'::uuid)))
  where state in ('open', 'waiting')
do update set reports_count = c.reports_count + excluded.reports_count,
  signals_count = c.signals_count + excluded.signals_count,
  category = case when excluded.severity > c.severity then excluded.category else c.category end,
  due_at = case when excluded.severity > c.severity then least(c.due_at, excluded.due_at) else c.due_at end,
  version = case when excluded.severity > c.severity then c.version + 1 else c.version end,
  severity = greatest(c.severity, excluded.severity), reach = greatest(c.reach, excluded.reach),
  priority = ${rankSql({
    severity: "greatest(c.severity, excluded.severity)",
    reach: "greatest(c.reach, excluded.reach)",
    reports: "c.reports_count + excluded.reports_count",
    servers: "greatest(c.servers_count, excluded.servers_count)",
    openedAt: "c.opened_at",
  })}, updated_at = excluded.updated_at
returning c.id as "caseId", c.id = $1::uuid as "isNew"`;

/**
 * Counts a report for the server that it came from; a server that is new to the case raises its priority. The caller has the
 * case's row locked.
 */
export async function countServer(on: Statements, caseId: string, server: string | null): Promise<void> {
  await on.run(
    `with counted as (
       insert into case_servers as s (case_id, server, reports) values ($1::uuid, $2::text, 1)
       on conflict (case_id, server) do update set reports = s.reports + 1 returning s.reports)
     update cases c set servers_count = c.servers_count + 1, priority = ${rankSql({
       severity: "c.severity",
       reach: "c.reach",
       reports: "c.reports_count",
       servers: "c.servers_count + 1",
       openedAt: "c.opened_at",
     })}
     from counted where c.id = $1::uuid and counted.reports = 1`,
    [caseId, server ?? ""],
  );
}

/** False where the case is closed. */
export async function countRepeat(
  on: Statements,
  repeat: { caseId: string; server: string; now: Date },
): Promise<boolean> {
  const { caseId, server, now } = repeat;
  const rows = await on.run(
    `update cases c set reports_count = c.reports_count + 1, updated_at = $2::timestamptz, priority = ${rankSql(
      {
        severity: "c.severity",
        reach: "c.reach",
        reports: "c.reports_count + 1",
        servers: "c.servers_count",
        openedAt: "c.opened_at",
      },
    )}
     where c.id = $1::uuid and c.state in ('open', 'waiting') returning c.id`,
    [caseId, now],
  );
  if (rows.length > 0) await countServer(on, caseId, server);
  return rows.length > 0;
}
