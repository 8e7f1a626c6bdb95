import { afterAll, beforeAll, expect, it } from "vitest";
import type { KnownAccount } from "#federation/ports.ts";
import { conversationsSource } from "#server/conversations/read.ts";
import { groupsStatement } from "#server/notifications/groups.ts";
import { notificationsStatement } from "#server/notifications/read.ts";
import { accountSource } from "#server/timelines/account.ts";
import { directSource } from "#server/timelines/direct.ts";
import { hashtagSource } from "#server/timelines/hashtag.ts";
import { homeSource } from "#server/timelines/home.ts";
import { keysStatement } from "#server/timelines/keys.ts";
import { linkSource } from "#server/timelines/link.ts";
import { listSource } from "#server/timelines/list.ts";
import { publicSource } from "#server/timelines/public.ts";
import { timelineStatement } from "#server/timelines/read.ts";
import { localFollower } from "#server/timelines/rules.ts";
import { threadStatement } from "#server/timelines/thread.ts";
import { createRig, type Rig } from "#test/integration/posts/rig.ts";

let rig: Rig;
let reader: KnownAccount;
beforeAll(async () => {
  rig = await createRig();
  reader = await rig.local("reader");
  await fill();
}, 180_000);
afterAll(() => rig.close(), 60_000);

/** 20,000 posts by 2,000 accounts, half by one of them, a third replies; a tenth of all is local; follows, home entries, notifications. */
async function fill(): Promise<void> {
  const { sql } = rig.database;
  await sql.unsafe(`
    create function v7(n int) returns uuid language sql immutable as
      $$ select (lpad(to_hex(1760000000000 + n::bigint), 12, '0') || '7000' || lpad(to_hex(n), 16, '8'))::uuid $$;
    insert into accounts (id, iri, username, domain, kind, url, inbox, created_at, updated_at)
      select v7(n), 'https://a.example/' || n, 'u' || n, case when n % 10 > 0 then 'a.example' end, 'person', '', '', now(), now()
      from generate_series(1, 2000) n;
    insert into posts (id, iri, account_id, is_local, kind, type, html, visibility, url, in_reply_to_iri, in_reply_to_id,
        conversation_id, published_at, received_at)
      select v7(n), 'https://a.example/p' || n, v7(case when n % 2 = 0 then 5 else 1 + n % 2000 end), (1 + n % 2000) % 10 = 0, 'note', 'Note', repeat('x', 200), 'public',
        '', case when n % 3 = 0 then 'https://a.example/p' || n / 3 end, case when n % 3 = 0 then v7(n / 3) end, v7(n), now(), now()
      from generate_series(1, 20000) n;
    insert into post_hashtags select 'tag' || n % 50, v7(n) from generate_series(1, 20000) n;
    insert into follows (follower_id, followee_id, iri, state, follower_is_local, created_at)
      select v7(a), v7(b), 'f' || a || '-' || b, 'accepted', a % 10 = 0, now()
      from generate_series(1, 200) a, generate_series(1, 200) b where a <> b and (a + b) % 3 = 0;
    insert into home_entries (account_id, entry_id, post_id)
      select v7(a * 10), v7(n), v7(n) from generate_series(1, 20) a, generate_series(1, 20000, 25) n;
    insert into home_entries (account_id, entry_id, post_id)
      select id, v7(n), v7(n) from accounts, generate_series(1, 20000, 25) n where username = 'reader';
    insert into notifications (id, account_id, kind, from_account_id, post_id, created_at)
      select v7(n), v7(10 + n % 20 * 10), 'mention', v7(1 + n % 2000), v7(n), now() from generate_series(1, 20000) n;
    insert into lists (id, account_id, title, replies_policy, exclusive, created_at)
      select '${listId}', id, 'Friends', 'list', false, now() from accounts where username = 'reader';
    insert into list_accounts (list_id, account_id, created_at) select '${listId}', v7(n), now() from generate_series(1, 500) n;
    insert into posts (id, iri, account_id, is_local, kind, type, html, visibility, url, conversation_id, published_at, received_at)
      select v7(20000 + n), 'https://a.example/d' || n, v7(5), false, 'note', 'Note', 'x', 'direct', '', v7(20001 + n % 1000), now(), now()
      from generate_series(1, 10000) n;
    insert into post_mentions (post_id, account_id)
      select v7(20000 + n), id from accounts, generate_series(1, 10000) n where username = 'reader';
    insert into conversations (account_id, conversation_id, last_post_id, unread)
      select v7(a * 10), v7(n), v7(n), false from generate_series(1, 20) a, generate_series(1, 1000) n;
    insert into preview_cards (id, url, host, created_at) select v7(n), 'https://b.example/' || n, 'b.example', now()
      from generate_series(1, 100) n;
    insert into post_cards (card_id, post_id) select v7(n % 100 + 1), v7(n) from generate_series(1, 20000) n;
    analyze`);
}

const listId = "01990000-0000-7000-8000-000000000001";

const LEAST = "00000000-0000-0000-0000-000000000000";
const GREATEST = "ffffffff-ffff-ffff-ffff-ffffffffffff";

