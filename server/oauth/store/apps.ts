import { type Runner, run } from "../../platform/statement.ts";

export interface AppRow {
  id: string;
  name: string;
  website: string | null;
  clientId: string;
  secretHash: string;
  redirectUris: string[];
  scopes: string[];
}

const columns = `a.id, a.name, a.website, a.client_id as "clientId", a.secret_hash as "secretHash",
  a.redirect_uris as "redirectUris", a.scopes`;

export async function insertApp(on: Runner, app: AppRow & { createdAt: Date }): Promise<void> {
  await run(
    on,
    `insert into oauth_apps (id, name, website, client_id, secret_hash, redirect_uris, scopes, created_at)
    values ($1::uuid, $2::text, $3::text, $4::text, $5::text, $6::text[], $7::text[], $8::timestamptz)`,
    [
      app.id,
      app.name,
      app.website,
      app.clientId,
      app.secretHash,
      app.redirectUris,
      app.scopes,
      app.createdAt,
    ],
  );
}

export async function readAppByClientId(on: Runner, clientId: string): Promise<AppRow | null> {
  const [row] = await run<AppRow>(on, `select ${columns} from oauth_apps a where a.client_id = $1::text`, [
    clientId,
  ]);
  return row ?? null;
}

export async function readAppById(on: Runner, id: string): Promise<AppRow | null> {
  const [row] = await run<AppRow>(on, `select ${columns} from oauth_apps a where a.id = $1::uuid`, [id]);
  return row ?? null;
}

export interface AuthorizedApp {
  id: string;
  name: string;
  website: string | null;
  scopes: string[];
  since: Date;
  lastUsedAt: Date | null;
}

/** Applications that hold tokens of an account, the latest first. */
export async function listAuthorizedApps(on: Runner, accountId: string): Promise<AuthorizedApp[]> {
  return run<AuthorizedApp>(
    on,
    `select a.id, a.name, a.website, t.scopes, t.since, t.last_used_at as "lastUsedAt"
    from oauth_apps a join (
      select t.app_id, min(t.created_at) as since, max(t.last_used_at) as last_used_at,
        (select array_agg(distinct s order by s) from oauth_tokens o, unnest(o.scopes) s
          where o.account_id = $1::uuid and o.app_id = t.app_id) as scopes
      from oauth_tokens t where t.account_id = $1::uuid group by t.app_id) t on t.app_id = a.id
    order by t.since desc limit 200`,
    [accountId],
  );
}
