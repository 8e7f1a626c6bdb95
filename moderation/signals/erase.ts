import type { Statements } from "../ports.ts";
import { erasedIri } from "../subject.ts";

/** Empties what signals say of some subjects, or somebody's, as the law may ask: that there was one, and its score, stay. */
export async function eraseSignals(
  on: Statements,
  { iris, accountId }: { iris: readonly string[]; accountId: string | null },
): Promise<void> {
  await on.run(
    `update signals set subject_iri = ${erasedIri("id")}, explanation = '{}'
     where subject_kind in ('post', 'account', 'medium')
       and (account_id = $2::uuid or subject_iri in (select jsonb_array_elements_text($1::jsonb)))`,
    [JSON.stringify(iris), accountId],
  );
}
