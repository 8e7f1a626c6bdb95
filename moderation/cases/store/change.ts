import type { Statements } from "../../ports.ts";
import { rankSql } from "../priority.ts";
import { type CaseRow, columns } from "./row.ts";

/** A case, whose row stays locked until the transaction ends. */
export async function lockRow(on: Statements, caseId: string): Promise<CaseRow | null> {
  const [row] = await on.run<CaseRow>(`select ${columns} from cases c where c.id = $1::uuid for update`, [
    caseId,
  ]);
  return row ?? null;
}

export type CaseChange = Pick<
  CaseRow,
  "state" | "category" | "severity" | "assignedTo" | "dueAt" | "closedAt" | "closedBy"
>;

/** Writes what may change in a case by hand; its version grows. */
export async function changeRow(
  on: Statements,
  { id, ...row }: CaseChange & { id: string },
  now: Date,
): Promise<CaseRow> {
  const [changed] = await on.run<CaseRow>(
    `update cases c set state = $2::text, category = $3::text, severity = $4::int, assigned_to = $5::uuid,
       due_at = $6::timestamptz, closed_at = $7::timestamptz, closed_by = $8::uuid, updated_at = $9::timestamptz,
       version = c.version + 1, priority = ${rankSql({
         severity: "$4::int",
         reach: "c.reach",
         reports: "c.reports_count",
         servers: "c.servers_count",
         openedAt: "c.opened_at",
       })}
     where c.id = $1::uuid returning ${columns}`,
    [id, row.state, row.category, row.severity, row.assignedTo, row.dueAt, row.closedAt, row.closedBy, now],
  );
  if (changed === undefined) throw new Error("A locked case is gone.");
  return changed;
}

/** The case about the same subject that is open. */
export async function findOpenTwin(on: Statements, row: CaseRow): Promise<string | null> {
  const [twin] = await on.run<{ id: string }>(
    `select c.id from cases c where c.subject_iri = $1::text and c.community_id is not distinct from $2::uuid
       and c.state in ('open', 'waiting') and c.id <> $3::uuid`,
    [row.subjectIri, row.communityId, row.id],
  );
  return twin?.id ?? null;
}

export async function insertLink(
  on: Statements,
  link: { caseId: string; otherId: string },
): Promise<boolean> {
  const rows = await on.run(
    `insert into case_links (case_id, other_id, because)
     values (least($1::uuid, $2::uuid), greatest($1::uuid, $2::uuid), 'by-hand')
     on conflict do nothing returning case_id`,
    [link.caseId, link.otherId],
  );
  return rows.length > 0;
}

export async function deleteLink(
  on: Statements,
  link: { caseId: string; otherId: string },
): Promise<boolean> {
  const rows = await on.run(
    `delete from case_links where case_id = least($1::uuid, $2::uuid) and other_id = greatest($1::uuid, $2::uuid)
     returning case_id`,
    [link.caseId, link.otherId],
  );
  return rows.length > 0;
}

/** Open cases about a subject that rules alone have opened: nobody waits for their outcome. */
export async function findOpenUnreported(on: Statements, subjectIri: string): Promise<string[]> {
  const rows = await on.run<{ id: string }>(
    `select c.id from cases c where c.subject_iri = $1::text and c.state in ('open', 'waiting') and c.reports_count = 0
     order by c.id`,
    [subjectIri],
  );
  return rows.map(({ id }) => id);
}
