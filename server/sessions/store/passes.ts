import { type Runner, run } from "../../platform/statement.ts";

/** Writes down a pass; of one account's the newest `most` stay. */
export async function insertPass(
  on: Runner,
  pass: { tokenHash: string; accountId: string; createdAt: Date; expiresAt: Date },
  most: number,
): Promise<void> {
  await run(
    on,
    `insert into decision_passes (token_hash, account_id, created_at, expires_at)
     values ($1::text, $2::uuid, $3::timestamptz, $4::timestamptz)`,
    [pass.tokenHash, pass.accountId, pass.createdAt, pass.expiresAt],
  );
  await run(
    on,
    `delete from decision_passes where token_hash in (
       select token_hash from decision_passes where account_id = $1::uuid order by created_at desc, token_hash offset $2::int)`,
    [pass.accountId, most],
  );
}

/** Whose it is; null when it is over, nothing is left of the account, or its owner may sign in again. */
export async function readPassByToken(
  on: Runner,
  tokenHash: string,
  now: Date,
): Promise<{ accountId: string; username: string } | null> {
  const [row] = await run<{ accountId: string; username: string }>(
    on,
    `select a.id as "accountId", a.username from decision_passes p join accounts a on a.id = p.account_id
       join logins l on l.account_id = a.id
     where p.token_hash = $1::text and p.expires_at > $2::timestamptz
       and (a.state = 'suspended' or (a.state = 'active' and l.disabled_at is not null))`,
    [tokenHash, now],
  );
  return row ?? null;
}

export async function prunePasses(on: Runner, now: Date): Promise<void> {
  await run(on, "delete from decision_passes where expires_at <= $1::timestamptz", [now]);
}
