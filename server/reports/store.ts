import type { Iri } from "#protocol/ids/iri.ts";
import type { Tx } from "../context.ts";
import { type Runner, run } from "../platform/statement.ts";

export interface ReportRow {
  id: string;
  iri: Iri | null;
  reporterId: string;
  /** The account complained about, when it is known here. */
  targetId: string | null;
  subjects: Iri[];
  comment: string;
  state: "open" | "closed";
  createdAt: Date;
}

const columns = `id, iri, reporter_id as "reporterId", target_id as "targetId", subjects, comment, state,
  created_at as "createdAt"`;

/** The report that is there already: by its id, or else an open one that says the same. */
export async function readSame(tx: Tx, report: ReportRow): Promise<ReportRow | null> {
  const [row] = await run<ReportRow>(
    tx,
    `select ${columns} from reports where iri = $1::text
       or ($1::text is null and iri is null and reporter_id = $2::uuid and state = 'open'
         and to_jsonb(subjects) = $3::jsonb and comment = $4::text) limit 1`,
    [report.iri, report.reporterId, JSON.stringify(report.subjects), report.comment],
  );
  return row ?? null;
}

/** False when a report with that id is there. */
export async function insertReport(tx: Tx, report: ReportRow): Promise<boolean> {
  const rows = await run(
    tx,
    `insert into reports (id, iri, reporter_id, target_id, subjects, comment, state, created_at)
     values ($1::uuid, $2::text, $3::uuid, $4::uuid,
       array(select jsonb_array_elements_text($5::jsonb)), $6::text, 'open', $7::timestamptz)
     on conflict do nothing returning id`,
    [
      report.id,
      report.iri,
      report.reporterId,
      report.targetId,
      JSON.stringify(report.subjects),
      report.comment,
      report.createdAt,
    ],
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

/** Newest first. */
export async function readReports(
  on: Runner,
  state: "open" | "closed",
  before: string | null,
  limit: number,
): Promise<ReportRow[]> {
  return run<ReportRow>(
    on,
    `select ${columns} from reports where state = $1::text and id < $2::uuid order by id desc limit $3::int`,
    [state, before ?? "ffffffff-ffff-ffff-ffff-ffffffffffff", limit],
  );
}
