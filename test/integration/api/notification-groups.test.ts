import { afterAll, beforeAll, expect, it } from "vitest";
import { react } from "#server/reactions/react.ts";
import { must } from "#test/e2e/people.ts";
import { type ApiRig, createApiRig, type Json, type Person } from "./rig.ts";

let rig: ApiRig;
beforeAll(async () => {
  rig = await createApiRig();
}, 60_000);
afterAll(() => rig.close());

let count = 0;
const newcomer = () => rig.person(`g${++count}`);
const like = async (who: Person, postId: string) =>
  must(await react(rig.ctx, { accountId: who.id, postId, kind: "like" }));
const shape = (body: Json) =>
  body.notification_groups.map((group: Json) => [group.type, group.notifications_count]);

/** Two posts, liked in turns by three people, one of whom says something in between and follows at the end. */
async function liked() {
  const ana = await newcomer();
  const fans = [await newcomer(), await newcomer(), await newcomer()] as const;
  const [one, two] = [await rig.publish(ana, "one"), await rig.publish(ana, "two")];
  await like(fans[0], one);
  await like(fans[0], two);
  await like(fans[1], one);
  const mention = await rig.publish(fans[1], `hello @${ana.username}`);
  await like(fans[2], one);
  await rig.follow(fans[2], ana);
  return { ana, fans, one, two, mention };
}

it("shows what was done to one post as one, at the place of the newest", async () => {
  const { ana, fans, one, two, mention } = await liked();
  const { body, status } = await ana.get("/api/v2/notifications");
  expect(status).toBe(200);
  expect(shape(body)).toEqual([
    ["follow", 1],
    ["favourite", 3],
    ["mention", 1],
    ["favourite", 1],
  ]);
  const plain = (await ana.get("/api/v1/notifications")).body;
  const likes = plain.filter((each: Json) => each.status?.id === one).map((each: Json) => each.id);
  expect(body.notification_groups[1]).toEqual({
    group_key: expect.stringMatching(new RegExp(`^favourite-${one}-\\d+$`)),
    notifications_count: 3,
    type: "favourite",
    most_recent_notification_id: likes[0],
    page_min_id: likes[2],
    page_max_id: likes[0],
    latest_page_notification_at: plain[1].created_at,
    sample_account_ids: [fans[2].id, fans[1].id, fans[0].id],
    status_id: one,
  });
  expect(body.notification_groups[2]).toMatchObject({
    group_key: `ungrouped-${plain[2].id}`,
    status_id: mention,
  });
  expect(body.accounts.map((account: Json) => account.id).sort()).toEqual(fans.map((fan) => fan.id).sort());
  expect(body.statuses.map((each: Json) => each.id).sort()).toEqual([one, two, mention].sort());
  expect(body).not.toHaveProperty("partial_accounts");
});

it("groups only the types that it is asked to group", async () => {
  const { ana } = await liked();
  const { body } = await ana.get("/api/v2/notifications?grouped_types[]=follow&types[]=favourite");
  expect(shape(body)).toEqual(Array(4).fill(["favourite", 1]));
  expect(body.notification_groups[0].group_key).toMatch(/^ungrouped-/);
});

it("shows all but the latest account of each group in part, when asked to", async () => {
  const { ana, fans } = await liked();
  const { body } = await ana.get("/api/v2/notifications?expand_accounts=partial_avatars&types[]=favourite");
  expect(body.accounts.map((account: Json) => account.id).sort()).toEqual([fans[2].id, fans[0].id].sort());
  expect(body.partial_accounts).toEqual([
    {
      id: fans[1].id,
      acct: fans[1].username,
      url: expect.any(String),
      avatar: expect.any(String),
      avatar_static: expect.any(String),
      locked: false,
      bot: false,
    },
  ]);
  const wrong = await ana.get("/api/v2/notifications?expand_accounts=some");
  expect([wrong.status, wrong.body.error]).toEqual([
    400,
    "Invalid value for 'expand_accounts': 'some', allowed values are 'full' and 'partial_avatars'",
  ]);
});

