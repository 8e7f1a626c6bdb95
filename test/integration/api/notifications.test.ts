import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { boost } from "#server/reactions/boost.ts";
import { react } from "#server/reactions/react.ts";
import { must } from "#test/e2e/people.ts";
import { type ApiRig, createApiRig, type Json, type Person } from "./rig.ts";

let rig: ApiRig;
beforeAll(async () => {
  rig = await createApiRig();
}, 60_000);
afterAll(() => rig.close());

let count = 0;
const newcomer = (options?: Parameters<ApiRig["person"]>[1]) => rig.person(`n${++count}`, options);
const like = async (who: Person, postId: string) =>
  must(await react(rig.ctx, { accountId: who.id, postId, kind: "like" }));
const types = (body: Json) => body.map((each: Json) => each.type);

/** Somebody who was mentioned, answered, liked, boosted and followed, in this order. */
async function popular() {
  const [ana, ben] = [await newcomer(), await newcomer()];
  const post = await rig.publish(ana, "good morning");
  const mention = await rig.publish(ben, `hello @${ana.username}`);
  const reply = await rig.publish(ben, { text: "good morning", inReplyTo: post });
  await like(ben, post);
  must(await boost(rig.ctx, { accountId: ben.id, postId: post, visibility: "public" }));
  await rig.follow(ben, ana);
  return { ana, ben, post, mention, reply };
}

/** Notifications as soon as there are so many: the feed of changes waits for transactions of others. */
async function told(who: Person, number: number): Promise<Json> {
  const read = async () => (await who.get("/api/v1/notifications")).body;
  await expect.poll(async () => (await read()).length, { timeout: 15_000 }).toBe(number);
  return read();
}

