import { afterAll, beforeAll, expect, it } from "vitest";
import { eventually } from "#test/e2e/people.ts";
import { type ApiRig, createApiRig, type Person } from "./rig.ts";

let rig: ApiRig;
let moderator: Person;
let ben: Person;
beforeAll(async () => {
  rig = await createApiRig();
  moderator = await rig.person("mia", { role: "moderator" });
  ben = await rig.person("ben");
  await rig.ctx.sql`update accounts set held = true where id = ${ben.id}`;
});
afterAll(() => rig.close());

async function post(text: string) {
  const made = await ben.post("/api/v1/statuses", { status: text });
  expect(made.status).toBe(200);
  return made.body;
}

const queue = async (query = "") => (await moderator.get(`/api/folkmoot/v1/holds${query}`)).body;

it("keeps a post of a held account as a scheduled one, and publishes it when it is released", async () => {
  const waiting = await post("Good morning");
  expect(waiting).toMatchObject({ params: { text: "Good morning" } });
  expect((await ben.get("/api/v1/scheduled_statuses")).body).toHaveLength(1);
  const { items, total } = await queue("?rule=held-account");
  expect(total).toBe(1);
  expect(items[0]).toMatchObject({
    kind: "own-post",
    handle: "ben",
    content: { text: "Good morning" },
    because: [{ rule_id: "held-account" }],
    state: "held",
  });
  const { id } = items[0];
  expect((await moderator.post(`/api/folkmoot/v1/holds/${id}/release`)).status).toBe(200);
  const statuses = await eventually(async () => {
    const { body } = await ben.get(`/api/v1/accounts/${ben.id}/statuses`);
    expect(body).toHaveLength(1);
    return body;
  });
  expect(statuses[0].content).toContain("Good morning");
  expect((await moderator.get(`/api/folkmoot/v1/holds/${id}`)).body).toMatchObject({
    state: "released",
    content: null,
  });
  expect((await moderator.post(`/api/folkmoot/v1/holds/${id}/release`)).status).toBe(404);
});

it("tells the author what a moderator has refused, and why", async () => {
  await post("Buy tokens");
  const { id } = (await queue()).items[0];
  expect(
    (await moderator.post(`/api/folkmoot/v1/holds/${id}/refuse`, { reason: "No adverts here" })).status,
  ).toBe(200);
  expect((await ben.get("/api/v1/scheduled_statuses")).body).toEqual([]);
  const { body } = await ben.get("/api/v1/notifications");
  expect(body[0]).toMatchObject({ type: "moderation_warning" });
  expect(body[0].moderation_warning.text).toContain("No adverts here");
  expect(body[0].moderation_warning.text).toContain("Buy tokens");
});

it("lets the author give up what waits", async () => {
  const { id } = await post("Never mind");
  expect((await ben.delete(`/api/v1/scheduled_statuses/${id}`)).status).toBe(200);
  expect((await queue()).total).toBe(0);
});

it("decides about all that a filter finds", async () => {
  await post("One");
  await post("Two");
  const decided = await moderator.post("/api/folkmoot/v1/holds/decide", {
    decision: "refuse",
    account: ben.id,
  });
  expect(decided).toMatchObject({ status: 202, body: { about: 2 } });
  await eventually(async () => expect((await queue()).total).toBe(0));
});

it("is for moderators, and nobody decides about their own", async () => {
  expect((await ben.get("/api/folkmoot/v1/holds")).status).toBe(403);
  await rig.ctx.sql`update accounts set held = true where id = ${moderator.id}`;
  await moderator.post("/api/v1/statuses", { status: "Mine" });
  const { id } = (await queue(`?account=${moderator.id}`)).items[0];
  expect((await moderator.post(`/api/folkmoot/v1/holds/${id}/release`)).status).toBe(403);
  expect((await moderator.get("/api/folkmoot/v1/holds?kind=nothing")).status).toBe(422);
});
