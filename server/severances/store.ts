import type { Tx } from "../context.ts";
import { type Runner, run } from "../platform/statement.ts";

export type SeveranceKind = "domain_block" | "user_domain_block" | "account_suspension";

export interface Severed {
  /** Id of the part that is one person's. */
  id: string;
  accountId: string;
}

/** The severance for this that can still be lifted, made if there is none. */
export async function openRow(
  tx: Tx,
  severance: { id: string; kind: SeveranceKind; target: string; at: Date },
): Promise<string> {
  const [row] = await run<{ id: string }>(
    tx,
    `insert into severances (id, kind, target, created_at, is_open)
     values ($1::uuid, $2::text, $3::text, $4::timestamptz, true)
     on conflict (kind, target) where is_open do update set target = excluded.target returning id`,
    [severance.id, severance.kind, severance.target, severance.at],
  );
  return row?.id ?? severance.id;
}

const unused = `id in (select jsonb_array_elements_text($1::jsonb)::uuid) and is_open
  and not exists (select from dormant_follows d where d.severance_id = s.id)`;

/** Removes severances of which nothing is put aside any more, with what people were told. */
export async function deleteSeverances(tx: Tx, ids: readonly string[]): Promise<void> {
  const list = JSON.stringify(ids);
  await run(
    tx,
    `delete from notifications n using severed_accounts a join severances s on s.id = a.severance_id
     where n.kind = 'severance' and n.subject_id = a.id and n.account_id = a.account_id and s.${unused}`,
    [list],
  );
  await run(tx, `delete from severances s where s.${unused}`, [list]);
}

/** Closes severances of which nothing is put aside any more. */
export async function endSeverances(tx: Tx, ids: readonly string[]): Promise<void> {
  await run(tx, `update severances s set is_open = false where s.${unused}`, [JSON.stringify(ids)]);
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
