import { type Runner, run } from "../../platform/statement.ts";

export interface CodeRow {
  id: string;
  appId: string;
  accountId: string;
  redirectUri: string;
  scopes: string[];
  challenge: string | null;
  expiresAt: Date;
  usedAt: Date | null;
}

export async function insertCode(
  on: Runner,
  code: Omit<CodeRow, "usedAt"> & { codeHash: string; createdAt: Date },
): Promise<void> {
  await run(
    on,
    `insert into oauth_codes (id, code_hash, app_id, account_id, redirect_uri, scopes, challenge, created_at, expires_at)
    values ($1::uuid, $2::text, $3::uuid, $4::uuid, $5::text, $6::text[], $7::text, $8::timestamptz, $9::timestamptz)`,
    [
      code.id,
      code.codeHash,
      code.appId,
      code.accountId,
      code.redirectUri,
      code.scopes,
      code.challenge,
      code.createdAt,
      code.expiresAt,
    ],
  );
}

/** Held until the transaction ends: of two that come with one code, the second finds it used. */
export async function lockCode(on: Runner, codeHash: string): Promise<CodeRow | null> {
  const [row] = await run<CodeRow>(
    on,
    `select c.id, c.app_id as "appId", c.account_id as "accountId", c.redirect_uri as "redirectUri", c.scopes, c.challenge,
      c.expires_at as "expiresAt", c.used_at as "usedAt"
    from oauth_codes c join accounts a on a.id = c.account_id
    where c.code_hash = $1::text and a.state = 'active' for update of c`,
    [codeHash],
  );
  return row ?? null;
}

export async function markCodeUsed(on: Runner, id: string, now: Date): Promise<void> {
  await run(on, "update oauth_codes set used_at = $2::timestamptz where id = $1::uuid", [id, now]);
}

export async function deleteExpiredCodes(on: Runner, now: Date): Promise<void> {
  await run(on, "delete from oauth_codes where expires_at <= $1::timestamptz", [now]);
}
