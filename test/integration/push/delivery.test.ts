import { afterAll, beforeAll, beforeEach, expect, it } from "vitest";
import { type ApiRig, createApiRig, type Person } from "#test/integration/api/rig.ts";
import { type Arrived, createReceiver, field, readVapid, startPushService } from "./receiver.ts";

const PATH = "/api/v1/push/subscription";

let rig: ApiRig;
let service: Awaited<ReturnType<typeof startPushService>>;
let people = 0;
beforeAll(async () => {
  service = await startPushService();
  rig = await createApiRig();
  // The consumer's place in the log is made at its first turn.
  await rig.node.settle();
}, 60_000);
afterAll(async () => {
  await rig.close();
  await service.close();
});
beforeEach(() => {
  service.arrived.length = 0;
  service.answers.length = 0;
});

async function pair(): Promise<[Person, Person]> {
  people += 1;
  return [await rig.person(`ana${people}`), await rig.person(`ben${people}`)];
}

async function listen(person: Person, data: object, standard = true) {
  const receiver = createReceiver();
  const subscription = { endpoint: `${service.origin}/to/${person.username}`, keys: receiver.keys, standard };
  const { status, body } = await person.post(PATH, { subscription, data });
  expect(status).toBe(200);
  return { ...receiver, subscription: body };
}

it("pushes a mention, encrypted as RFC 8291 says and signed by the node", async () => {
  const [ana, ben] = await pair();
  const receiver = await listen(ana, { alerts: { mention: true } });
  await rig.publish(ben, { text: `@${ana.username} do you like **tea** & biscuits?`, warning: null });
  await rig.node.settle();

  const [message] = service.arrived;
  expect(service.arrived).toHaveLength(1);
  expect(message?.path).toBe(`/to/${ana.username}`);
  const { headers, body } = message as Arrived;
  expect(headers["content-encoding"]).toBe("aes128gcm");
  expect(Number(headers.ttl)).toBeGreaterThan(172_000);
  expect(headers.urgency).toBe("normal");
  const serverKey = receiver.subscription.server_key;
  const [, token = "", key = ""] = /^vapid t=([^,]+), k=(.+)$/.exec(headers.authorization ?? "") ?? [];
  expect(key).toBe(serverKey);
  const claims = readVapid(token, serverKey);
  expect(claims.aud).toBe(service.origin);
  expect(claims.sub).toMatch(/^mailto:/);
  expect(claims.exp).toBeGreaterThan(Date.now() / 1000);

  expect(JSON.parse(receiver.decrypt(body))).toEqual({
    access_token: receiver.subscription.id,
    preferred_locale: "en",
    notification_id: expect.any(String),
    notification_type: "mention",
    icon: expect.stringMatching(/^http/),
    title: `${ben.username} mentioned you`,
    body: expect.stringContaining("do you like"),
  });
});

it("encrypts as the draft did for a receiver that knows no other way", async () => {
  const [ana, ben] = await pair();
  const receiver = await listen(ana, { alerts: { follow: true } }, false);
  await rig.follow(ben, ana);
  await rig.node.settle();
  const [message] = service.arrived;
  const { headers, body } = message as Arrived;
  expect(headers["content-encoding"]).toBe("aesgcm");
  expect(field(headers["crypto-key"], "p256ecdsa")).toBe(receiver.subscription.server_key);
  readVapid(headers.authorization?.replace("WebPush ", "") ?? "", receiver.subscription.server_key);
  const said = JSON.parse(receiver.decryptDraft(body, headers));
  expect(said).toMatchObject({ notification_type: "follow", title: `${ben.username} is now following you` });
});

it("pushes only what was asked for", async () => {
  const [ana, ben] = await pair();
  await listen(ana, { alerts: { follow: true, mention: false } });
  await rig.publish(ben, `@${ana.username} hello`);
  await rig.node.settle();
  expect(service.arrived).toEqual([]);
});

it.each([
  ["followed", "somebody the owner follows", (ana: Person, ben: Person) => rig.follow(ana, ben)],
  ["follower", "a follower", (ana: Person, ben: Person) => rig.follow(ben, ana)],
] as const)("pushes by the policy %s what comes from %s alone", async (policy, _, befriend) => {
  const [ana, ben] = await pair();
  await listen(ana, { alerts: { mention: true }, policy });
  await rig.publish(ben, `@${ana.username} one`);
  await rig.node.settle();
  expect(service.arrived).toHaveLength(0);
  await befriend(ana, ben);
  await rig.publish(ben, `@${ana.username} two`);
  await rig.node.settle();
  expect(service.arrived).toHaveLength(1);
});

