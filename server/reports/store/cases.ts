import type { Tx } from "../../context.ts";
import { type Runner, run } from "../../platform/statement.ts";

/** Adds cases to those of a report; the first that it ever had stays its main one. */
export async function linkCases(tx: Tx, reportId: string, caseIds: readonly string[]): Promise<void> {
  await run(
    tx,
    `with linked as (
       insert into report_cases (report_id, case_id)
       select $1::uuid, c.id::uuid from jsonb_array_elements_text($2::jsonb) as c(id) on conflict do nothing)
     update reports set case_id = ($2::jsonb ->> 0)::uuid
     where id = $1::uuid and case_id is null and $2::jsonb ->> 0 is not null`,
    [reportId, JSON.stringify(caseIds)],
  );
}

/** The cases of a report, oldest first. */
export async function readCaseIds(on: Runner, reportId: string): Promise<string[]> {
  const rows = await run<{ id: string }>(
    on,
    "select case_id as id from report_cases where report_id = $1::uuid order by case_id",
    [reportId],
  );
  return rows.map((row) => row.id);
}

/**
 * The cases of a report, locked in the order in which everybody locks them: that of their subjects.
 *
 * @returns null where one of them is closed
 */
export async function lockOpenCases(tx: Tx, reportId: string): Promise<string[] | null> {
  const rows = await run<{ id: string; isOpen: boolean }>(
    tx,
    `select k.id, k.state in ('open', 'waiting') as "isOpen" from report_cases c join cases k on k.id = c.case_id
     where c.report_id = $1::uuid order by k.subject_iri for no key update of k`,
    [reportId],
  );
  return rows.every(({ isOpen }) => isOpen) ? rows.map(({ id }) => id) : null;
}

/**
 * The open cases of some reports.
 *
 * @param ownerId only those about what is somebody's
 */
export async function readOpenCases(
  on: Runner,
  reportIds: readonly string[],
  ownerId: string | null,
): Promise<string[]> {
  const rows = await run<{ id: string }>(
    on,
    `select distinct k.id, k.subject_iri from report_cases c join cases k on k.id = c.case_id
     where c.report_id in (select jsonb_array_elements_text($1::jsonb)::uuid) and k.state in ('open', 'waiting')
       and ($2::uuid is null or k.account_id = $2::uuid) order by k.subject_iri`,
    [JSON.stringify(reportIds), ownerId],
  );
  return rows.map((row) => row.id);
}

/** The cases of a report that are closed or open, with whether anything was done in them. */
export async function readCasesOf(
  on: Runner,
  reportId: string,
): Promise<{ id: string; isOpen: boolean; isActedOn: boolean }[]> {
  return run<{ id: string; isOpen: boolean; isActedOn: boolean }>(
    on,
    `select k.id, k.state in ('open', 'waiting') as "isOpen",
       exists (select from actions a where a.case_id = k.id and a.undone_at is null and a.kind <> 'none') as "isActedOn"
     from report_cases c join cases k on k.id = c.case_id where c.report_id = $1::uuid order by k.subject_iri`,
    [reportId],
  );
}
