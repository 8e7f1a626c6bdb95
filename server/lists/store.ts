import type { Ctx, Tx } from "../context.ts";
import { type Runner, run } from "../platform/statement.ts";
import { type AccountColumns, accountColumns, accountSummary } from "../posts/views/rows.ts";
import type { AccountSummary } from "../posts/views/types.ts";
import { type Listed, listed, type PageRequest, rangeOf } from "../timelines/page.ts";

/** A list of accounts that somebody reads apart. */
export interface List {
  id: string;
  accountId: string;
  title: string;
  repliesPolicy: "followed" | "list" | "none";
  exclusive: boolean;
}

const columns = `l.id, l.account_id as "accountId", l.title, l.replies_policy as "repliesPolicy", l.exclusive`;

export function readLists(ctx: Pick<Ctx, "sql">, accountId: string): Promise<List[]> {
  return run<List>(ctx.sql, `select ${columns} from lists l where l.account_id = $1::uuid order by l.id`, [
    accountId,
  ]);
}

/** Those of an account's lists that another is on. */
export function readListsWith(ctx: Pick<Ctx, "sql">, accountId: string, memberId: string): Promise<List[]> {
  return run<List>(
    ctx.sql,
    `select ${columns} from list_accounts m join lists l on l.id = m.list_id
     where m.account_id = $2::uuid and l.account_id = $1::uuid order by l.id`,
    [accountId, memberId],
  );
}

/** Null where there is none, or it is somebody else's. */
export async function findList(on: Runner, accountId: string, listId: string): Promise<List | null> {
  const [list] = await run<List>(
    on,
    `select ${columns} from lists l where l.id = $2::uuid and l.account_id = $1::uuid`,
    [accountId, listId],
  );
  return list ?? null;
}

/** @returns false where the account has `most` lists already */
export async function insertList(tx: Tx, list: List, now: Date, most: number): Promise<boolean> {
  // Two at once must not both be the last one.
  await run(tx, "select from accounts where id = $1::uuid for no key update", [list.accountId]);
  const rows = await run(
    tx,
    `insert into lists (id, account_id, title, replies_policy, exclusive, created_at)
     select $1::uuid, $2::uuid, $3::text, $4::text, $5::boolean, $6::timestamptz
     where (select count(*) from lists where account_id = $2::uuid) < $7::int returning id`,
    [list.id, list.accountId, list.title, list.repliesPolicy, list.exclusive, now, most],
  );
  return rows.length > 0;
}

export async function updateList(on: Runner, list: List): Promise<void> {
  await run(
    on,
    `update lists set title = $2::text, replies_policy = $3::text, exclusive = $4::boolean where id = $1::uuid`,
    [list.id, list.title, list.repliesPolicy, list.exclusive],
  );
}

/** @returns whether there was one */
export async function deleteList(on: Runner, accountId: string, listId: string): Promise<boolean> {
  const rows = await run(on, "delete from lists where id = $2::uuid and account_id = $1::uuid returning id", [
    accountId,
    listId,
  ]);
  return rows.length > 0;
}

type Row = AccountColumns<"account">;

/** @param page null for all of them */
export async function readMembers(
  ctx: Pick<Ctx, "sql">,
  listId: string,
  page: PageRequest | null,
): Promise<Listed<AccountSummary>> {
  const range = rangeOf(page ?? {});
  const limit = page === null ? "" : `limit ${range.limit}`;
  const rows = await run<Row>(
    ctx.sql,
    `select ${accountColumns("a", "account")} from list_accounts m join accounts a on a.id = m.account_id
     where m.list_id = $1::uuid and a.state = 'active' and a.id < $2::uuid and a.id > $3::uuid
     order by a.id ${range.ascending ? "asc" : "desc"} ${limit}`,
    [listId, range.below, range.above],
  );
  const members = listed(
    rows,
    range,
    (row) => row.accountId,
    (row) => accountSummary(row, "account"),
  );
  return page === null ? { ...members, older: null, newer: null } : members;
}

/** What a list's owner has to do with each of some accounts; those that are not known are missing. */
export function readCandidates(
  on: Runner,
  list: List,
  accountIds: readonly string[],
): Promise<{ id: string; isFollowed: boolean; isMember: boolean }[]> {
  return run(
    on,
    `select a.id, exists (select from follows f where f.follower_id = $2::uuid and f.followee_id = a.id) as "isFollowed",
       exists (select from list_accounts m where m.list_id = $1::uuid and m.account_id = a.id) as "isMember"
     from accounts a where a.id = any($3::uuid[]) and a.state <> 'deleted'`,
    [list.id, list.accountId, accountIds],
  );
}

/** The owner's follows of them are held, so that none ends meanwhile. */
export async function insertMembers(
  tx: Tx,
  list: List,
  accountIds: readonly string[],
  now: Date,
): Promise<void> {
  await run(
    tx,
    `insert into list_accounts (list_id, account_id, follower_id, created_at)
     select $1::uuid, i.id, nullif($2::uuid, i.id), $4::timestamptz from unnest($3::uuid[]) as i(id)
     where i.id = $2::uuid or exists (select from follows f where f.follower_id = $2::uuid and f.followee_id = i.id)
     on conflict do nothing`,
    [list.id, list.accountId, accountIds, now],
  );
}

export async function deleteMembers(
  on: Runner,
  listId: string,
  accountIds: readonly string[],
): Promise<void> {
  await run(on, "delete from list_accounts where list_id = $1::uuid and account_id = any($2::uuid[])", [
    listId,
    accountIds,
  ]);
}

export async function countMembers(on: Runner, listId: string): Promise<number> {
  const [row] = await run<{ n: number }>(
    on,
    "select count(*)::int as n from list_accounts where list_id = $1::uuid",
    [listId],
  );
  return row?.n ?? 0;
}

/** Puts an account on those of somebody's lists that another is on, as far as it is followed. */
export async function copyMembership(
  tx: Tx,
  ownerId: string,
  { fromId, toId }: { fromId: string; toId: string },
  now: Date,
): Promise<void> {
  await run(
    tx,
    `insert into list_accounts (list_id, account_id, follower_id, created_at)
     select m.list_id, f.followee_id, f.follower_id, $4::timestamptz from list_accounts m
     join follows f on f.follower_id = $1::uuid and f.followee_id = $3::uuid
     where m.follower_id = $1::uuid and m.account_id = $2::uuid
     on conflict do nothing`,
    [ownerId, fromId, toId, now],
  );
}
