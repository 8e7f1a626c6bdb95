import { randomBytes } from "node:crypto";
import type { Sql } from "#server/platform/postgres/connect.ts";
import { hashSecret } from "#server/platform/secret.ts";

export interface Reader {
  readonly id: string;
  readonly token: string;
}

/** Makes local accounts, each with a token that may read: who only listens needs no keys. */
export async function addReaders(sql: Sql, origin: string, count: number): Promise<Reader[]> {
  const tokens = Array.from({ length: count }, () => randomBytes(24).toString("base64url"));
  const ids = await sql<{ id: string }[]>`
    insert into accounts (id, iri, username, kind, url, inbox, followers, created_at, updated_at)
    select id, ${`${origin}/users/`}::text || id, 'reader' || n, 'person', ${`${origin}/@reader`}::text || n,
      ${`${origin}/users/`}::text || id || '/inbox', ${`${origin}/users/`}::text || id || '/followers', now(), now()
    from (select gen_random_uuid() as id, n from generate_series(1, ${count}::int) n) t returning id`;
  await sql`
    with app as (
      insert into oauth_apps (id, name, client_id, secret_hash, redirect_uris, scopes, created_at)
      values (gen_random_uuid(), 'Reader', gen_random_uuid()::text, 'x', '{}', '{read}', now()) returning id
    )
    insert into oauth_tokens (id, token_hash, app_id, account_id, scopes, created_at)
    select gen_random_uuid(), t.hash, app.id, t.account_id, '{read}', now()
    from app, unnest(${tokens.map(hashSecret)}::text[], ${ids.map(({ id }) => id)}::uuid[]) as t(hash, account_id)`;
  return ids.map(({ id }, at) => ({ id, token: tokens[at] ?? "" }));
}
