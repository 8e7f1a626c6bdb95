import { type Runner, run } from "../../platform/statement.ts";

export interface NewToken {
  id: string;
  tokenHash: string;
  appId: string;
  /** Null for the application's own. */
  accountId: string | null;
  scopes: readonly string[];
  codeId: string | null;
  createdAt: Date;
}

export async function insertToken(on: Runner, token: NewToken): Promise<void> {
  await run(
    on,
    `insert into oauth_tokens (id, token_hash, app_id, account_id, scopes, code_id, created_at)
    values ($1::uuid, $2::text, $3::uuid, $4::uuid, $5::text[], $6::uuid, $7::timestamptz)`,
    [token.id, token.tokenHash, token.appId, token.accountId, token.scopes, token.codeId, token.createdAt],
  );
}

export interface TokenRow {
  id: string;
  appId: string;
  accountId: string | null;
  scopes: string[];
  createdAt: Date;
  username: string | null;
}

export async function readToken(on: Runner, tokenHash: string): Promise<TokenRow | null> {
  const [row] = await run<TokenRow>(
    on,
    `select t.id, t.app_id as "appId", t.account_id as "accountId", t.scopes, t.created_at as "createdAt", a.username
    from oauth_tokens t left join accounts a on a.id = t.account_id
    where t.token_hash = $1::text and a.state is distinct from 'deleted'`,
    [tokenHash],
  );
  return row ?? null;
}

/** Whose token it is, whether or not they may use it now; null for an application's own. */
export async function readTokenOwner(on: Runner, tokenId: string): Promise<string | null> {
  const [row] = await run<{ accountId: string | null }>(
    on,
    `select account_id as "accountId" from oauth_tokens where id = $1::uuid`,
    [tokenId],
  );
  return row?.accountId ?? null;
}

export async function deleteToken(on: Runner, id: string): Promise<void> {
  await run(on, "delete from oauth_tokens where id = $1::uuid", [id]);
}

export async function deleteTokensOfCode(on: Runner, codeId: string): Promise<void> {
  await run(on, "delete from oauth_tokens where code_id = $1::uuid", [codeId]);
}

/** Also the codes that could still become tokens. @param appId null for those of all applications */
export async function deleteTokensOf(on: Runner, accountId: string, appId: string | null): Promise<void> {
  await run(
    on,
    `with codes as (
      delete from oauth_codes where account_id = $1::uuid and ($2::uuid is null or app_id = $2::uuid))
    delete from oauth_tokens where account_id = $1::uuid and ($2::uuid is null or app_id = $2::uuid)`,
    [accountId, appId],
  );
}
