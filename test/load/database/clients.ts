import { createHash } from "node:crypto";
import type { Sql } from "#server/platform/postgres/connect.ts";
import { asHistory } from "./volume.ts";

export interface Viewer {
  readonly id: string;
  readonly token: string;
}

/** Gives accounts a token each, of an application that may do everything. */
export async function addTokens(sql: Sql, accounts: readonly string[]): Promise<Viewer[]> {
  await sql`
    insert into oauth_apps (id, name, client_id, secret_hash, redirect_uris, scopes, created_at)
    values (gen_random_uuid(), 'Bench', 'bench', '', '{}', '{read,write}', now())`;
  const viewers = accounts.map((id) => ({ id, token: `bench-${id}` }));
  const hashes = viewers.map(({ token }) => createHash("sha256").update(token).digest("base64url"));
  await sql`
    insert into oauth_tokens (id, token_hash, app_id, account_id, scopes, created_at)
    select gen_random_uuid(), t.hash, a.id, t.account::uuid, '{read,write}', now()
    from oauth_apps a, unnest(${hashes}::text[], ${[...accounts]}::text[]) as t(hash, account) where a.client_id = 'bench'`;
  return viewers;
}

/** A thread: answers to the newest post and to one another, each to one of the 20 before it. Returns its first post. */
export async function addAnswers(sql: Sql, count: number): Promise<string> {
  const [root] = await sql<{ id: string }[]>`select id from posts order by id desc limit 1`;
  if (root === undefined) throw new Error("there are no posts");
  await asHistory(
    sql,
    (tx) => tx`
    with numbered as (
      select g, uuidv7() as id, (select id from accounts where username = 'person' || 100 + g) as author
      from generate_series(1, ${count}::int) g)
    insert into posts (id, iri, account_id, is_local, kind, type, html, language, visibility, url, in_reply_to_iri,
      in_reply_to_id, in_reply_to_account_id, conversation_id, published_at, received_at)
    select n.id, 'http://127.30.0.1/answers/' || n.g, n.author, false, 'note', 'Note',
      '<p>Answer ' || n.g || ' says something about an aardvark, as some of them do.</p>', 'en', 'public',
      'http://127.30.0.1/answers/' || n.g, 'http://127.30.0.1/answers/' || p.g, coalesce(p.id, ${root.id}::uuid), p.author,
      ${root.id}::uuid, now(), now()
    from numbered n left join numbered p on p.g = n.g - 1 - (n.g * 7) % 20`,
  );
  await sql`vacuum (analyze) posts`;
  return root.id;
}

/** Likes, boosts and mentions of which each local account was told. */
export async function addNotices(sql: Sql, each: number): Promise<void> {
  await asHistory(
    sql,
    (tx) => tx`
    insert into notifications (id, account_id, kind, from_account_id, post_id, created_at)
    select uuidv7(-make_interval(secs => g * 60)), v.id, (array['like', 'boost', 'mention'])[1 + g % 3],
      (select id from accounts where username = 'person' || 20 + (g * 37) % 9000),
      (select h.post_id from home_entries h where h.account_id = v.id order by h.entry_id desc offset g % 500 limit 1),
      now() - make_interval(secs => g * 60)
    from accounts v, generate_series(1, ${each}::int) g where v.domain is null and v.username like 'person%'`,
  );
  await sql`vacuum (analyze) notifications`;
}

/** Puts every post into the search index, as if each author agreed. */
export async function addDocuments(sql: Sql): Promise<void> {
  await sql`
    insert into search_documents (post_id, account_id, is_open, words, traits, language)
    select id, account_id, true, to_tsvector('english', html) || to_tsvector('simple', html), '{}', 'en' from posts
    on conflict do nothing`;
  await sql`vacuum (analyze) search_documents`;
}