describe("the list of notifications", () => {
  it("has Mastodon's types, newest first, with accounts and statuses", async () => {
    const { ana, ben, post, mention, reply } = await popular();
    const { status, body } = await ana.get("/api/v1/notifications");
    expect(status).toBe(200);
    expect(types(body)).toEqual(["follow", "reblog", "favourite", "mention", "mention"]);
    expect(body.map((each: Json) => each.status?.id)).toEqual([undefined, post, post, reply, mention]);
    expect(body[4]).toMatchObject({
      id: expect.stringMatching(/^[0-9a-f-]{36}$/),
      type: "mention",
      created_at: expect.stringMatching(/^\d{4}-\d\d-\d\dT[\d:.]+Z$/),
      group_key: `ungrouped-${body[4].id}`,
      account: { id: ben.id, acct: ben.username },
      status: { id: mention, account: { id: ben.id } },
    });
    expect(body[2].group_key).toMatch(new RegExp(`^favourite-${post}-\\d+$`));
    expect(body[0].group_key).toMatch(/^follow-\d+$/);
  });

  it("is paged by ids, downwards and upwards", async () => {
    const { ana } = await popular();
    const ids = (await ana.get("/api/v1/notifications")).body.map((each: Json) => each.id);
    const first = await ana.get("/api/v1/notifications?limit=2");
    expect(first.body.map((each: Json) => each.id)).toEqual(ids.slice(0, 2));
    expect(first.headers.get("link")).toContain(
      `/api/v1/notifications?limit=2&max_id=${ids[1]}>; rel="next"`,
    );
    expect(first.headers.get("link")).toContain(`min_id=${ids[0]}>; rel="prev"`);
    const second = await ana.get(`/api/v1/notifications?limit=2&max_id=${ids[1]}`);
    expect(second.body.map((each: Json) => each.id)).toEqual(ids.slice(2, 4));
    const above = await ana.get(`/api/v1/notifications?limit=2&min_id=${ids[4]}`);
    expect(above.body.map((each: Json) => each.id)).toEqual(ids.slice(2, 4));
    const since = await ana.get(`/api/v1/notifications?limit=2&since_id=${ids[4]}`);
    expect(since.body.map((each: Json) => each.id)).toEqual(ids.slice(0, 2));
  });

  it("can be of some types, without some types, and by one account", async () => {
    const { ana, ben } = await popular();
    const eve = await newcomer();
    await rig.follow(eve, ana);
    const only = await ana.get("/api/v1/notifications?types[]=follow&types[]=reblog");
    expect(types(only.body)).toEqual(["follow", "follow", "reblog"]);
    expect(only.headers.get("link")).toContain("types");
    const without = await ana.get("/api/v1/notifications?exclude_types[]=mention&exclude_types[]=follow");
    expect(types(without.body)).toEqual(["reblog", "favourite"]);
    const byEve = await ana.get(`/api/v1/notifications?account_id=${eve.id}`);
    expect(types(byEve.body)).toEqual(["follow"]);
    expect((await ana.get(`/api/v1/notifications?account_id=${ben.id}`)).body).toHaveLength(5);
    expect((await ana.get("/api/v1/notifications?account_id=nobody")).status).toBe(404);
    expect((await ana.get("/api/v1/notifications?types[]=no_such_type")).body).toEqual([]);
  });

  it("says nothing of what Mastodon has no type for", async () => {
    const [ana, ben] = [await newcomer(), await newcomer()];
    const { sql, ids, clock } = rig.ctx;
    for (const kind of ["follow-accepted", "move"])
      await sql`insert into notifications (id, account_id, kind, from_account_id, created_at)
        values (${ids.next()}, ${ana.id}, ${kind}, ${ben.id}, ${clock.now()})`;
    expect((await ana.get("/api/v1/notifications")).body).toEqual([]);
    expect((await ana.get("/api/v2/notifications")).body.notification_groups).toEqual([]);
  });

  it("leaves out those whom one blocks or mutes, but not those whose posts alone are muted", async () => {
    const ana = await newcomer();
    const [ben, cat, eve] = [await newcomer(), await newcomer(), await newcomer()];
    for (const each of [ben, cat, eve]) await rig.follow(each, ana);
    const { sql, clock } = rig.ctx;
    await sql`insert into blocks (account_id, target_id, iri, created_at) values (${ana.id}, ${ben.id}, 'x', ${clock.now()})`;
    await sql`insert into mutes (account_id, target_id, hides_notifications, created_at)
      values (${ana.id}, ${cat.id}, true, ${clock.now()}), (${ana.id}, ${eve.id}, false, ${clock.now()})`;
    const mention = await rig.publish(eve, `hello @${ana.username}`);
    const { body } = await ana.get("/api/v1/notifications");
    expect(body.map((each: Json) => each.account.id)).toEqual([eve.id, eve.id]);
    expect(body[0].status.id).toBe(mention);
  });

  it("says nothing of a conversation that one has muted", async () => {
    const [ana, ben] = [await newcomer(), await newcomer()];
    const post = await rig.publish(ana, "noisy");
    await rig.ctx.sql`insert into conversation_mutes (account_id, conversation_id)
      select ${ana.id}, conversation_id from posts where id = ${post}`;
    await rig.publish(ben, { text: "reply", inReplyTo: post });
    await like(ben, post);
    expect((await ana.get("/api/v1/notifications")).body).toEqual([]);
  });

  it("shows a reaction as a favourite with its emoji, and as what it is to who has a name for it", async () => {
    const [ana, ben] = [await newcomer(), await newcomer()];
    const postId = await rig.publish(ana, "cake");
    must(await react(rig.ctx, { accountId: ben.id, postId, kind: "emoji", emoji: "🎂" }));
    const plain = await ana.get("/api/v1/notifications");
    expect(plain.body).toMatchObject([{ type: "favourite", emoji: "🎂", status: { id: postId } }]);
    const named = await ana.get("/api/v1/notifications?types[]=favourite&types[]=reaction");
    expect(named.body).toMatchObject([{ type: "reaction", emoji: "🎂" }]);
    const pleroma = await ana.get("/api/v1/notifications?types[]=pleroma:emoji_reaction");
    expect(pleroma.body).toMatchObject([{ type: "pleroma:emoji_reaction", emoji: "🎂" }]);
    expect((await ana.get("/api/v1/notifications?exclude_types[]=reaction")).body).toEqual([]);
    const [modern] = (await ana.get("/api/v1/notifications?supported_types[]=mention")).body;
    expect(modern).toMatchObject({
      type: "reaction",
      fallback: { title: `${ben.username} reacted with 🎂`, summary: null, details: null },
    });
    const supports = await ana.get("/api/v1/notifications?supported_types[]=reaction");
    expect(supports.body[0]).not.toHaveProperty("fallback");
  });
});

