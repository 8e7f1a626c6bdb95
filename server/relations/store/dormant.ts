import type { Iri } from "#protocol/ids/iri.ts";
import type { Tx } from "../../context.ts";
import { type Runner, run } from "../../platform/statement.ts";

export interface Pair {
  followerId: string;
  followeeId: string;
}

export interface DormantFollow extends Pair {
  iri: Iri;
  state: "pending" | "accepted";
  followerIsLocal: boolean;
  severanceId: string | null;
}

/** Some follows between people here and accounts whose domain is rejected, with the domain that the rule names. */
export function readToSetAside(on: Runner, limit: number): Promise<(Pair & { domain: string })[]> {
  return run(
    on,
    `with theirs as (select id, domain from accounts where suspended_at is not null and suspended_by_domain),
     found as (
       (select f.follower_id, f.followee_id, t.domain from theirs t join follows f on f.followee_id = t.id
          where f.follower_is_local limit $1::int)
       union all
       (select f.follower_id, f.followee_id, t.domain from theirs t join follows f on f.follower_id = t.id limit $1::int))
     select f.follower_id as "followerId", f.followee_id as "followeeId",
       coalesce((select p.domain from domain_policies p where p.verdict = 'reject'
         and right('.' || split_part(f.domain, ':', 1), length(p.domain) + 1) = '.' || p.domain
         order by length(p.domain) limit 1), f.domain) as domain
     from found f order by 3, 1, 2 limit $1::int`,
    [limit],
  );
}

/** Some of those that were put aside, and whose other side is there again. */
export function readToPutBack(on: Runner, limit: number): Promise<Pair[]> {
  return run(
    on,
    `select d.follower_id as "followerId", d.followee_id as "followeeId" from dormant_follows d
     join accounts a on a.id = case when d.follower_is_local then d.followee_id else d.follower_id end
     where a.state = 'active' limit $1::int`,
    [limit],
  );
}

export function readDormantOf(on: Runner, accountId: string): Promise<Pair[]> {
  return run(
    on,
    `select follower_id as "followerId", followee_id as "followeeId" from dormant_follows
     where follower_id = $1::uuid or followee_id = $1::uuid`,
    [accountId],
  );
}

/** When what keeps an account (`a`) away ends by itself: its suspensions, and those of its domain and of what that is under. */
const ends = `
  select c.ends_at from actions c where c.subject_id = a.id and c.kind = 'suspend' and c.undone_at is null
  union all
  select coalesce(p.expires_at, c.ends_at) from generate_series(1, 20) n
    join domain_decisions p on p.verdict = 'reject'
      and p.domain = array_to_string((string_to_array(split_part(a.domain, ':', 1), '.'))[n:], '.')
    left join actions c on c.id = case when p.source like 'action:%' then substr(p.source, 8)::uuid end
  where n <= cardinality(string_to_array(a.domain, '.'))`;

/** Some of those put aside before a time, but for those that come back when the time of all that keeps them aside is over. */
export function readLongDormant(on: Runner, before: Date, limit: number): Promise<Pair[]> {
  return run(
    on,
    `select d.follower_id as "followerId", d.followee_id as "followeeId" from dormant_follows d
     join accounts a on a.id = case when d.follower_is_local then d.followee_id else d.follower_id end
     cross join lateral (select bool_and(e.ends_at is not null) as is_for_a_time from (${ends}) e) kept
     where d.since < $1::timestamptz and kept.is_for_a_time is not true order by d.since limit $2::int`,
    [before, limit],
  );
}

/** Puts follows aside, as they are; answers those that were there. The caller holds the accounts. */
export function moveAside(
  tx: Tx,
  pairs: readonly Pair[],
  { severanceId, since }: { severanceId: string; since: Date },
): Promise<DormantFollow[]> {
  return run<DormantFollow>(tx, aside, [JSON.stringify(pairs), severanceId, since]);
}

const named = `jsonb_to_recordset($1::jsonb) as p("followerId" uuid, "followeeId" uuid)`;
/** What a follow is, beside whose. */
const kept = "iri, state, follower_is_local, created_at, accepted_at, shows_boosts, notifies, languages, id";
const prefixed = kept.replaceAll(/(\w+)(,|$)/g, "g.$1$2");
/** What a change of follows answers, where no other table has columns of these names. */
const answered = `follower_id as "followerId", followee_id as "followeeId", iri, state,
  follower_is_local as "followerIsLocal", severance_id as "severanceId"`;

// The lists are read as they were before the follows go, and the memberships with them.
const aside = `
with gone as (
  delete from follows f using ${named} where f.follower_id = p."followerId" and f.followee_id = p."followeeId"
  returning f.*)
insert into dormant_follows (follower_id, followee_id, ${kept}, lists, severance_id, since)
select g.follower_id, g.followee_id, ${prefixed},
  coalesce((select jsonb_agg(jsonb_build_object('id', m.list_id, 'since', m.created_at) order by m.list_id)
    from list_accounts m where m.follower_id = g.follower_id and m.account_id = g.followee_id), '[]'),
  $2::uuid, $3::timestamptz
from gone g
on conflict (follower_id, followee_id) do update set iri = excluded.iri, state = excluded.state,
  accepted_at = excluded.accepted_at, created_at = excluded.created_at, lists = excluded.lists
returning ${answered}`;