/** The plan as text, for the values that a first page is read with. */
async function planOf(statement: string, parameters: readonly string[]): Promise<string> {
  const filled = statement.replace(/\$(\d+)/g, (_, number) => `'${parameters[Number(number) - 1]}'`);
  const rows = await rig.database.sql.unsafe(`explain ${filled}`);
  return rows.map((row) => row["QUERY PLAN"]).join("\n");
}

const pageOf = (...more: string[]) => [reader.id, GREATEST, LEAST, rig.clock.now().toISOString(), ...more];

it.each<[string, string, string]>([
  ["home", timelineStatement(homeSource, "desc", 20), "home_entries"],
  ["home upwards", timelineStatement(homeSource, "asc", 20), "home_entries"],
  ["home by keys", keysStatement(homeSource, "desc", 20), "home_entries"],
  ["public", timelineStatement(publicSource(), "desc", 20), "posts_public"],
  ["local", timelineStatement(publicSource({ local: true }), "desc", 20), "posts_public_local"],
  ["hashtag", timelineStatement(hashtagSource("tag7"), "desc", 20), "post_hashtags_hashtag_post_id_pk"],
  ["link", timelineStatement(linkSource, "desc", 20), "post_cards_card"],
  ["list", timelineStatement(listSource("list"), "desc", 20), "posts_account"],
  ["direct", timelineStatement(directSource, "desc", 20), "posts_conversation"],
  ["conversations", timelineStatement(conversationsSource, "desc", 20), "conversations_order"],
  ["account", timelineStatement(accountSource({}), "desc", 20), "posts_account"],
])("the %s timeline is one range of its index", async (name, statement, index) => {
  const fifth = name === "hashtag" ? "tag7" : name === "list" ? listId : await accountNumbered(5);
  const plan = await planOf(statement, pageOf(fifth));
  expect(plan).toMatch(new RegExp(`Index (Only )?Scan.* using ${index}`));
  // Among a thousand members, going through a small table once makes no difference to the planner.
  const tables = `posts|home_entries|post_hashtags|follows${name === "list" ? "" : "|accounts"}`;
  expect(plan).not.toMatch(new RegExp(`Seq Scan on (${tables})\\b`));
});

it("the timeline of several hashtags merges a range of each", async () => {
  const source = hashtagSource("tag7", { any: ["tag8", "tag9"], none: ["tag11"] });
  const plan = await planOf(
    timelineStatement(source, "desc", 20),
    pageOf(...(source.parameters as string[])),
  );
  expect(plan).toMatch(/Merge Append/);
  expect(
    plan.match(/Index Only Scan.* using post_hashtags_hashtag_post_id_pk on post_hashtags x/g)?.length,
  ).toBeGreaterThan(2);
  expect(plan).not.toMatch(/Seq Scan on (posts|post_hashtags|accounts)\b/);
});

it("a list of 500 members and a thousand conversations are read in a moment", async () => {
  const { sql } = rig.database;
  for (const [source, more] of [
    [listSource("followed"), [listId]],
    [directSource, []],
    [conversationsSource, []],
  ] as const) {
    for (const order of ["desc", "asc"] as const) {
      const statement = timelineStatement(source, order, 20);
      const started = performance.now();
      const rows = await sql.unsafe(statement, pageOf(...more), { prepare: true });
      expect(rows).toHaveLength(20);
      expect(performance.now() - started).toBeLessThan(500);
    }
  }
});

it("notifications are one range of their index", async () => {
  // What is not asked for is null, and written as such.
  const statement = notificationsStatement("desc", 20).replaceAll(/\$[56]::(text\[\]|uuid)/g, "null::$1");
  const plan = await planOf(statement, [await accountNumbered(20), ...pageOf().slice(1)]);
  expect(plan).toMatch(/Index Scan.* using notifications_account/);
});

it("groups of notifications are a walk along the same index", async () => {
  const statement = groupsStatement("desc", 20)
    .replaceAll(/\$[56]::(text\[\]|uuid)/g, "null::$1")
    .replaceAll("$7::text[]", "array['like', 'boost', 'follow']");
  const plan = await planOf(statement, [await accountNumbered(20), ...pageOf().slice(1)]);
  expect(plan.match(/Index Scan.* using notifications_account/g)?.length).toBeGreaterThanOrEqual(2);
  expect(plan).not.toContain("Seq Scan on notifications");
});

it("a thread is found by its parents and children", async () => {
  const plan = await planOf(threadStatement, [await postNumbered(40), "40", "60", "20"]);
  expect(plan).toMatch(/(Scan using|Scan on) posts_in_reply_to/);
  expect(plan).toContain("posts_pkey");
  expect(plan).not.toContain("Seq Scan on posts");
});

it("fan-out reads the local followers from their index alone", async () => {
  const followee = await accountNumbered(7);
  const plan = await planOf(
    `select f.follower_id from follows f where f.followee_id = $1::uuid and ${localFollower("f")}`,
    [followee],
  );
  expect(plan).toMatch(/(Index Only Scan using|Bitmap Index Scan on) follows_local_followers/);
});

async function accountNumbered(n: number): Promise<string> {
  const [row] = await rig.database.sql`select id from accounts where username = ${`u${n}`}`;
  return row?.id;
}

async function postNumbered(n: number): Promise<string> {
  const [row] = await rig.database.sql`select id from posts where iri = ${`https://a.example/p${n}`}`;
  return row?.id;
}