describe("one notification", () => {
  it("is shown to its owner alone, and dismissed", async () => {
    const { ana, ben } = await popular();
    const [first, second] = (await ana.get("/api/v1/notifications")).body;
    expect((await ana.get(`/api/v1/notifications/${first.id}`)).body).toEqual(first);
    expect((await ben.get(`/api/v1/notifications/${first.id}`)).status).toBe(404);
    expect((await ben.post(`/api/v1/notifications/${first.id}/dismiss`)).status).toBe(404);
    const dismissed = await ana.post(`/api/v1/notifications/${first.id}/dismiss`);
    expect([dismissed.status, dismissed.body]).toEqual([200, {}]);
    expect((await ana.get(`/api/v1/notifications/${first.id}`)).status).toBe(404);
    expect((await ana.get("/api/v1/notifications")).body[0].id).toBe(second.id);
    expect((await ana.get("/api/v1/notifications/12")).status).toBe(404);
  });

  it("goes with all others when they are cleared", async () => {
    const { ana } = await popular();
    expect((await ana.post("/api/v1/notifications/clear")).body).toEqual({});
    expect((await ana.get("/api/v1/notifications")).body).toEqual([]);
  });
});

describe("the number of unread notifications", () => {
  it("counts what is newer than the marker, and no further than the limit", async () => {
    const { ana } = await popular();
    const ids = (await ana.get("/api/v1/notifications")).body.map((each: Json) => each.id);
    expect((await ana.get("/api/v1/notifications/unread_count")).body).toEqual({ count: 5 });
    expect((await ana.get("/api/v1/notifications/unread_count?limit=3")).body).toEqual({ count: 3 });
    expect((await ana.get("/api/v1/notifications/unread_count?types[]=mention")).body).toEqual({ count: 2 });
    await rig.ctx.sql`insert into markers (account_id, timeline, last_read_id, version, updated_at)
      values (${ana.id}, 'notifications', ${ids[2]}, 1, ${rig.ctx.clock.now()})`;
    expect((await ana.get("/api/v1/notifications/unread_count")).body).toEqual({ count: 2 });
    expect((await ana.get("/api/v2/notifications/unread_count")).body).toEqual({ count: 2 });
  });

  it("counts a group once, unless it is not to be grouped", async () => {
    const ana = await newcomer();
    const post = await rig.publish(ana, "popular");
    for (const fan of [await newcomer(), await newcomer(), await newcomer()]) {
      await like(fan, post);
      await rig.follow(fan, ana);
    }
    expect((await ana.get("/api/v2/notifications/unread_count")).body).toEqual({ count: 2 });
    expect((await ana.get("/api/v1/notifications/unread_count")).body).toEqual({ count: 6 });
    const likesOnly = await ana.get("/api/v2/notifications/unread_count?grouped_types[]=favourite");
    expect(likesOnly.body).toEqual({ count: 4 });
    expect((await ana.get("/api/v2/notifications/unread_count?limit=1")).body).toEqual({ count: 1 });
  });
});

