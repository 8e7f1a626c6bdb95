import { type Runner, run } from "../../platform/statement.ts";

/** @returns whether it was not pinned before */
export async function insertPin(on: Runner, accountId: string, postId: string, now: Date): Promise<boolean> {
  const rows = await run(
    on,
    `insert into pins (account_id, post_id, created_at) values ($1::uuid, $2::uuid, $3::timestamptz)
     on conflict do nothing returning post_id`,
    [accountId, postId, now],
  );
  return rows.length > 0;
}

/** @returns whether it was pinned */
export async function deletePin(on: Runner, accountId: string, postId: string): Promise<boolean> {
  const rows = await run(
    on,
    "delete from pins where account_id = $1::uuid and post_id = $2::uuid returning post_id",
    [accountId, postId],
  );
  return rows.length > 0;
}

/** Until the transaction ends nobody else holds the account: what is counted and then added to stays true. */
export async function holdAccount(tx: Runner, accountId: string): Promise<void> {
  await run(tx, "select from accounts where id = $1::uuid for no key update", [accountId]);
}

export async function countPins(on: Runner, accountId: string): Promise<number> {
  const [row] = await run<{ n: number }>(
    on,
    "select count(*)::int as n from pins n join posts p on p.id = n.post_id and p.deleted_at is null where n.account_id = $1::uuid",
    [accountId],
  );
  return row?.n ?? 0;
}

/** @param id gives the order of the list: later is nearer the top */
export async function insertBookmark(
  on: Runner,
  id: string,
  accountId: string,
  postId: string,
): Promise<void> {
  await run(
    on,
    "insert into bookmarks (id, account_id, post_id) values ($1::uuid, $2::uuid, $3::uuid) on conflict do nothing",
    [id, accountId, postId],
  );
}

export async function deleteBookmark(on: Runner, accountId: string, postId: string): Promise<void> {
  await run(on, "delete from bookmarks where account_id = $1::uuid and post_id = $2::uuid", [
    accountId,
    postId,
  ]);
}
