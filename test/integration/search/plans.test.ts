import { afterAll, beforeAll, expect, it } from "vitest";
import { findPosts } from "#server/search/find-posts.ts";
import { reindex } from "#server/search/reindex.ts";
import { findPostIds, findStatement, type Wanted } from "#server/search/views.ts";
import { type ApiRig, createApiRig } from "#test/integration/api/rig.ts";

const POSTS = Number(process.env.SEARCH_POSTS ?? 20_000);

let rig: ApiRig;
let reader: string;
beforeAll(async () => {
  rig = await createApiRig();
  reader = (await rig.person("reader")).id;
  await fill();
}, 600_000);
afterAll(() => rig.close());

/** Documents of 500 authors who agree to be found; `rare17` is in one of a thousand, `common` in every second. */
async function fill(): Promise<void> {
  const { sql } = rig.ctx;
  await sql.unsafe(`
    create function v7(n int) returns uuid language sql immutable as
      $$ select (lpad(to_hex(1760000000000 + n::bigint * 1000), 12, '0') || '7000' || lpad(to_hex(n), 16, '8'))::uuid $$;
    set session_replication_role = replica;
    insert into accounts (id, iri, username, domain, kind, url, inbox, indexable, created_at, updated_at)
      select v7(n), 'https://a.example/' || n, 'u' || n, 'a.example', 'person', '', '', true, now(), now()
      from generate_series(1, 500) n;
    insert into posts (id, iri, account_id, is_local, kind, type, html, visibility, url, conversation_id, hashtags, published_at, received_at)
      select v7(n), 'https://a.example/p' || n, v7(1 + n % 500), false, 'note', 'Note',
        '<p>rare' || n % 1000 || case when n % 2 = 0 then ' common' else '' end || ' some words ' || md5(n::text) || '</p>',
        'public', '', v7(n), '{}', now(), now()
      from generate_series(1, ${POSTS}) n;
    set session_replication_role = origin`);
  await sql.unsafe(`insert into search_documents (post_id, account_id, is_open, words, traits, language)
    select id, account_id, true, to_tsvector('english', html) || to_tsvector('simple', html), '{}', 'en' from posts`);
  await sql.unsafe("analyze");
}

const wanted = (words: string): Wanted => ({
  viewerId: reader,
  now: rig.ctx.clock.now(),
  words,
  scope: "all",
  authors: null,
  notAuthors: [],
  traits: [],
  notTraits: [],
  isEmbed: null,
  languages: null,
  notLanguages: [],
  below: "ffffffff-ffff-ffff-ffff-ffffffffffff",
  above: "00000000-0000-0000-0000-000000000000",
  limit: 20,
  offset: 0,
});

/** The plan for what is looked for, with the values in their places as the driver's unnamed statement has them. */
async function planOf(search: Wanted): Promise<string> {
  const { text, parameters } = findStatement(search);
  const filled = text.replace(/\$(\d+)/g, (_, number) => {
    const value = parameters[Number(number) - 1];
    return `'${value instanceof Date ? value.toISOString() : value}'`;
  });
  const rows = await rig.ctx.sql.unsafe(`explain ${filled}`);
  return rows.map((row) => row["QUERY PLAN"]).join("\n");
}

it("looks a rare word up in the index of words", async () => {
  expect(await planOf(wanted("rare17"))).toContain("Bitmap Index Scan on search_documents_words");
});

it("meets a common word on the way back from the newest post", async () => {
  const plan = await planOf(wanted("common"));
  expect(plan).toMatch(/Index Scan.* using search_documents_pkey/);
  expect(plan).not.toMatch(/Seq Scan on (posts|search_documents)\b/);
});

it("finds either fast", async () => {
  for (const [query, most] of [
    ["rare17", 20],
    ["common", 20],
    ["common rare18", 20],
    ["common -rare17", 20],
  ] as const) {
    await findPosts(rig.ctx, reader, { query, limit: most });
    const started = performance.now();
    const found = await findPosts(rig.ctx, reader, { query, limit: most });
    const took = performance.now() - started;
    expect(found).toHaveLength(most);
    expect(took).toBeLessThan(1_000);
  }
});

it("gives up what takes longer than it has patience for", async () => {
  const slow = { ...wanted("common"), viewerId: "00000000-0000-0000-0000-000000000000" };
  const { sql } = rig.ctx;
  await sql.unsafe(`alter table search_documents rename to documents_kept;
    create view search_documents as select d.* from documents_kept d, pg_sleep(10)`);
  const started = performance.now();
  expect(await findPostIds(sql, slow)).toBeNull();
  expect(performance.now() - started).toBeLessThan(6_000);
  await sql.unsafe(`drop view search_documents; alter table documents_kept rename to search_documents`);
}, 20_000);

it("is made anew from what the database holds", async () => {
  const { sql } = rig.ctx;
  await sql`truncate search_documents`;
  await sql`insert into post_hashtags (hashtag, post_id) select 'tag' || n % 3, v7(n) from generate_series(1, 2000) n`;
  await sql`update posts set language = 'en' where id = v7(7)`;
  const steps: number[] = [];
  const done = await reindex(rig.ctx, ({ seen }) => steps.push(seen));
  expect(done).toEqual({ seen: POSTS, indexed: POSTS, hashtags: 3 });
  expect(steps.length).toBe(Math.floor(POSTS / 500) + 1);
  expect(await findPosts(rig.ctx, reader, { query: "rare7 before:2030", limit: 40 })).toHaveLength(
    Math.min(40, POSTS / 1000),
  );
  const [tag] = await sql`select posts_count from hashtags where name = 'tag1'`;
  expect(tag?.posts_count).toBe(667);
}, 600_000);
