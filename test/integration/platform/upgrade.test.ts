import { copyFileSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import type { Database } from "#server/platform/postgres/connect.ts";
import { MIGRATIONS, migrate } from "#server/platform/postgres/migrate.ts";
import { testDatabase } from "#test/support/postgres.ts";
import { temporaryFolder } from "#test/support/processes-folder.ts";

let database: Database;
const folder = temporaryFolder("folkmoot-upgrade-");
beforeAll(async () => {
  database = await testDatabase({ migrations: false });
});
afterAll(async () => {
  await database.close();
  rmSync(folder, { recursive: true, force: true });
});

/** The tables of the first release: the first migration alone. */
function firstRelease(): string {
  mkdirSync(path.join(folder, "meta"), { recursive: true });
  const journal = JSON.parse(readFileSync(path.join(MIGRATIONS, "meta", "_journal.json"), "utf8"));
  const [first] = journal.entries;
  copyFileSync(path.join(MIGRATIONS, `${first.tag}.sql`), path.join(folder, `${first.tag}.sql`));
  writeFileSync(path.join(folder, "meta", "_journal.json"), JSON.stringify({ entries: [first] }));
  return folder;
}

it("takes the data of the first release along: people stay let in, quotes are counted, conversations are there", async () => {
  expect(await migrate(database, firstRelease())).toMatchObject({ ok: true });
  const { sql } = database;
  await sql.unsafe(`
    insert into accounts (id, iri, username, kind, url, inbox, created_at, updated_at)
      select gen_random_uuid(), 'https://here.example/' || name, name, 'person', '', '', now(), now()
      from unnest(array['ana', 'ben']) as t(name);
    insert into logins (account_id, password_hash, created_at) select id, 'x', now() from accounts;
    insert into posts (id, iri, account_id, is_local, kind, type, html, visibility, url, conversation_id, published_at, received_at)
      select ('01900000-0000-7000-8000-00000000000' || n)::uuid, 'post' || n, a.id, true, 'note', 'Note', '',
        case when n = 3 then 'direct' else 'public' end, '', ('01900000-0000-7000-8000-00000000000' || n)::uuid, now(), now()
      from generate_series(1, 3) n, accounts a where a.username = 'ana';
    update posts set quote_iri = 'post1', quote_id = '01900000-0000-7000-8000-000000000001', quote_state = 'accepted'
      where iri = 'post2';
    insert into post_mentions select p.id, a.id from posts p, accounts a where p.iri = 'post3' and a.username = 'ben';
    insert into follows (follower_id, followee_id, iri, state, follower_is_local, created_at)
      select a.id, b.id, 'follow', 'accepted', true, now() from accounts a, accounts b
      where a.username = 'ana' and b.username = 'ben';
    insert into notifications (id, account_id, kind, from_account_id, created_at)
      select gen_random_uuid(), b.id, 'follow', a.id, now() from accounts a, accounts b
      where a.username = 'ana' and b.username = 'ben'`);

  expect(await migrate(database)).toMatchObject({ ok: true });

  const barred = await sql`select account_id from logins
    where approved_at is null or email_confirmed_at is null or disabled_at is not null`;
  expect(barred.count).toBe(0);
  expect(await sql`select quotes_count as n from posts order by iri`).toMatchObject([
    { n: 1 },
    { n: 0 },
    { n: 0 },
  ]);
  expect(
    await sql`select a.username from conversations c join accounts a on a.id = c.account_id order by 1`,
  ).toMatchObject([{ username: "ana" }, { username: "ben" }]);
  expect(await sql`select shows_boosts from follows`).toMatchObject([{ shows_boosts: true }]);
  expect(await sql`select filtered from notifications`).toMatchObject([{ filtered: false }]);
});