/**
 * Puts follows back as they were; where people have come to block each other meanwhile, or follow again, nothing is put back.
 * Answers what was there, and whether it is again. The caller holds the accounts.
 */
export function moveBack(tx: Tx, pairs: readonly Pair[]): Promise<(DormantFollow & { isBack: boolean })[]> {
  return run<DormantFollow & { isBack: boolean }>(tx, back, [JSON.stringify(pairs)]);
}

const back = `
with gone as (
  delete from dormant_follows d using ${named} where d.follower_id = p."followerId" and d.followee_id = p."followeeId"
  returning d.*),
again as (
  insert into follows (follower_id, followee_id, ${kept})
  select g.follower_id, g.followee_id, ${prefixed}
  from gone g join accounts er on er.id = g.follower_id join accounts ee on ee.id = g.followee_id
  where er.state <> 'deleted' and ee.state <> 'deleted'
    and not exists (select from blocks b where (b.account_id, b.target_id) in
      ((g.follower_id, g.followee_id), (g.followee_id, g.follower_id)))
    and not exists (select from domain_blocks b where (b.account_id = g.follower_id and b.domain = ee.domain)
      or (b.account_id = g.followee_id and b.domain = er.domain))
  on conflict do nothing returning follower_id, followee_id),
listed as (
  insert into list_accounts (list_id, account_id, follower_id, created_at)
  select l.id, g.followee_id, g.follower_id, (m->>'since')::timestamptz
  from gone g join again a on a.follower_id = g.follower_id and a.followee_id = g.followee_id
  cross join lateral jsonb_array_elements(g.lists) m join lists l on l.id = (m->>'id')::uuid
  on conflict do nothing)
select ${answered},
  exists (select from follows f where f.follower_id = g.follower_id and f.followee_id = g.followee_id)
    or exists (select from again a where a.follower_id = g.follower_id and a.followee_id = g.followee_id) as "isBack"
from gone g`;

/** Forgets follows that were put aside. Answers those that were there. */
export function deleteDormant(tx: Tx, pairs: readonly Pair[]): Promise<DormantFollow[]> {
  return run<DormantFollow>(
    tx,
    `delete from dormant_follows d using ${named}
     where d.follower_id = p."followerId" and d.followee_id = p."followeeId" returning ${answered}`,
    [JSON.stringify(pairs)],
  );
}

/** What rests on follows that are over: endorsements, and what the followees were told. */
export async function deleteTraces(tx: Tx, pairs: readonly Pair[]): Promise<void> {
  const list = JSON.stringify(pairs);
  await run(
    tx,
    `delete from notifications n using ${named} where n.account_id = p."followeeId"
     and n.from_account_id = p."followerId" and n.kind in ('follow', 'follow-request')`,
    [list],
  );
  await run(
    tx,
    `delete from endorsements e using ${named} where e.account_id = p."followerId" and e.target_id = p."followeeId"`,
    [list],
  );
}

/**
 * Adds `by` for each follow to the counters of one side: those of people here while follows are put aside, since what another
 * server counts is its own affair, and the others' when they are over.
 */
export async function countOnSide(
  tx: Tx,
  pairs: readonly Pair[],
  by: 1 | -1,
  side: "here" | "there",
): Promise<void> {
  if (pairs.length === 0) return;
  await run(
    tx,
    `with changes as (
       select id, sum(following) as following, sum(followers) as followers from (
         select "followerId" as id, 1 as following, 0 as followers from ${named}
         union all select "followeeId", 0, 1 from ${named}) c group by id)
     update accounts a set following_count = greatest(0, a.following_count + $2::int * c.following),
       followers_count = greatest(0, a.followers_count + $2::int * c.followers)
     from changes c where a.id = c.id and (a.domain is null) = $3::boolean`,
    [JSON.stringify(pairs), by, side === "here"],
  );
}

/** Whether an account can be met here, and what its domain is. */
export async function readStanding(
  on: Runner,
  accountId: string,
): Promise<{ state: string; domain: string | null; handle: string } | null> {
  const [row] = await run<{ state: string; domain: string | null; handle: string }>(
    on,
    `select state, domain, username || coalesce('@' || domain, '') as handle from accounts where id = $1::uuid`,
    [accountId],
  );
  return row ?? null;
}

/** Of some accounts, those that are suspended by themselves rather than with their domain: their servers are talked to. */
export async function readReachable(on: Runner, ids: readonly string[]): Promise<Set<string>> {
  const rows = await run<{ id: string }>(
    on,
    `select id from accounts where id in (select jsonb_array_elements_text($1::jsonb)::uuid)
       and domain is not null and not suspended_by_domain`,
    [JSON.stringify(ids)],
  );
  return new Set(rows.map(({ id }) => id));
}
