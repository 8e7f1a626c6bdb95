import { afterAll, beforeAll, expect, it } from "vitest";
import { type ApiRig, createApiRig, type Person } from "#test/integration/api/rig.ts";
import { createReceiver } from "./receiver.ts";

const PATH = "/api/v1/push/subscription";
const { keys } = createReceiver();
const endpoint = "https://push.example/send/1";

let rig: ApiRig;
let ana: Person;
beforeAll(async () => {
  rig = await createApiRig({ ALLOW_PRIVATE_ADDRESS: "false" });
  ana = await rig.person("ana");
}, 60_000);
afterAll(() => rig.close());

it("keeps one subscription a token, and answers it as Mastodon does", async () => {
  expect((await ana.get(PATH)).status).toBe(404);
  const made = await ana.post(PATH, {
    subscription: { endpoint, keys, standard: true },
    data: { alerts: { mention: true, favourite: false, nonsense: true }, policy: "followed" },
  });
  expect(made.status).toBe(200);
  expect(made.body).toEqual({
    id: expect.any(String),
    endpoint,
    standard: true,
    alerts: { mention: true, favourite: false },
    policy: "followed",
    server_key: expect.stringMatching(/^[A-Za-z0-9_-]{87}$/),
  });
  expect((await ana.get(PATH)).body).toEqual(made.body);
  const again = await ana.post(PATH, { subscription: { endpoint: `${endpoint}0`, keys } });
  expect(again.body).toEqual({
    ...made.body,
    id: expect.any(String),
    endpoint: `${endpoint}0`,
    standard: false,
    alerts: {},
    policy: "all",
  });
  expect(again.body.id).not.toBe(made.body.id);
  expect(await rig.ctx.sql`select from push_subscriptions`).toHaveLength(1);
});

it("reads forms as Rails nests them", async () => {
  const form = new URLSearchParams({
    "subscription[endpoint]": endpoint,
    "subscription[keys][p256dh]": `${Buffer.from(keys.p256dh, "base64url").toString("base64")}`,
    "subscription[keys][auth]": `${Buffer.from(keys.auth, "base64url").toString("base64")}`,
    "subscription[standard]": "true",
    "data[alerts][reblog]": "1",
    "data[alerts][admin.sign_up]": "true",
    "data[policy]": "none",
  });
  const { status, body } = await rig.request("POST", PATH, { token: ana.token, body: form });
  expect(status).toBe(200);
  expect(body).toMatchObject({
    standard: true,
    alerts: { reblog: true, "admin.sign_up": true },
    policy: "none",
  });
});

it("changes what is pushed, and nothing else", async () => {
  const before = (await ana.get(PATH)).body;
  const { body } = await ana.put(PATH, { data: { alerts: { poll: true }, policy: "follower" } });
  expect(body).toEqual({ ...before, alerts: { poll: true }, policy: "follower" });
  expect((await ana.put(PATH, { policy: "none" })).body).toEqual({ ...before, alerts: {}, policy: "none" });
});

it("gives every token its own, which goes with it", async () => {
  const token = await rig.token(ana.id, ["push"]);
  expect((await rig.request("GET", PATH, { token })).status).toBe(404);
  await rig.request("POST", PATH, { token, body: { subscription: { endpoint, keys } } });
  expect(await rig.ctx.sql`select from push_subscriptions`).toHaveLength(2);
  await rig.ctx.sql`delete from oauth_tokens where scopes = '{push}'`;
  expect(await rig.ctx.sql`select from push_subscriptions`).toHaveLength(1);
});

it("removes it, also twice", async () => {
  for (const _ of [1, 2]) {
    const { status, body } = await ana.delete(PATH);
    expect([status, body]).toEqual([200, {}]);
  }
  expect((await ana.get(PATH)).status).toBe(404);
  expect((await ana.put(PATH, { data: { alerts: { poll: true } } })).status).toBe(404);
});

it.each([
  ["no subscription", {}, 400],
  ["no endpoint", { subscription: { keys } }, 422],
  ["no keys", { subscription: { endpoint } }, 422],
  ["no secret", { subscription: { endpoint, keys: { p256dh: keys.p256dh } } }, 422],
  ["a key that is none", { subscription: { endpoint, keys: { ...keys, p256dh: "AAAA" } } }, 422],
  ["a secret of another length", { subscription: { endpoint, keys: { ...keys, auth: "AAAA" } } }, 422],
  ["a policy that is none", { subscription: { endpoint, keys }, data: { policy: "some" } }, 422],
  ["http", { subscription: { endpoint: "http://push.example/1", keys } }, 422],
  ["an address inside", { subscription: { endpoint: "https://10.0.0.1/1", keys } }, 422],
  ["this machine", { subscription: { endpoint: "https://localhost/1", keys } }, 422],
  ["a name and password", { subscription: { endpoint: "https://me:pw@push.example/1", keys } }, 422],
  ["no address at all", { subscription: { endpoint: "push", keys } }, 422],
])("refuses %s", async (_, body, status) => {
  const refused = await ana.post(PATH, body);
  expect(refused.status).toBe(status);
  expect(refused.body.error).toEqual(expect.any(String));
});

it("wants the scope push", async () => {
  const token = await rig.token(ana.id, ["read", "write"]);
  for (const method of ["GET", "POST", "PUT", "DELETE"])
    expect((await rig.request(method, PATH, { token })).status).toBe(403);
});
