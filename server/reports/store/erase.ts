import type { Tx } from "../../context.ts";
import { run } from "../../platform/statement.ts";

const theirs = "select report_id from report_cases where case_id = any($1::uuid[])";

/** Rows stay, with their times and ids: that there was a report is on the record. */
export async function eraseComments(tx: Tx, caseIds: readonly string[]): Promise<void> {
  const which = [`{${caseIds.join(",")}}`];
  await run(tx, `update reports set comment = '' where id in (${theirs}) and comment <> ''`, which);
  await run(
    tx,
    `update report_flags set comment = '' where report_id in (${theirs}) and comment <> ''`,
    which,
  );
  await run(tx, `update report_messages set text = '' where report_id in (${theirs}) and text <> ''`, which);
  await run(tx, `update report_forwards set answer_text = null where report_id in (${theirs})`, which);
}
