import type { Statements } from "../../ports.ts";
import { erasedIri } from "../../subject.ts";

export function findAbout(
  on: Statements,
  { iri, accountId }: { iri: string; accountId: string | null },
): Promise<{ id: string; iri: string }[]> {
  return on.run<{ id: string; iri: string }>(
    `select id, subject_iri as iri from cases where subject_iri = $1::text
     union select id, subject_iri as iri from cases where account_id = $2::uuid`,
    [iri, accountId],
  );
}

/** Words, what they are about, and by what they are found to be like others. Of hashtags and domains the names stay. */
export async function eraseNotes(on: Statements, caseIds: readonly string[]): Promise<void> {
  const ids = `{${caseIds.join(",")}}`;
  await on.run(
    `update cases set subject_iri = ${erasedIri("id")}
     where id = any($1::uuid[]) and subject_kind in ('post', 'account', 'medium')`,
    [ids],
  );
  await on.run(
    `with gone as (delete from case_marks where case_id = any($1::uuid[]) returning kind, value)
     update case_waves w set example = '' from gone where w.kind = gone.kind and w.value = gone.value`,
    [ids],
  );
  await on.run("update case_notes set text = '' where case_id = any($1::uuid[])", [ids]);
  await on.run(
    "update case_events set details = details - 'subject' - 'sha256' where case_id = any($1::uuid[])",
    [ids],
  );
}
