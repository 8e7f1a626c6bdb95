import { type Runner, run } from "../platform/statement.ts";

/**
 * SQL: whether a report is about somebody: as whom it names first, or by one of its cases.
 *
 * @param report alias of the table
 * @param account an expression of an account's id
 */
export const isAbout = (
  report: string,
  account: string,
) => `(${report}.target_id is not distinct from ${account}
  or exists (select from report_cases named join cases c on c.id = named.case_id
    where named.report_id = ${report}.id and c.account_id = ${account}))`;

/** The same, asked. */
export async function isReportAbout(on: Runner, reportId: string, accountId: string): Promise<boolean> {
  const rows = await run(
    on,
    `select from reports r where r.id = $1::uuid and ${isAbout("r", "$2::uuid")} limit 1`,
    [reportId, accountId],
  );
  return rows.length > 0;
}
