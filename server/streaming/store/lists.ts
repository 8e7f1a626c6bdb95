import { type Runner, run } from "../../platform/statement.ts";
import { boostVisibleTo, visibleTo } from "../../posts/visible.ts";

/** Whether a list is an account's own. */
export async function ownsList(on: Runner, accountId: string, listId: string): Promise<boolean> {
  const rows = await run(on, "select from lists where id = $2::uuid and account_id = $1::uuid", [
    accountId,
    listId,
  ]);
  return rows.length > 0;
}

/** Which of some lists show which of some posts and boosts, by entry: see `listSource` of the timelines. */
export async function readListsOf(
  on: Runner,
  listIds: readonly string[],
  entryIds: readonly string[],
): Promise<ReadonlyMap<string, readonly string[]>> {
  if (listIds.length === 0 || entryIds.length === 0) return new Map();
  return grouped(await run<Row>(on, shown, [listIds, entryIds]));
}

/** Which of some lists have which of some accounts, by account. */
export async function readListsWith(
  on: Runner,
  listIds: readonly string[],
  accountIds: readonly string[],
): Promise<ReadonlyMap<string, readonly string[]>> {
  if (listIds.length === 0 || accountIds.length === 0) return new Map();
  return grouped(await run<Row>(on, membership, [listIds, accountIds]));
}

interface Row {
  listId: string;
  key: string;
}

function grouped(rows: readonly Row[]): Map<string, string[]> {
  const lists = new Map<string, string[]>();
  for (const { listId, key } of rows) lists.set(key, [...(lists.get(key) ?? []), listId]);
  return lists;
}

const membership = `
select m.list_id as "listId", m.account_id as key from list_accounts m
where m.account_id = any($2::uuid[]) and m.list_id = any($1::uuid[])`;

const shown = `
select l.id as "listId", o.id as key from posts o
join list_accounts m on m.account_id = o.account_id join lists l on l.id = m.list_id
where o.id = any($2::uuid[]) and l.id = any($1::uuid[]) and o.deleted_at is null and o.visibility <> 'direct'
  and (o.in_reply_to_iri is null or o.in_reply_to_account_id in (o.account_id, l.account_id)
    or case l.replies_policy
      when 'followed' then exists (select from follows g where g.follower_id = l.account_id
        and g.followee_id = o.in_reply_to_account_id and g.state = 'accepted')
      when 'list' then exists (select from list_accounts g where g.list_id = l.id
        and g.account_id = o.in_reply_to_account_id)
      else false end)
  and ${visibleTo("o", "l.account_id")}
union all
select l.id, c.id from boosts c join posts o on o.id = c.post_id
join list_accounts m on m.account_id = c.account_id join lists l on l.id = m.list_id
left join follows f on f.follower_id = l.account_id and f.followee_id = c.account_id
where c.id = any($2::uuid[]) and l.id = any($1::uuid[]) and o.deleted_at is null
  and f.shows_boosts is distinct from false and ${boostVisibleTo("c", "l.account_id")}
  and ${visibleTo("o", "l.account_id")}`;
