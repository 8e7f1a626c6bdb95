import type { TransactionSql } from "postgres";
import type { Sql } from "#server/platform/postgres/connect.ts";

const ACCOUNTS = 10_000;
const VIEWERS = 20;
const FOLLOWED = 1_000;
/** A post every half minute makes a million of them about a year. */
const SECONDS_APART = 30;
const CHUNK = 50_000;

/** Fills `accounts` with ten thousand, of which twenty are of this node and follow a thousand others each; returns those. */
export async function addPeople(sql: Sql): Promise<string[]> {
  await sql`
    insert into accounts (id, iri, username, domain, kind, url, inbox, shared_inbox, followers, display_name, fetched_at, created_at, updated_at)
    select gen_random_uuid(), origin || '/users/person' || n, 'person' || n, case when n >= ${VIEWERS} then substr(origin, 8) end,
      'person', origin || '/@person' || n, origin || '/users/person' || n || '/inbox', origin || '/inbox',
      origin || '/users/person' || n || '/followers', 'Person ' || n, now(), now(), now()
    from generate_series(0, ${ACCOUNTS - 1}::int) n, lateral (select 'http://127.30.0.' || n % 250 + 1 as origin)`;
  await sql`
    insert into follows (follower_id, followee_id, iri, state, follower_is_local, created_at, accepted_at)
    select v.id, a.id, v.iri || '/follows/' || a.username, 'accepted', true, now(), now()
    from generate_series(0, ${VIEWERS - 1}::int) n
    join accounts v on v.username = 'person' || n
    cross join generate_series(1, ${FOLLOWED}::int) k
    join accounts a on a.username = 'person' || ${VIEWERS} + (n * 331 + k * 7) % ${ACCOUNTS - VIEWERS}`;
  await sql`analyze accounts, follows`;
  const viewers = await sql<
    { id: string }[]
  >`select id from accounts where domain is null and username like 'person%'`;
  return viewers.map(({ id }) => id);
}

/**
 * Writes what is as old as the hills: triggers do not note it as news, which the node's consumers would have to deal with
 * before they come to what is measured.
 */
export function asHistory<T>(sql: Sql, write: (tx: TransactionSql) => Promise<T>): Promise<unknown> {
  return sql.begin(async (tx) => {
    await tx`set local session_replication_role = replica`;
    return write(tx);
  });
}

/** Adds public posts of these people, numbers `from` to `to`, and writes their home timelines anew, 800 entries long. */
export async function addPosts(
  sql: Sql,
  { from, to, last }: { readonly from: number; readonly to: number; readonly last: number },
): Promise<void> {
  for (let start = from; start < to; start += CHUNK) {
    const end = Math.min(start + CHUNK, to) - 1;
    await asHistory(
      sql,
      (tx) => tx`
      insert into posts (id, iri, account_id, is_local, kind, type, html, language, visibility, url, conversation_id, published_at, received_at)
      select t.id, a.iri || '/posts/' || g, a.id, false, 'note', 'Note',
        '<p>Post ' || g || ' is as long as people''s posts tend to be: two or three sentences, now and then with a link, and seldom more than that. This is the last of them.</p>',
        'en', 'public', a.url || '/' || g, t.id, now() - t.age, now() - t.age
      from generate_series(${start}::int, ${end}::int) g
      join accounts a on a.username = 'person' || ${VIEWERS} + (g::bigint * 7919) % ${ACCOUNTS - VIEWERS},
      lateral (select uuidv7(-make_interval(secs => s)) as id, make_interval(secs => s) as age
        from (values ((${last}::int - g) * ${SECONDS_APART}::float8)) v(s)) t`,
    );
  }
  await sql`delete from home_entries`;
  await asHistory(
    sql,
    (tx) => tx`
    insert into home_entries (account_id, entry_id, post_id)
    select v.id, p.id, p.id from accounts v, lateral (
      select p.id from posts p where exists (select from follows f where f.follower_id = v.id and f.followee_id = p.account_id)
      order by p.id desc limit 800) p
    where v.domain is null and v.username like 'person%'`,
  );
  await sql`vacuum (analyze) posts, home_entries`;
}
