import type { Tx } from "../../context.ts";
import { type Runner, run } from "../../platform/statement.ts";

/** Adds cases to those of a report; the first that it ever had stays its main one. */
export async function linkCases(tx: Tx, reportId: string, caseIds: readonly string[]): Promise<void> {
  const ids = JSON.stringify(caseIds);
  await run(
    tx,
    `insert into report_cases (report_id, case_id)
     select $1::uuid, c.id::uuid from jsonb_array_elements_text($2::jsonb) as c(id) on conflict do nothing`,
    [reportId, ids],
  );
  await run(
    tx,
    "update reports set case_id = ($2::jsonb ->> 0)::uuid where id = $1::uuid and case_id is null and $2::jsonb ->> 0 is not null",
    [reportId, ids],
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
