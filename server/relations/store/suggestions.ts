import { type Runner, run } from "../../platform/statement.ts";

export async function insertDismissal(on: Runner, accountId: string, targetId: string): Promise<void> {
  await run(
    on,
    `insert into dismissed_suggestions (account_id, target_id)
     select $1::uuid, a.id from accounts a where a.id = $2::uuid on conflict do nothing`,
    [accountId, targetId],
  );
}
