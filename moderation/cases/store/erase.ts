import type { Statements } from "../../ports.ts";

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

export async function eraseNotes(on: Statements, caseIds: readonly string[]): Promise<void> {
  const ids = `{${caseIds.join(",")}}`;
  await on.run("update case_notes set text = '' where case_id = any($1::uuid[])", [ids]);
  await on.run(
    "update case_events set details = details - 'subject' - 'sha256' where case_id = any($1::uuid[])",
    [ids],
  );
}
