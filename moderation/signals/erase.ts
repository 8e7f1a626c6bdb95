import type { Statements } from "../ports.ts";
import { erasedIri } from "../subject.ts";

/**
 * Empties what signals say of some subjects, or somebody's, as the law may ask: that there was one, and its score, stay.
 *
 * @returns the IRIs of the subjects, under which the ledger may have keys
 */
export async function eraseSignals(
  on: Statements,
  { iris, accountId }: { iris: readonly string[]; accountId: string | null },
): Promise<string[]> {
  const rows = await on.run<{ iri: string }>(
    `with own as materialized (select id, subject_iri from signals
       where subject_kind in ('post', 'account', 'medium')
         and (account_id = $2::uuid or subject_iri in (select jsonb_array_elements_text($1::jsonb)))),
     emptied as (update signals s set subject_iri = ${erasedIri("s.id")}, explanation = '{}' from own where s.id = own.id)
     select distinct subject_iri as iri from own`,
    [JSON.stringify(iris), accountId],
  );
  return rows.map(({ iri }) => iri);
}
