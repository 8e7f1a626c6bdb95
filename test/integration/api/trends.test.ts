import { afterAll, beforeAll, beforeEach, expect, it } from "vitest";
import { trendingPosts } from "#server/trends/read.ts";
import { refreshTrends } from "#server/trends/refresh.ts";
import { pagedByOffset } from "#server/trends/routes/public.ts";
import { type ApiRig, createApiRig, type Person } from "./rig.ts";
import { settled } from "./settled.ts";

let rig: ApiRig;
let ana: Person;
let moderator: Person;
let crowd: string[];
beforeAll(async () => {
  rig = await createApiRig();
  ana = await rig.person("ana");
  moderator = await rig.person("mira", { role: "moderator" });
  crowd = await Promise.all(Array.from({ length: 9 }, (_, n) => rig.remote(`fan${n}@far.example`)));
}, 60_000);
afterAll(() => rig.close());
beforeEach(() => rig.ctx.sql`truncate trends, uses, use_days, trend_verdicts, publishers`);

async function remotePost(author: string, tags: string[], html = "<p>x</p>") {
  const { sql, ids, clock } = rig.ctx;
  const id = ids.next();
  const now = clock.now();
  await sql.begin(async (tx) => {
    await tx`insert into posts (id, iri, account_id, is_local, kind, type, html, visibility, url, conversation_id, hashtags, published_at, received_at)
      values (${id}, ${`https://far.example/${id}`}, ${author}, false, 'note', 'Note', ${html}, 'public', '', ${id}, ${tags}, ${now}, ${now})`;
    for (const tag of tags)
      await tx`insert into post_hashtags (hashtag, post_id) values (${tag.toLowerCase()}, ${id})`;
  });
  return id;
}

/** Changes are dealt with, then the scores are worked out. */
async function refresh() {
  await settled(rig);
  await refreshTrends(rig.ctx);
}

const names = (body: { name: string }[]) => body.map(({ name }) => name);
const ids = (body: { id: string }[]) => body.map(({ id }) => id);
const anybody = async (path: string) => (await rig.request("GET", path)).body;

it("shows hashtags that many use, once a moderator has let them through", async () => {
  for (const fan of crowd) await remotePost(fan, ["Eclipse"]);
  for (const fan of crowd.slice(0, 6)) await remotePost(fan, ["Rain"]);
  for (let n = 0; n < 9; n++) await remotePost(crowd[0] as string, ["Alone"]);
  await refresh();
  expect(await anybody("/api/v1/trends/tags")).toEqual([]);

  const { body: waiting } = await moderator.get("/api/v1/admin/trends/tags");
  expect(names(waiting)).toEqual(["Eclipse", "Rain"]);
  expect(waiting[0]).toMatchObject({ trendable: false, usable: true, requires_review: true });
  for (const { id } of waiting) {
    const { status, body } = await moderator.post(`/api/v1/admin/trends/tags/${id}/approve`);
    expect({ status, body }).toMatchObject({
      status: 200,
      body: { id, trendable: true, requires_review: false },
    });
  }
  const shown = await anybody("/api/v1/trends/tags");
  expect(names(shown)).toEqual(["Eclipse", "Rain"]);
  expect(shown[0]).toEqual({
    id: waiting[0].id,
    name: "Eclipse",
    url: `${rig.origin}/tags/eclipse`,
    history: expect.arrayContaining([{ day: expect.any(String), accounts: "9", uses: "9" }]),
  });
  expect(shown[0].history).toHaveLength(7);
  expect(names(await anybody("/api/v1/trends"))).toEqual(["Eclipse", "Rain"]);

  const page = await rig.request("GET", "/api/v1/trends/tags?limit=1&offset=1");
  expect(names(page.body)).toEqual(["Rain"]);
  expect(page.headers.get("link")).toContain('offset=0>; rel="prev"');
  expect(page.headers.get("link")).toContain('offset=2>; rel="next"');

  await moderator.post(`/api/v1/admin/trends/tags/${waiting[0].id}/reject`);
  expect(names(await anybody("/api/v1/trends/tags"))).toEqual(["Rain"]);
});

