import { type Runner, run } from "../platform/statement.ts";
import type { CsvKind } from "./kinds.ts";

/** One row of a file, with where it stands among the rows. */
interface Row {
  cursor: string;
  fields: string[];
}

const PAGE = 500;

/** `ana@example.social`, with the node's own name for those who live here. */
const address = (account: string) => `${account}.username || '@' || coalesce(${account}.domain, $3::text)`;
const flag = (column: string) => `case when ${column} then 'true' else 'false' end`;

/** Each reads a page of $1's rows after the cursor $2, in the order in which they were made. */
const statements: Readonly<Record<CsvKind, string>> = {
  follows: `
    select f.id::text as cursor, array[${address("a")}, ${flag("f.shows_boosts")}, ${flag("f.notifies")},
      coalesce(array_to_string(f.languages, ', '), '')] as fields
    from follows f join accounts a on a.id = f.followee_id
    where f.follower_id = $1::uuid and f.state = 'accepted' and f.id > $2::bigint and a.state <> 'deleted'
    order by f.id limit ${PAGE}`,
  blocks: `
    select b.id::text as cursor, array[${address("a")}] as fields from blocks b join accounts a on a.id = b.target_id
    where b.account_id = $1::uuid and b.id > $2::bigint and a.state <> 'deleted' order by b.id limit ${PAGE}`,
  mutes: `
    select m.id::text as cursor, array[${address("a")}, ${flag("m.hides_notifications")}] as fields
    from mutes m join accounts a on a.id = m.target_id
    where m.account_id = $1::uuid and m.id > $2::bigint and a.state <> 'deleted' order by m.id limit ${PAGE}`,
  domain_blocks: `
    select d.id::text as cursor, array[d.domain] as fields from domain_blocks d
    where d.account_id = $1::uuid and d.id > $2::bigint and $3::text is not null order by d.id limit ${PAGE}`,
  lists: `
    select l.id || ' ' || a.id as cursor, array[l.title, ${address("a")}] as fields
    from lists l join list_accounts m on m.list_id = l.id join accounts a on a.id = m.account_id
    where l.account_id = $1::uuid and a.state <> 'deleted'
      and (l.id, a.id) > (split_part($2::text, ' ', 1)::uuid, split_part($2::text, ' ', 2)::uuid)
    order by l.id, a.id limit ${PAGE}`,
  bookmarks: `
    select b.id::text as cursor, array[p.iri] as fields from bookmarks b join posts p on p.id = b.post_id
    where b.account_id = $1::uuid and b.id > $2::uuid and p.deleted_at is null and $3::text is not null
    order by b.id limit ${PAGE}`,
};

const LEAST = "00000000-0000-0000-0000-000000000000";
const starts: Readonly<Record<CsvKind, string>> = {
  follows: "0",
  blocks: "0",
  mutes: "0",
  domain_blocks: "0",
  lists: `${LEAST} ${LEAST}`,
  bookmarks: LEAST,
};

/** All rows of a file, a few hundred at a time. */
export async function* readCsvRows(
  on: Runner,
  kind: CsvKind,
  accountId: string,
  handleHost: string,
): AsyncGenerator<string[][]> {
  let cursor = starts[kind];
  for (;;) {
    const rows: Row[] = await run<Row>(on, statements[kind], [accountId, cursor, handleHost]);
    if (rows.length > 0) yield rows.map((row) => row.fields);
    cursor = rows.at(-1)?.cursor ?? cursor;
    if (rows.length < PAGE) return;
  }
}

/** How many rows each file has. */
export async function countCsvRows(on: Runner, accountId: string): Promise<Record<CsvKind, number>> {
  const [counts] = await run<Record<CsvKind, number>>(
    on,
    `select
       (select count(*)::int from follows where follower_id = $1::uuid and state = 'accepted') as follows,
       (select count(*)::int from blocks where account_id = $1::uuid) as blocks,
       (select count(*)::int from mutes where account_id = $1::uuid) as mutes,
       (select count(*)::int from domain_blocks where account_id = $1::uuid) as domain_blocks,
       (select count(*)::int from lists l join list_accounts m on m.list_id = l.id where l.account_id = $1::uuid) as lists,
       (select count(*)::int from bookmarks b join posts p on p.id = b.post_id and p.deleted_at is null
         where b.account_id = $1::uuid) as bookmarks`,
    [accountId],
  );
  return counts ?? { follows: 0, blocks: 0, mutes: 0, domain_blocks: 0, lists: 0, bookmarks: 0 };
}

/** IRIs of the posts that an account keeps or likes, oldest first, a few hundred at a time. */
export async function* readMarked(
  on: Runner,
  accountId: string,
  what: "likes" | "bookmarks",
): AsyncGenerator<string[]> {
  const from = what === "likes" ? "reactions m" : "bookmarks m";
  const only = what === "likes" ? "and m.kind = 'like'" : "";
  let cursor = LEAST;
  for (;;) {
    const rows: { id: string; iri: string }[] = await run(
      on,
      `select m.id, p.iri from ${from} join posts p on p.id = m.post_id
       where m.account_id = $1::uuid and m.id > $2::uuid ${only} and p.deleted_at is null order by m.id limit ${PAGE}`,
      [accountId, cursor],
    );
    if (rows.length > 0) yield rows.map((row) => row.iri);
    cursor = rows.at(-1)?.id ?? cursor;
    if (rows.length < PAGE) return;
  }
}

/** What an account published or boosted, of every visibility, oldest first, some at a time. */
export async function* readPublished(
  on: Runner,
  accountId: string,
): AsyncGenerator<{ id: string; kind: "post" | "boost" }[]> {
  const page = 50;
  let cursor = LEAST;
  for (;;) {
    const rows: { id: string; kind: "post" | "boost" }[] = await run(
      on,
      `(select p.id, 'post' as kind from posts p
        where p.account_id = $1::uuid and p.id > $2::uuid and p.deleted_at is null order by p.id limit ${page})
       union all
       (select b.id, 'boost' from boosts b join posts p on p.id = b.post_id
        where b.account_id = $1::uuid and b.id > $2::uuid and p.deleted_at is null order by b.id limit ${page})
       order by id limit ${page}`,
      [accountId, cursor],
    );
    if (rows.length > 0) yield rows;
    cursor = rows.at(-1)?.id ?? cursor;
    if (rows.length < page) return;
  }
}
