import type { Statements } from "../ports.ts";
import { erasedIri } from "../subject.ts";

/**
 * Empties what was written about some subjects, or somebody's, in the reasons of actions and in appeals, and whom it names, as the
 * law may ask. What was done stays, and so does that somebody appealed. What is in force and changes how something is shown
 * keeps its subject: it holds by that, and could not be taken back without.
 *
 * @returns the IRIs and ids of the subjects, under which the ledger may have keys; and how many actions keep their subject
 */
export async function eraseReasons(
  on: Statements,
  { iris, accountId }: { iris: readonly string[]; accountId: string | null },
): Promise<{ names: string[]; inForce: number }> {
  const rows = await on.run<{ iri: string; id: string | null; isLasting: boolean }>(
    `with own as materialized (select id, subject_iri, subject_id, undone_at is null and kind not in ('none', 'warn') as lasting
       from actions where account_id = $2::uuid or subject_iri in (select jsonb_array_elements_text($1::jsonb))),
     told as (update statements s set facts = '', text = '' from own where s.action_id = own.id),
     said as (update appeals a set text = '', answer = case when answer is null then null else '' end
       from own where a.action_id = own.id),
     taken as (update actions a set undo_reason = null, params = a.params - 'text' - 'note',
       subject_iri = case when own.lasting or a.subject_kind in ('domain', 'hashtag') then a.subject_iri
         else ${erasedIri("a.id")} end
       from own where a.id = own.id)
     select subject_iri as iri, subject_id as id, lasting as "isLasting" from own`,
    [JSON.stringify(iris), accountId],
  );
  const names = new Set(rows.flatMap(({ iri, id }) => (id === null ? [iri] : [iri, id])));
  return { names: [...names], inForce: rows.filter(({ isLasting }) => isLasting).length };
}
