import type { Tx } from "../context.ts";
import { type Runner, run } from "../platform/statement.ts";
import type { Filter, FilteredPost, Keyword } from "./model.ts";

const columns = `f.id, f.title, f.contexts, f.action, f.expires_at as "expiresAt",
  (select coalesce(jsonb_agg(jsonb_build_object('id', k.id, 'keyword', k.keyword, 'wholeWord', k.whole_word)
    order by k.id), '[]') from filter_keywords k where k.filter_id = f.id) as keywords,
  (select coalesce(jsonb_agg(jsonb_build_object('id', s.id, 'postId', s.post_id) order by s.id), '[]')
    from filter_posts s where s.filter_id = f.id) as posts`;

/** All filters of an account, also those that have expired, the oldest first. */
export function readFilters(on: Runner, accountId: string): Promise<Filter[]> {
  return run<Filter>(on, `select ${columns} from filters f where f.account_id = $1::uuid order by f.id`, [
    accountId,
  ]);
}

/** Null where there is none, or it is somebody else's. */
export async function findFilter(on: Runner, accountId: string, filterId: string): Promise<Filter | null> {
  const [filter] = await run<Filter>(
    on,
    `select ${columns} from filters f where f.id = $2::uuid and f.account_id = $1::uuid`,
    [accountId, filterId],
  );
  return filter ?? null;
}

/** The filter that has a keyword, or names a post under an id. */
export async function findFilterWith(
  on: Runner,
  accountId: string,
  part: { keywordId: string } | { filteredPostId: string },
): Promise<Filter | null> {
  const [table, id] =
    "keywordId" in part ? ["filter_keywords", part.keywordId] : ["filter_posts", part.filteredPostId];
  const [filter] = await run<Filter>(
    on,
    `select ${columns} from ${table} i join filters f on f.id = i.filter_id
     where i.id = $2::uuid and f.account_id = $1::uuid`,
    [accountId, id],
  );
  return filter ?? null;
}

/** One change of an account's filters at a time: its limits count all of them. */
export async function holdFilters(tx: Tx, accountId: string): Promise<void> {
  await run(tx, "select from accounts where id = $1::uuid for no key update", [accountId]);
}

/** Tells whoever listens, in the transaction that changes them. */
export async function noteFilters(tx: Tx, accountId: string): Promise<void> {
  await run(
    tx,
    "insert into changes (kind, subject_id, account_id) values ('filters.changed', $1::uuid, $1::uuid)",
    [accountId],
  );
}

/** Filters and characters of all keywords that an account has. */
export async function measureFilters(
  on: Runner,
  accountId: string,
): Promise<{ filters: number; characters: number }> {
  const [row] = await run<{ filters: number; characters: number }>(
    on,
    `select count(distinct f.id)::int as filters, coalesce(sum(length(k.keyword)), 0)::int as characters
     from filters f left join filter_keywords k on k.filter_id = f.id where f.account_id = $1::uuid`,
    [accountId],
  );
  return row ?? { filters: 0, characters: 0 };
}

type Head = Pick<Filter, "id" | "title" | "contexts" | "action" | "expiresAt">;

export async function insertFilter(tx: Tx, accountId: string, filter: Head, now: Date): Promise<void> {
  await run(
    tx,
    `insert into filters (id, account_id, title, contexts, action, expires_at, created_at)
     select $1::uuid, $2::uuid, $3::text, array(select jsonb_array_elements_text($4::jsonb)), $5::text,
       $6::timestamptz, $7::timestamptz`,
    [
      filter.id,
      accountId,
      filter.title,
      JSON.stringify(filter.contexts),
      filter.action,
      filter.expiresAt,
      now,
    ],
  );
}

export async function updateFilter(tx: Tx, filter: Head): Promise<void> {
  await run(
    tx,
    `update filters set title = $2::text, contexts = array(select jsonb_array_elements_text($3::jsonb)),
       action = $4::text, expires_at = $5::timestamptz where id = $1::uuid`,
    [filter.id, filter.title, JSON.stringify(filter.contexts), filter.action, filter.expiresAt],
  );
}

export async function deleteFilter(tx: Tx, filterId: string): Promise<void> {
  await run(tx, "delete from filters where id = $1::uuid", [filterId]);
}

/** Makes a filter's keywords these: what is missing goes, what has a known id is changed. */
export async function replaceKeywords(tx: Tx, filterId: string, keywords: readonly Keyword[]): Promise<void> {
  const list = JSON.stringify(keywords);
  await run(
    tx,
    `delete from filter_keywords where filter_id = $1::uuid
       and id not in (select (i ->> 'id')::uuid from jsonb_array_elements($2::jsonb) i)`,
    [filterId, list],
  );
  await run(
    tx,
    `insert into filter_keywords (id, filter_id, keyword, whole_word)
     select i.id, $1::uuid, i.keyword, i."wholeWord"
     from jsonb_to_recordset($2::jsonb) as i(id uuid, keyword text, "wholeWord" boolean)
     on conflict (id) do update set keyword = excluded.keyword, whole_word = excluded.whole_word`,
    [filterId, list],
  );
}

/** @returns false when the filter names the post already */
export async function insertFilteredPost(tx: Tx, filterId: string, named: FilteredPost): Promise<boolean> {
  const rows = await run(
    tx,
    `insert into filter_posts (id, filter_id, post_id) values ($1::uuid, $2::uuid, $3::uuid)
     on conflict do nothing returning id`,
    [named.id, filterId, named.postId],
  );
  return rows.length > 0;
}

export async function deleteFilteredPost(tx: Tx, id: string): Promise<void> {
  await run(tx, "delete from filter_posts where id = $1::uuid", [id]);
}
