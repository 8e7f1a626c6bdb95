import { erasedIri } from "#moderation/subject.ts";
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

/** The key of a report's subjects is a hash of their IRIs, which is found by trying. */
export async function eraseSubjects(
  tx: Tx,
  { iris, accountId }: { iris: readonly string[]; accountId: string | null },
): Promise<void> {
  await run(
    tx,
    `with gone as materialized (select array(select jsonb_array_elements_text($1::jsonb)
       union select p.iri from reports r join posts p on p.id = any(r.post_ids)
         where p.account_id = $2::uuid and r.target_id = $2::uuid) as iris)
     update reports r set subjects_key = '', subjects = array(
       select case when s = any(gone.iris) then ${erasedIri("r.id")} else s end from unnest(r.subjects) as s)
     from gone where r.subjects && gone.iris`,
    [JSON.stringify(iris), accountId],
  );
}