describe("notifications made afterwards", () => {
  it("tell of new posts by whom one wants to hear of, but of no answers and boosts", async () => {
    const [ana, ben, eve] = [await newcomer(), await newcomer(), await newcomer()];
    await rig.follow(ana, ben);
    await rig.ctx.sql`update follows set notifies = true where follower_id = ${ana.id}`;
    const post = await rig.publish(ben, "listen");
    const other = await rig.publish(eve, "elsewhere");
    await rig.publish(ben, { text: "an answer", inReplyTo: other });
    must(await boost(rig.ctx, { accountId: ben.id, postId: other, visibility: "public" }));
    const body = await told(ana, 1);
    expect(body).toMatchObject([{ type: "status", account: { id: ben.id }, status: { id: post } }]);
  });

  it("tell who quotes a post that it says something else now", async () => {
    const [ana, ben] = [await newcomer(), await newcomer()];
    const post = await rig.publish(ben, "first");
    const quote = await rig.publish(ana, { text: "look", quote: post });
    const { editPost } = await import("#server/posts/edit.ts");
    must(await editPost(rig.ctx, { accountId: ben.id, postId: post, text: "second" }));
    const body = await told(ana, 1);
    expect(body).toMatchObject([{ type: "quoted_update", account: { id: ben.id }, status: { id: quote } }]);
    const { body: toBen } = await ben.get("/api/v1/notifications");
    expect(toBen).toMatchObject([{ type: "quote", account: { id: ana.id }, status: { id: quote } }]);
  });

  it("tell moderators of who joins and of reports, once each", async () => {
    const boss = await newcomer({ role: "moderator" });
    const [ana, ben] = [await newcomer(), await newcomer()];
    await told(boss, 2);
    const { sql, ids, clock } = rig.ctx;
    await sql`insert into reports (id, reporter_id, target_id, subjects, comment, created_at)
      values (${ids.next()}, ${ana.id}, ${ben.id}, ${[`${rig.origin}/users/${ben.id}`]}, 'spam', ${clock.now()})`;
    const body = await told(boss, 3);
    expect(types(body)).toEqual(["admin.report", "admin.sign_up", "admin.sign_up"]);
    expect(body[0]).toMatchObject({
      account: { id: ana.id },
      report: { comment: "spam", action_taken: false, target_account: { id: ben.id } },
    });
    expect(body[1].group_key).toMatch(/^admin\.sign_up-\d+$/);
    expect(types((await ana.get("/api/v1/notifications")).body)).toEqual([]);
    const grouped = (await boss.get("/api/v2/notifications")).body.notification_groups;
    expect(grouped.map((group: Json) => [group.type, group.notifications_count])).toEqual([
      ["admin.report", 1],
      ["admin.sign_up", 2],
    ]);
  });

  it("have what a warning and a severance are about", async () => {
    const { notify } = await import("#server/notifications/notify.ts");
    const [ana, boss] = [await newcomer(), await newcomer({ role: "moderator" })];
    const { sql, ids, clock } = rig.ctx;
    const [warning, severance, severed] = [ids.next(), ids.next(), ids.next()];
    await sql`insert into strikes (id, target_id, account_id, action, text, created_at)
      values (${warning}, ${ana.id}, ${boss.id}, 'none', 'Be kind.', ${clock.now()})`;
    await sql`insert into severances (id, kind, target, created_at)
      values (${severance}, 'domain_block', 'bad.example', ${clock.now()})`;
    await sql`insert into severed_accounts (id, severance_id, account_id, followers, following)
      values (${severed}, ${severance}, ${ana.id}, 2, 3)`;
    const own = { accountId: ana.id, fromAccountId: ana.id };
    await notify(rig.ctx, sql, [
      { ...own, kind: "warning", subjectId: warning },
      { ...own, kind: "severance", subjectId: severed },
    ]);
    const { body } = await ana.get("/api/v1/notifications");
    expect(body).toMatchObject([
      {
        type: "severed_relationships",
        event: {
          type: "domain_block",
          target_name: "bad.example",
          followers_count: 2,
          following_count: 3,
          purged: false,
        },
      },
      { type: "moderation_warning", moderation_warning: { id: warning, action: "none", text: "Be kind." } },
    ]);
  });
});
