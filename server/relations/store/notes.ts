import { type Runner, run } from "../../platform/statement.ts";

export async function upsertNote(
  on: Runner,
  accountId: string,
  targetId: string,
  text: string,
): Promise<void> {
  await run(
    on,
    `insert into account_notes (account_id, target_id, text) values ($1::uuid, $2::uuid, $3::text)
     on conflict (account_id, target_id) do update set text = excluded.text`,
    [accountId, targetId, text],
  );
}

export async function deleteNote(on: Runner, accountId: string, targetId: string): Promise<void> {
  await run(on, "delete from account_notes where account_id = $1::uuid and target_id = $2::uuid", [
    accountId,
    targetId,
  ]);
}
