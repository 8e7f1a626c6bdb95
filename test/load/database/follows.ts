import type { Sql } from "#server/platform/postgres/connect.ts";

/** Makes each local account follow each of the others, as if that had been asked and accepted long ago. */
export async function followAll(
  sql: Sql,
  origin: string,
  followers: readonly string[],
  followees: readonly string[],
): Promise<void> {
  await sql`
    insert into follows (follower_id, followee_id, iri, state, follower_is_local, created_at, accepted_at)
    select f, e, ${`${origin}/activities/`}::text || gen_random_uuid(), 'accepted', true, now(), now()
    from unnest(${[...followers]}::uuid[]) f, unnest(${[...followees]}::uuid[]) e`;
  // Autovacuum does this within a minute, which a bench does not have.
  await sql`analyze accounts, follows`;
}

/** Gives a local account remote followers, one after the other on the hosts, each host with a shared inbox. */
export async function addRemoteFollowers(
  sql: Sql,
  followee: string,
  hosts: readonly string[],
  count: number,
): Promise<void> {
  const names = Array.from({ length: count }, (_, i) => `follower${i}`);
  const origins = names.map((_, i) => `http://${hosts[i % hosts.length]}`);
  await sql`
    with added as (
      insert into accounts (id, iri, username, domain, kind, url, inbox, shared_inbox, followers, fetched_at, created_at, updated_at)
      select gen_random_uuid(), origin || '/users/' || name, name, substr(origin, 8), 'person', origin || '/@' || name,
        origin || '/users/' || name || '/inbox', origin || '/inbox', origin || '/users/' || name || '/followers',
        now(), now(), now()
      from unnest(${names}::text[], ${origins}::text[]) as t(name, origin)
      returning id, iri
    )
    insert into follows (follower_id, followee_id, iri, state, follower_is_local, created_at, accepted_at)
    select id, ${followee}::uuid, iri || '/follow', 'accepted', false, now(), now() from added`;
  await sql`update accounts set followers_count = followers_count + ${count} where id = ${followee}`;
  await sql`analyze accounts, follows`;
}