it("pages over groups, none of them twice within a page", async () => {
  const { ana } = await liked();
  const first = await ana.get("/api/v2/notifications?limit=2");
  expect(shape(first.body)).toEqual([
    ["follow", 1],
    ["favourite", 3],
  ]);
  const next = /max_id=([0-9a-f-]+)/.exec(first.headers.get("link") ?? "")?.[1];
  const second = await ana.get(`/api/v2/notifications?limit=2&max_id=${next}`);
  // What was seen on the page before, seen from here.
  expect(shape(second.body)).toEqual([
    ["mention", 1],
    ["favourite", 2],
  ]);
  const above = await ana.get(
    `/api/v2/notifications?limit=2&min_id=${second.body.notification_groups[0].most_recent_notification_id}`,
  );
  expect(above.body.notification_groups.map((group: Json) => group.type)).toEqual(["follow", "favourite"]);
});

it("shows a group by its key, with all accounts, and dismisses it", async () => {
  const { ana, fans, one } = await liked();
  const group = (await ana.get("/api/v2/notifications")).body.notification_groups[1];
  const { body } = await ana.get(`/api/v2/notifications/${group.group_key}`);
  expect(body.notification_groups).toMatchObject([
    { group_key: group.group_key, notifications_count: 3, status_id: one },
  ]);
  expect(body.notification_groups[0]).not.toHaveProperty("page_min_id");
  const accounts = await ana.get(`/api/v2/notifications/${group.group_key}/accounts`);
  expect(accounts.body.map((each: Json) => each.id)).toEqual(fans.map((fan) => fan.id).reverse());
  const some = await ana.get(`/api/v2/notifications/${group.group_key}/accounts?limit=2`);
  expect(some.body).toHaveLength(2);
  expect(some.headers.get("link")).toContain("max_id=");
  expect((await fans[0].get(`/api/v2/notifications/${group.group_key}`)).status).toBe(404);
  expect((await ana.post(`/api/v2/notifications/${group.group_key}/dismiss`)).body).toEqual({});
  expect((await ana.get(`/api/v2/notifications/${group.group_key}`)).status).toBe(404);
  expect(shape((await ana.get("/api/v2/notifications")).body)).toHaveLength(3);
});

it("shows and dismisses a single notification by its key", async () => {
  const { ana, fans } = await liked();
  const groups = (await ana.get("/api/v2/notifications")).body.notification_groups;
  const { group_key: key } = groups.find((group: Json) => group.type === "mention");
  expect((await ana.get(`/api/v2/notifications/${key}`)).body.notification_groups).toHaveLength(1);
  const accounts = await ana.get(`/api/v2/notifications/${key}/accounts`);
  expect(accounts.body.map((each: Json) => each.id)).toEqual([fans[1].id]);
  await ana.post(`/api/v2/notifications/${key}/dismiss`);
  expect((await ana.get(`/api/v2/notifications/${key}`)).status).toBe(404);
  expect((await ana.get("/api/v2/notifications/ungrouped-1")).status).toBe(404);
  expect((await ana.get("/api/v2/notifications/favourite-1")).status).toBe(404);
});

it("begins a new group after twelve hours", async () => {
  const ana = await newcomer();
  const post = await rig.publish(ana, "evergreen");
  const { sql, ids } = rig.ctx;
  const at = async (hours: number) => {
    const fan = await newcomer();
    await sql`insert into notifications (id, account_id, kind, from_account_id, post_id, created_at)
      values (${ids.next()}, ${ana.id}, 'like', ${fan.id}, ${post}, ${new Date(Date.UTC(2026, 0, 1, hours))})`;
  };
  for (const hours of [0, 5, 11, 12, 13]) await at(hours);
  expect(shape((await ana.get("/api/v2/notifications")).body)).toEqual([
    ["favourite", 2],
    ["favourite", 3],
  ]);
});
