import type { Tx } from "../context.ts";
import { type Runner, run } from "../platform/statement.ts";

export type SeveranceKind = "domain_block" | "user_domain_block" | "account_suspension";

export interface Severed {
  /** Id of the part that is one person's. */
  id: string;
  accountId: string;
}

/** Follows between accounts of this node and those of a domain and its subdomains: some of them. */
export function readFollowsOfDomain(
  on: Runner,
  domain: string,
  limit: number,
): Promise<{ followerId: string; followeeId: string }[]> {
  return run(
    on,
    `with theirs as (select id from accounts
       where domain = $1::text or right(domain, length($1::text) + 1) = '.' || $1::text)
     (select f.follower_id as "followerId", f.followee_id as "followeeId" from follows f
        join theirs t on t.id = f.followee_id where f.follower_is_local limit $2::int)
     union all
     (select f.follower_id, f.followee_id from follows f join theirs t on t.id = f.follower_id limit $2::int)`,
    [domain, limit],
  );
}

/** Writes down follows that have just ended, for the people of this node whose they were. */
export async function recordSevered(
  tx: Tx,
  severance: { id: string; kind: SeveranceKind; target: string; at: Date },
  follows: readonly { followerId: string; followeeId: string }[],
  ids: { next(): string },
): Promise<void> {
  const owned = follows.map((follow) => ({ ...follow, id: ids.next(), other: ids.next() }));
  await run(
    tx,
    `insert into severances (id, kind, target, created_at) values ($1::uuid, $2::text, $3::text, $4::timestamptz)
     on conflict do nothing`,
    [severance.id, severance.kind, severance.target, severance.at],
  );
  await run(tx, record, [severance.id, JSON.stringify(owned)]);
}

const record = `
with f as (
  select * from jsonb_to_recordset($2::jsonb) as f("followerId" uuid, "followeeId" uuid, id uuid, other uuid)),
sides as (
  select f.id, a.id as account_id, f."followeeId" as other_id, true as was_followed
    from f join accounts a on a.id = f."followerId" and a.domain is null
  union all
  select f.other, a.id, f."followerId", false from f join accounts a on a.id = f."followeeId" and a.domain is null),
owners as (
  insert into severed_accounts as s (id, severance_id, account_id, followers, following)
  select min(id::text)::uuid, $1::uuid, account_id, count(*) filter (where not was_followed),
    count(*) filter (where was_followed) from sides group by account_id order by account_id
  on conflict (severance_id, account_id) do update
    set followers = s.followers + excluded.followers, following = s.following + excluded.following
  returning id, account_id)
insert into severed_follows (severed_id, other_id, was_followed)
select o.id, s.other_id, s.was_followed from sides s join owners o on o.account_id = s.account_id
on conflict do nothing`;

/** For whom a severance ended anything. */
export function readSevered(on: Runner, severanceId: string): Promise<Severed[]> {
  return run<Severed>(
    on,
    `select id, account_id as "accountId" from severed_accounts where severance_id = $1::uuid`,
    [severanceId],
  );
}
