import type { Statements } from "../ports.ts";

/**
 * Empties what was written about some subjects, or somebody's, in the reasons of actions and in appeals, as the law may ask. What
 * was done stays, and so does that somebody appealed.
 *
 * @returns the IRIs and ids of the subjects, under which the ledger may have keys
 */
export async function eraseReasons(
  on: Statements,
  { iris, accountId }: { iris: readonly string[]; accountId: string | null },
): Promise<string[]> {
  const rows = await on.run<{ iri: string; id: string | null }>(
    `with own as materialized (select id, subject_iri, subject_id from actions
       where account_id = $2::uuid or subject_iri in (select jsonb_array_elements_text($1::jsonb))),
     told as (update statements s set facts = '', text = '' from own where s.action_id = own.id),
     said as (update appeals a set text = '', answer = case when answer is null then null else '' end
       from own where a.action_id = own.id),
     taken as (update actions a set undo_reason = null, params = a.params - 'text' - 'note' from own where a.id = own.id)
     select distinct subject_iri as iri, subject_id as id from own`,
    [JSON.stringify(iris), accountId],
  );
  return rows.flatMap(({ iri, id }) => (id === null ? [iri] : [iri, id]));
}
