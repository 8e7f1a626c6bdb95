import { type Runner, run } from "../../platform/statement.ts";

export async function readAuthenticator(on: Runner, accountId: string) {
  const [row] = await run<{ secret: string; enabledAt: Date | null }>(
    on,
    `select secret, enabled_at as "enabledAt" from authenticators where account_id = $1::uuid`,
    [accountId],
  );
  return row ?? null;
}

/** False when there is one that counts already. */
export async function putAuthenticator(on: Runner, accountId: string, secret: string, now: Date) {
  const put = await run(
    on,
    `insert into authenticators as a (account_id, secret, created_at)
    values ($1::uuid, $2::text, $3::timestamptz)
    on conflict (account_id) do update set secret = excluded.secret, created_at = excluded.created_at, last_step = 0
    where a.enabled_at is null returning account_id`,
    [accountId, secret, now],
  );
  return put.length > 0;
}

export async function enableAuthenticator(on: Runner, accountId: string, now: Date): Promise<boolean> {
  const enabled = await run(
    on,
    `update authenticators set enabled_at = $2::timestamptz where account_id = $1::uuid and enabled_at is null
    returning account_id`,
    [accountId, now],
  );
  return enabled.length > 0;
}

/** True for the one caller that brings a later step than all before. */
export async function takeTimeStep(on: Runner, accountId: string, step: number): Promise<boolean> {
  const taken = await run(
    on,
    `update authenticators set last_step = $2::bigint where account_id = $1::uuid and last_step < $2::bigint
    returning account_id`,
    [accountId, step],
  );
  return taken.length > 0;
}

/** With the recovery codes, which are nothing without it. */
export async function deleteAuthenticator(on: Runner, accountId: string): Promise<boolean> {
  const deleted = await run(
    on,
    `with codes as (delete from recovery_codes where account_id = $1::uuid)
    delete from authenticators where account_id = $1::uuid returning account_id`,
    [accountId],
  );
  return deleted.length > 0;
}

export async function replaceCodes(on: Runner, accountId: string, hashes: readonly string[]): Promise<void> {
  await run(
    on,
    `with former as (
      delete from recovery_codes where account_id = $1::uuid and not code_hash = any($2::text[]))
    insert into recovery_codes (account_id, code_hash) select $1::uuid, unnest($2::text[]) on conflict do nothing`,
    [accountId, hashes],
  );
}

export async function deleteCode(on: Runner, accountId: string, hash: string): Promise<boolean> {
  const deleted = await run(
    on,
    `delete from recovery_codes where account_id = $1::uuid and code_hash = $2::text returning account_id`,
    [accountId, hash],
  );
  return deleted.length > 0;
}

export async function countCodes(on: Runner, accountId: string): Promise<number> {
  const [row] = await run<{ count: number }>(
    on,
    "select count(*)::int as count from recovery_codes where account_id = $1::uuid",
    [accountId],
  );
  return row?.count ?? 0;
}