it("lets a hashtag fade, and takes no notice of what is used as much as ever", async () => {
  for (const fan of crowd) await remotePost(fan, ["Fading"]);
  for (const fan of crowd) await remotePost(fan, ["Usual"]);
  await settled(rig);
  const { sql } = rig.ctx;
  await sql`insert into use_days (subject_id, day, uses, accounts)
    select id, current_date - 1, 20, 20 from hashtags where name = 'usual'`;
  await sql`update hashtags set trendable = true where name in ('fading', 'usual')`;
  await refresh();
  expect(names(await anybody("/api/v1/trends/tags"))).toEqual(["Fading"]);
  await sql`update trends set peak_at = peak_at - interval '12 hours'`;
  await sql`update use_days set accounts = 0`;
  await refresh();
  expect(names(await anybody("/api/v1/trends/tags"))).toEqual(["Fading"]);
  await sql`update trends set peak_at = peak_at - interval '30 hours'`;
  await refresh();
  expect(await anybody("/api/v1/trends/tags")).toEqual([]);
});

it("shows posts that many like and boost, but not to who does not want to see the author", async () => {
  const author = await rig.person("author");
  const post = await rig.publish(author, { text: "look", language: "en" });
  const german = await rig.publish(author, { text: "schau", language: "de" });
  const reply = await rig.publish(author, { text: "more", inReplyTo: post });
  const hidden = await rig.publish(author, { text: "psst", warning: "cw" });
  const { sql, ids: newId, clock } = rig.ctx;
  const like = async (id: string, fans: string[]) => {
    for (const fan of fans) {
      const one = newId.next();
      await sql`insert into reactions (id, account_id, post_id, kind, iri, created_at)
        values (${one}, ${fan}, ${id}, 'like', ${`https://far.example/${one}`}, ${clock.now()})`;
    }
    await sql`update posts set likes_count = ${fans.length} where id = ${id}`;
  };
  for (const id of [post, reply, hidden]) await like(id, crowd);
  await like(german, crowd.slice(0, 6));
  await refresh();
  expect(await anybody("/api/v1/trends/statuses")).toEqual([]);
  const { body: waiting } = await moderator.get("/api/v1/admin/trends/statuses");
  expect(ids(waiting)).toEqual([post, german]);
  expect(waiting[0].requires_review).toBe(true);
  for (const id of [post, german]) {
    const { body } = await moderator.post(`/api/v1/admin/trends/statuses/${id}/approve`);
    expect(body).toMatchObject({ id, requires_review: false });
  }
  expect(ids(await anybody("/api/v1/trends/statuses"))).toEqual([post, german]);
  expect(ids(await anybody("/api/v1/trends/statuses?lang=de"))).toEqual([german, post]);
  expect(ids((await ana.get("/api/v1/trends/statuses?limit=1")).body)).toEqual([post]);
  await ana.post(`/api/v1/accounts/${author.id}/mute`);
  expect((await ana.get("/api/v1/trends/statuses")).body).toEqual([]);

  // What is gone between two looks at the list leaves a shorter page, and not the last one.
  const read = await trendingPosts(rig.ctx, { limit: 1, offset: 0 }, { viewerId: null, languages: [] });
  const request = { url: new URL("/api/v1/trends/statuses", rig.origin) };
  const answer = pagedByOffset({ request }, { limit: 1, offset: 0 }, { ...read, items: [] });
  expect(JSON.stringify(answer)).toContain('offset=1>; rel=\\"next');

  await moderator.post(`/api/v1/admin/trends/statuses/${post}/reject`);
  expect(ids(await anybody("/api/v1/trends/statuses"))).toEqual([german]);
  await sql`update posts set published_at = now() - interval '2 days' where id = ${german}`;
  await refresh();
  expect(await anybody("/api/v1/trends/statuses")).toEqual([]);
});

