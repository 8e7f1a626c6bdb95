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
const newcomer = (options?: Parameters<ApiRig["person"]>[1]) => rig.person(`p${++count}`, options);
const whisper = (from: Person, to: Person, inReplyTo: string | null = null) =>
  rig.publish(from, { text: `psst @${to.username}`, visibility: "direct", inReplyTo });
const shout = (from: Person, to: Person) => rig.publish(from, `hey @${to.username}`);
const shown = async (who: Person) =>
  (await who.get("/api/v1/notifications")).body.map((each: Json) => each.status?.id ?? each.type);
const change = (who: Person, policy: Record<string, string>) =>
  who.patch("/api/v2/notifications/policy", policy);
const requestsOf = async (who: Person) => (await who.get("/api/v1/notifications/requests")).body;

it("filters private mentions and limited accounts until somebody says otherwise", async () => {
  const ana = await newcomer();
  const { status, body } = await ana.get("/api/v2/notifications/policy");
  expect(status).toBe(200);
  expect(body).toEqual({
    for_not_following: "accept",
    for_not_followers: "accept",
    for_new_accounts: "accept",
    for_private_mentions: "filter",
    for_limited_accounts: "filter",
    for_bots: "accept",
    summary: { pending_requests_count: 0, pending_notifications_count: 0 },
  });
});

it("changes what is given, and refuses other words", async () => {
  const ana = await newcomer();
  const { body } = await change(ana, { for_bots: "drop", for_private_mentions: "accept" });
  expect(body).toMatchObject({
    for_bots: "drop",
    for_private_mentions: "accept",
    for_not_following: "accept",
  });
  expect((await change(ana, {})).body).toMatchObject({ for_bots: "drop" });
  expect((await change(ana, { for_bots: "perhaps" })).status).toBe(422);
  const v1 = await ana.put("/api/v1/notifications/policy", { filter_not_following: true });
  expect(v1.body).toEqual({
    filter_not_following: true,
    filter_not_followers: false,
    filter_new_accounts: false,
    filter_private_mentions: false,
    summary: { pending_requests_count: 0, pending_notifications_count: 0 },
  });
  expect((await ana.get("/api/v2/notifications/policy")).body.for_not_following).toBe("filter");
  expect((await ana.get("/api/v1/notifications/policy")).body).toEqual(v1.body);
});

it("keeps a private mention by a stranger apart, as a request", async () => {
  const [ana, eve] = [await newcomer(), await newcomer()];
  const first = await whisper(eve, ana);
  const second = await whisper(eve, ana);
  expect(await shown(ana)).toEqual([]);
  expect((await ana.get("/api/v2/notifications")).body.notification_groups).toEqual([]);
  expect((await ana.get("/api/v1/notifications/unread_count")).body.count).toBe(0);
  const all = (await ana.get("/api/v1/notifications?include_filtered=true")).body;
  expect(all).toMatchObject([
    { status: { id: second }, filtered: true },
    { status: { id: first }, filtered: true },
  ]);
  expect((await ana.get(`/api/v1/notifications?account_id=${eve.id}`)).body).toHaveLength(2);
  const [request, ...others] = await requestsOf(ana);
  expect(others).toEqual([]);
  expect(request).toMatchObject({
    id: expect.any(String),
    created_at: expect.any(String),
    updated_at: expect.any(String),
    notifications_count: "2",
    account: { id: eve.id },
    last_status: { id: second },
  });
  expect((await ana.get(`/api/v1/notifications/requests/${request.id}`)).body).toEqual(request);
  expect((await eve.get(`/api/v1/notifications/requests/${request.id}`)).status).toBe(404);
  expect((await ana.get("/api/v2/notifications/policy")).body.summary).toEqual({
    pending_requests_count: 1,
    pending_notifications_count: 2,
  });
});

it("lets through private mentions by those one follows, and answers to one's own", async () => {
  const [ana, ben, eve] = [await newcomer(), await newcomer(), await newcomer()];
  await rig.follow(ana, ben);
  const friendly = await whisper(ben, ana);
  const asked = await whisper(ana, eve);
  await change(eve, { for_private_mentions: "accept" });
  const answer = await whisper(eve, ana, asked);
  const later = await whisper(eve, ana, answer);
  expect(await shown(ana)).toEqual([later, answer, friendly]);
  // Somebody who was not addressed in that conversation is a stranger in it.
  const stranger = await newcomer();
  await rig.ctx.sql`insert into post_mentions (post_id, account_id) values (${answer}, ${stranger.id})`;
  await whisper(stranger, ana, answer);
  expect(await shown(ana)).toHaveLength(3);
});

it("accepts a request: what waits is shown, and what comes later too", async () => {
  const [ana, eve] = [await newcomer(), await newcomer()];
  const first = await whisper(eve, ana);
  const [request] = await requestsOf(ana);
  const { status, body } = await ana.post(`/api/v1/notifications/requests/${request.id}/accept`);
  expect([status, body]).toEqual([200, {}]);
  expect((await ana.get("/api/v1/notifications/requests/merged")).body).toEqual({ merged: true });
  const second = await whisper(eve, ana);
  expect(await shown(ana)).toEqual([second, first]);
  expect(await requestsOf(ana)).toEqual([]);
  expect((await ana.post(`/api/v1/notifications/requests/${request.id}/accept`)).status).toBe(404);
  const merged = await rig.ctx
    .sql`select from changes where kind = 'notifications.merged' and subject_id = ${ana.id}`;
  expect(merged).toHaveLength(1);
});

