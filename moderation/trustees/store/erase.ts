import type { Statements } from "../../ports.ts";

export async function eraseJudged(
  on: Statements,
  { caseIds, accountId }: { caseIds: readonly string[]; accountId: string | null },
): Promise<void> {
  const ids = JSON.stringify(caseIds);
  const among = "case_id in (select jsonb_array_elements_text($1::jsonb)::uuid)";
  await on.run(
    `update panels set facts = '', reasons = '', minority = '', document = null, version = version + 1 where ${among}`,
    [ids],
  );
  await on.run(`delete from panel_messages where panel_id in (select id from panels where ${among})`, [ids]);
  await on.run(`update decisions set document = '{}'::jsonb, is_public = false where ${among}`, [ids]);
  await on.run(
    `update panel_appeals set text = '' where account_id = $2::uuid
       or decision_id in (select id from decisions where ${among})`,
    [ids, accountId],
  );
}