it("shows articles that many link to, by the word of a moderator about them or their publisher", async () => {
  const { sql, clock } = rig.ctx;
  await sql`insert into follows (follower_id, followee_id, iri, state, follower_is_local, created_at)
    select ${ana.id}, id, 'f' || id, 'accepted', true, now() from accounts where domain = 'far.example'`;
  for (const fan of crowd) await remotePost(fan, [], '<p><a href="https://news.example/story">x</a></p>');
  for (const fan of crowd.slice(0, 7))
    await remotePost(fan, [], '<p><a href="https://news.example/shop">x</a></p>');
  await settled(rig);
  await sql`update preview_cards set title = 'Story', description = 'd', image_url = 'https://news.example/i.png', due_at = null,
    provider_name = 'News', is_article = url like '%story', fetched_at = ${clock.now()}, checked_at = ${clock.now()}`;
  await refresh();
  expect(await anybody("/api/v1/trends/links")).toEqual([]);
  const { body: waiting } = await moderator.get("/api/v1/admin/trends/links");
  expect(waiting).toHaveLength(1);
  expect(waiting[0]).toMatchObject({ url: "https://news.example/story", requires_review: true });
  const { body: publishers } = await moderator.get("/api/v1/admin/trends/links/publishers");
  expect(publishers).toMatchObject([{ domain: "news.example", trendable: null, requires_review: true }]);

  const approved = await moderator.post(`/api/v1/admin/trends/links/publishers/${publishers[0].id}/approve`);
  expect(approved.body).toMatchObject({ trendable: true, requires_review: false });
  const [shown] = await anybody("/api/v1/trends/links");
  expect(shown).toMatchObject({ url: "https://news.example/story", title: "Story", type: "link" });
  expect(shown.history[0]).toEqual({ day: expect.any(String), accounts: "9", uses: "9" });
  expect(shown.history).toHaveLength(7);

  const rejected = await moderator.post(`/api/v1/admin/trends/links/${waiting[0].id}/reject`);
  expect(rejected.body).toMatchObject({ id: waiting[0].id, requires_review: false });
  expect(await anybody("/api/v1/trends/links")).toEqual([]);
  await moderator.post(`/api/v1/admin/trends/links/publishers/${publishers[0].id}/reject`);
  await moderator.post(`/api/v1/admin/trends/links/${waiting[0].id}/approve`);
  expect(await anybody("/api/v1/trends/links")).toHaveLength(1);
});

it("keeps hashtags for moderators to look at and change", async () => {
  await rig.publish(ana, "#Marmalade #Toast");
  await settled(rig);
  const { body, headers } = await moderator.get("/api/v1/admin/tags?limit=1");
  expect(body).toHaveLength(1);
  expect(headers.get("link")).toContain(`max_id=${body[0].id}`);
  const { id } = (await moderator.get("/api/v2/search?q=marmalade&type=hashtags")).body.hashtags[0];
  expect((await moderator.get(`/api/v1/admin/tags/${id}`)).body).toMatchObject({
    id,
    name: "Marmalade",
    trendable: false,
    usable: true,
    listable: true,
    requires_review: true,
  });
  const changed = await moderator.put(`/api/v1/admin/tags/${id}`, {
    display_name: "MarmaLade",
    trendable: true,
    usable: false,
    listable: false,
  });
  expect(changed.body).toMatchObject({
    name: "MarmaLade",
    trendable: true,
    usable: false,
    listable: false,
    requires_review: false,
  });
  expect((await moderator.put(`/api/v1/admin/tags/${id}`, { display_name: "jam" })).status).toBe(422);
  await rig.publish(ana, "#marmalade again");
  await settled(rig);
  expect((await moderator.get(`/api/v1/admin/tags/${id}`)).body.history[0].uses).toBe("1");
});

it("lets nobody but moderators decide, and knows what is not there", async () => {
  const nothing = rig.ctx.ids.next();
  for (const path of [
    `trends/tags/${nothing}/approve`,
    `trends/statuses/${nothing}/approve`,
    `trends/links/${nothing}/reject`,
    `trends/links/publishers/${nothing}/approve`,
    "trends/tags/17/reject",
  ]) {
    expect((await moderator.post(`/api/v1/admin/${path}`)).status).toBe(404);
    expect((await ana.post(`/api/v1/admin/${path}`)).status).toBe(403);
    expect((await rig.request("POST", `/api/v1/admin/${path}`)).status).toBe(401);
  }
  expect((await moderator.get(`/api/v1/admin/tags/${nothing}`)).status).toBe(404);
  expect((await ana.get("/api/v1/admin/tags")).status).toBe(403);
});

it("shows what trends at once where nobody has to approve it, and nothing where trends are off", {
  timeout: 90_000,
}, async () => {
  for (const [env, expected] of [
    [{ TRENDS_REQUIRE_APPROVAL: "false" }, ["Free"]],
    [{ TRENDS: "false", TRENDS_REQUIRE_APPROVAL: "false" }, []],
  ] as const) {
    const other = await createApiRig(env);
    const { sql, ids: newId } = other.ctx;
    const id = newId.next();
    await sql`insert into hashtags (name, id, display_name, created_at) values ('free', ${id}, 'Free', now())`;
    await sql`insert into use_days (subject_id, day, uses, accounts) values (${id}, (now() at time zone 'utc')::date, 9, 9)`;
    await refreshTrends(other.ctx);
    expect(names((await other.request("GET", "/api/v1/trends/tags")).body)).toEqual(expected);
    await other.close();
  }
});
