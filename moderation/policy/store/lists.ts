import type { Statements } from "../../ports.ts";
import type { ListEntry, PolicyList } from "../lists/list.ts";

const columns = `id, name, kind, description, folding, whole_words as "wholeWords", entries_count as "entriesCount",
  revision::float8 as revision, created_at as "createdAt", updated_at as "updatedAt"`;
const dated = (row: PolicyList): PolicyList => ({
  ...row,
  createdAt: new Date(row.createdAt),
  updatedAt: new Date(row.updatedAt),
});

export async function readLists(on: Statements): Promise<PolicyList[]> {
  return (await on.run<PolicyList>(`select ${columns} from policy_lists order by name`, [])).map(dated);
}

export async function readList(on: Statements, name: string): Promise<PolicyList | null> {
  const [row] = await on.run<PolicyList>(`select ${columns} from policy_lists where name = $1::text`, [name]);
  return row === undefined ? null : dated(row);
}

/** Nobody else changes the list until this transaction is over. */
export async function lockList(on: Statements, name: string): Promise<PolicyList | null> {
  const [row] = await on.run<PolicyList>(
    `select ${columns} from policy_lists where name = $1::text for update`,
    [name],
  );
  return row === undefined ? null : dated(row);
}

/** @returns false where there is one of that name */
export async function insertList(
  on: Statements,
  { id, name, kind, description, folding, wholeWords, createdAt }: PolicyList,
): Promise<boolean> {
  const rows = await on.run(
    `insert into policy_lists (id, name, kind, description, folding, whole_words, created_at, updated_at)
     values ($1::uuid, $2::text, $3::text, $4::text, $5::text, $6::boolean, $7::timestamptz, $7::timestamptz)
     on conflict (name) do nothing returning id`,
    [id, name, kind, description, folding, wholeWords, createdAt],
  );
  return rows.length > 0;
}

export async function updateList(
  on: Statements,
  id: string,
  { description, folding, wholeWords }: Pick<PolicyList, "description" | "folding" | "wholeWords">,
  now: Date,
): Promise<void> {
  await on.run(
    `update policy_lists set description = $2::text, folding = $3::text, whole_words = $4::boolean,
     revision = revision + 1, updated_at = $5::timestamptz where id = $1::uuid`,
    [id, description, folding, wholeWords, now],
  );
}

export async function deleteList(on: Statements, id: string): Promise<void> {
  await on.run("delete from policy_lists where id = $1::uuid", [id]);
}

/** @returns how many were new */
export async function insertEntries(
  on: Statements,
  listId: string,
  entries: readonly { entry: string; comment: string }[],
  by: string | null,
  now: Date,
): Promise<number> {
  const [row] = await on.run<{ count: number }>(
    `with added as (
       insert into policy_list_entries (list_id, entry, comment, added_by, added_at)
       select $1::uuid, e.entry, e.comment, $4::uuid, $5::timestamptz
       from json_to_recordset($2::text::json) as e(entry text, comment text)
       where $3::int > 0 on conflict do nothing returning 1)
     select count(*)::int as count from added`,
    [listId, JSON.stringify(entries), entries.length, by, now],
  );
  return row?.count ?? 0;
}

/** @returns how many were there */
export async function deleteEntries(
  on: Statements,
  listId: string,
  entries: readonly string[],
): Promise<number> {
  const [row] = await on.run<{ count: number }>(
    `with gone as (delete from policy_list_entries where list_id = $1::uuid
       and entry in (select json_array_elements_text($2::text::json)) returning 1)
     select count(*)::int as count from gone`,
    [listId, JSON.stringify(entries)],
  );
  return row?.count ?? 0;
}

export async function deleteAllEntries(on: Statements, listId: string): Promise<number> {
  const [row] = await on.run<{ count: number }>(
    `with gone as (delete from policy_list_entries where list_id = $1::uuid returning 1)
     select count(*)::int as count from gone`,
    [listId],
  );
  return row?.count ?? 0;
}

/** Writes how many entries there are, and that the list is another one now. */
export async function noteChange(
  on: Statements,
  listId: string,
  difference: number,
  now: Date,
): Promise<void> {
  await on.run(
    `update policy_lists set entries_count = entries_count + $2::int, revision = revision + 1,
     updated_at = $3::timestamptz where id = $1::uuid`,
    [listId, difference, now],
  );
}

/** In the order of the database. */
export async function readEntries(
  on: Statements,
  listId: string,
  { after, containing, limit }: { after: string | null; containing: string | null; limit: number },
): Promise<ListEntry[]> {
  const rows = await on.run<ListEntry>(
    `select entry, comment, added_by as "addedBy", added_at as "addedAt" from policy_list_entries
     where list_id = $1::uuid and ($2::text is null or entry > $2::text)
       and ($3::text is null or strpos(lower(entry), lower($3::text)) > 0)
     order by entry limit $4::int`,
    [listId, after, containing, limit],
  );
  return rows.map((row) => ({ ...row, addedAt: new Date(row.addedAt) }));
}
