import type { Tx } from "../../context.ts";
import { type Runner, run } from "../../platform/statement.ts";

export async function insertEndorsement(
  tx: Tx,
  accountId: string,
  targetId: string,
  now: Date,
): Promise<void> {
  await run(
    tx,
    `insert into endorsements (account_id, target_id, created_at) values ($1::uuid, $2::uuid, $3::timestamptz)
     on conflict do nothing`,
    [accountId, targetId, now],
  );
}

export async function deleteEndorsement(on: Runner, accountId: string, targetId: string): Promise<void> {
  await run(on, "delete from endorsements where account_id = $1::uuid and target_id = $2::uuid", [
    accountId,
    targetId,
  ]);
}