it("pushes nothing by the policy none, and nothing for a suspended account", async () => {
  const [ana, ben] = await pair();
  await listen(ana, { alerts: { mention: true }, policy: "none" });
  await rig.publish(ben, `@${ana.username} one`);
  await rig.node.settle();
  await ana.put(PATH, { data: { alerts: { mention: true }, policy: "all" } });
  await rig.publish(ben, `@${ana.username} two`);
  await rig.ctx.sql`update accounts set state = 'suspended' where id = ${ana.id}`;
  await rig.node.settle();
  expect(service.arrived).toEqual([]);
});

it.each([404, 410])("forgets a subscription that the push service answers %i for", async (status) => {
  const [ana, ben] = await pair();
  await listen(ana, { alerts: { mention: true } });
  service.answers.push({ status });
  await rig.publish(ben, `@${ana.username} hello`);
  await rig.node.settle();
  expect(service.arrived).toHaveLength(1);
  expect((await ana.get(PATH)).status).toBe(404);
});

it.each([429, 503])(
  "tries again when the push service answers %i, at the time it says",
  async (status) => {
    const [ana, ben] = await pair();
    await listen(ana, { alerts: { mention: true } });
    service.answers.push({ status, headers: { "retry-after": "1" } });
    await rig.publish(ben, `@${ana.username} hello`);
    await rig.node.settle();
    expect(service.arrived).toHaveLength(1);
    expect((await rig.node.queue.stats()).push.delayed).toBe(1);
    await expect.poll(() => service.arrived.length, { timeout: 20_000 }).toBe(2);
    expect((await ana.get(PATH)).status).toBe(200);
  },
  30_000,
);

it("gives up a message that the push service does not want, and keeps the subscription", async () => {
  const [ana, ben] = await pair();
  await listen(ana, { alerts: { mention: true } });
  service.answers.push({ status: 413 });
  await rig.publish(ben, `@${ana.username} hello`);
  await rig.node.settle();
  expect(service.arrived).toHaveLength(1);
  expect((await rig.node.queue.stats()).push.delayed).toBe(0);
  expect((await ana.get(PATH)).status).toBe(200);
});

it("cuts long texts, and keeps within what push services take", async () => {
  const [ana, ben] = await pair();
  const receiver = await listen(ana, { alerts: { mention: true } });
  const icon = `https://far.example/${"a".repeat(4000)}.png`;
  await rig.ctx
    .sql`update accounts set display_name = ${"B".repeat(500)}, avatar_url = ${icon} where id = ${ben.id}`;
  await rig.publish(ben, `@${ana.username} ${"tea ".repeat(300)}`);
  await rig.node.settle();
  const said = JSON.parse(receiver.decrypt(service.arrived[0]?.body ?? Buffer.alloc(0)));
  expect(said.body.length).toBeLessThanOrEqual(140);
  expect(said.title.length).toBeLessThan(130);
  expect(said.icon).toContain(rig.origin);
  expect(service.arrived[0]?.body.length).toBeLessThanOrEqual(4096);
});

it("pushes a reaction as the favourite that clients know, and a post of whom one wants to hear of", async () => {
  const [ana, ben] = await pair();
  const receiver = await listen(ana, { alerts: { favourite: true, status: true } });
  const id = await rig.publish(ana, "mine");
  await ben.put(`/api/v1/pleroma/statuses/${id}/reactions/${encodeURIComponent("🍵")}`);
  await rig.node.settle();
  const types = () => service.arrived.map(({ body }) => JSON.parse(receiver.decrypt(body)).notification_type);
  expect(types()).toEqual(["favourite"]);
  await ana.post(`/api/v1/accounts/${ben.id}/follow`, { notify: true });
  await rig.publish(ben, "news");
  await rig.node.settle();
  expect(types()).toEqual(["favourite", "status"]);
});

it("pushes nothing of what the account's policy keeps apart", async () => {
  const [ana, ben] = await pair();
  await listen(ana, { alerts: { mention: true } });
  await ana.patch("/api/v2/notifications/policy", { for_not_following: "filter" });
  await rig.publish(ben, `@${ana.username} hello`);
  await rig.node.settle();
  expect(service.arrived).toEqual([]);
});