it("dismisses a request with what it holds, until the same account writes again", async () => {
  const [ana, eve] = [await newcomer(), await newcomer()];
  await whisper(eve, ana);
  const [request] = await requestsOf(ana);
  expect((await ana.post(`/api/v1/notifications/requests/${request.id}/dismiss`)).body).toEqual({});
  expect(await requestsOf(ana)).toEqual([]);
  expect((await ana.get("/api/v1/notifications?include_filtered=true")).body).toEqual([]);
  await whisper(eve, ana);
  expect(await requestsOf(ana)).toMatchObject([{ notifications_count: "1" }]);
});

it("accepts and dismisses several at once, and pages through them", async () => {
  const ana = await newcomer();
  const strangers = [await newcomer(), await newcomer(), await newcomer()];
  for (const stranger of strangers) await whisper(stranger, ana);
  const ids = (await requestsOf(ana)).map((request: Json) => request.id);
  const page = await ana.get("/api/v1/notifications/requests?limit=2");
  expect(page.body.map((request: Json) => request.id)).toEqual(ids.slice(0, 2));
  expect(page.headers.get("link")).toContain(`max_id=${ids[1]}`);
  expect((await ana.get(`/api/v1/notifications/requests?max_id=${ids[1]}`)).body).toHaveLength(1);
  await ana.post("/api/v1/notifications/requests/accept", { id: [ids[0], ids[1], "nonsense"] });
  await ana.post("/api/v1/notifications/requests/dismiss", { id: [ids[2]] });
  expect(await requestsOf(ana)).toEqual([]);
  expect(await shown(ana)).toHaveLength(2);
});

it("forgets a request whose messages are gone", async () => {
  const [ana, eve] = [await newcomer(), await newcomer()];
  const post = await whisper(eve, ana);
  await rig.ctx.sql`delete from notifications where post_id = ${post}`;
  expect(await requestsOf(ana)).toEqual([]);
  expect((await ana.get("/api/v2/notifications/policy")).body.summary.pending_requests_count).toBe(0);
});

it.each<[string, (who: { ana: Person; eve: Person }) => Promise<unknown>]>([
  ["for_not_following", async () => undefined],
  ["for_not_followers", async ({ ana, eve }) => rig.follow(eve, ana)],
  ["for_new_accounts", async () => undefined],
  ["for_bots", async ({ eve }) => rig.ctx.sql`update accounts set kind = 'service' where id = ${eve.id}`],
  [
    "for_limited_accounts",
    async ({ eve }) => rig.ctx.sql`update accounts set limited = true where id = ${eve.id}`,
  ],
])("%s decides over notifications by such accounts", async (part, arrange) => {
  const [ana, eve] = [await newcomer(), await newcomer()];
  await arrange({ ana, eve });
  await ana.post("/api/v1/notifications/clear");
  await change(ana, { for_limited_accounts: "accept", [part]: "filter" });
  const filtered = await shout(eve, ana);
  expect(await shown(ana)).toEqual([]);
  expect((await requestsOf(ana))[0]).toMatchObject({ last_status: { id: filtered } });
  await change(ana, { [part]: "drop" });
  await shout(eve, ana);
  expect((await ana.get("/api/v1/notifications?include_filtered=true")).body).toHaveLength(1);
  await change(ana, { [part]: "accept" });
  const accepted = await shout(eve, ana);
  expect(await shown(ana)).toEqual([accepted]);
});

it("lets accounts that one follows, old followers and old accounts through", async () => {
  const [ana, ben, cat] = [await newcomer(), await newcomer(), await newcomer()];
  await change(ana, { for_not_following: "filter", for_new_accounts: "filter" });
  await rig.follow(ana, ben);
  const first = await shout(ben, ana);
  expect(await shown(ana)).toEqual([first]);
  await change(ana, { for_not_following: "accept", for_not_followers: "filter" });
  await rig.ctx.sql`update accounts set published_at = now() - interval '31 days' where id = ${cat.id}`;
  await rig.follow(cat, ana);
  await rig.ctx
    .sql`update follows set created_at = created_at - interval '4 days', accepted_at = accepted_at - interval '4 days'
    where follower_id = ${cat.id}`;
  const second = await shout(cat, ana);
  expect((await shown(ana)).slice(0, 1)).toEqual([second]);
});

it("never filters messages by moderators, nor what the node itself says", async () => {
  const [ana, boss] = [await newcomer(), await newcomer({ role: "moderator" })];
  await change(ana, { for_not_following: "drop", for_new_accounts: "drop" });
  const official = await whisper(boss, ana);
  expect(await shown(ana)).toEqual([official]);
});

it("filters likes without making a request of them, and keeps them out of groups", async () => {
  const [ana, eve] = [await newcomer(), await newcomer()];
  await change(ana, { for_not_following: "filter" });
  const postId = await rig.publish(ana, "quiet");
  must(await react(rig.ctx, { accountId: eve.id, postId, kind: "like" }));
  expect(await shown(ana)).toEqual([]);
  expect(await requestsOf(ana)).toEqual([]);
  const [kept] = (await ana.get("/api/v1/notifications?include_filtered=true")).body;
  expect(kept).toMatchObject({ type: "favourite", filtered: true, group_key: `ungrouped-${kept.id}` });
});

it("announces nothing of what is kept apart", async () => {
  const [ana, eve] = [await newcomer(), await newcomer()];
  await whisper(eve, ana);
  const told = await rig.ctx
    .sql`select from changes where kind = 'notification.created' and account_id = ${ana.id}`;
  expect(told).toHaveLength(0);
});
