import { createHmac } from "node:crypto";
import { createServer, type IncomingHttpHeaders, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type ApiRig, createApiRig, type Json, type Person } from "./rig.ts";

interface Heard {
  path: string;
  headers: IncomingHttpHeaders;
  text: string;
  body: Json;
}

let rig: ApiRig;
let admin: Person;
let moderator: Person;
let listener: Server;
let address: string;
const heard: Heard[] = [];
/** What the next answers are; 200 when nothing is said. */
const answers: number[] = [];

beforeAll(async () => {
  listener = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk);
    const text = Buffer.concat(chunks).toString();
    const status = answers.shift() ?? 200;
    if (status === 200)
      heard.push({ path: request.url ?? "", headers: request.headers, text, body: JSON.parse(text) });
    response.writeHead(status).end();
  });
  await new Promise<void>((resolve) => listener.listen(0, "127.0.0.1", resolve));
  address = `http://127.0.0.1:${(listener.address() as AddressInfo).port}`;
  rig = await createApiRig();
  admin = await rig.person("adam", { role: "admin" });
  moderator = await rig.person("mona", { role: "moderator" });
}, 60_000);
afterAll(async () => {
  await rig.close();
  listener.close();
});

const base = "/api/v1/admin/webhooks";
const add = (path: string, events: string[], more: object = {}) =>
  admin.post(base, { url: `${address}${path}`, events, ...more });
const at = (path: string) => heard.filter((each) => each.path === path);

async function happens(path: string, count = 1): Promise<Heard[]> {
  await rig.node.settle();
  await expect.poll(() => at(path).length, { timeout: 8_000 }).toBe(count);
  return at(path);
}

describe("webhooks", () => {
  it("are made, read, changed and removed by administrators, on record", async () => {
    const made = await add("/crud", ["account.created"]);
    expect(made.status).toBe(200);
    expect(made.body).toEqual({
      id: expect.any(String),
      url: `${address}/crud`,
      events: ["account.created"],
      secret: expect.stringMatching(/^[0-9a-f]{40}$/),
      enabled: true,
      template: null,
      created_at: expect.stringMatching(/Z$/),
      updated_at: expect.stringMatching(/Z$/),
    });
    const path = `${base}/${made.body.id}`;
    expect((await admin.get(path)).body).toEqual(made.body);
    expect((await admin.get(base)).body).toEqual([made.body]);
    const changed = await admin.put(path, { enabled: false, events: ["report.created", "report.created"] });
    expect(changed.body).toMatchObject({ enabled: false, events: ["report.created"], url: made.body.url });
    const rotated = await admin.post(`${path}/rotate_secret`);
    expect(rotated.body.secret).not.toBe(made.body.secret);
    expect((await admin.delete(path)).body).toEqual({});
    for (const id of [made.body.id, "1"]) {
      expect((await admin.get(`${base}/${id}`)).status).toBe(404);
      expect((await admin.put(`${base}/${id}`, {})).status).toBe(404);
      expect((await admin.delete(`${base}/${id}`)).status).toBe(404);
      expect((await admin.post(`${base}/${id}/rotate_secret`)).status).toBe(404);
    }
    const log = await rig.ctx
      .sql`select action, details from audit_log where target = ${made.body.id} order by id`;
    expect(log.map((row) => row.action)).toEqual([
      "webhook.created",
      "webhook.changed",
      "webhook.secret-changed",
      "webhook.deleted",
    ]);
    expect(JSON.stringify(log)).not.toContain(rotated.body.secret);
  });

  it("are refused with a bad address, event or template, and twice for one address", async () => {
    expect((await admin.post(base, { events: ["account.created"] })).status).toBe(422);
    for (const url of ["nonsense", "ftp://example.org/x", "https://user:pass@example.org/"])
      expect((await admin.post(base, { url, events: ["account.created"] })).status).toBe(422);
    expect((await add("/bad", ["everything"])).status).toBe(422);
    expect((await add("/bad", [])).status).toBe(422);
    expect((await add("/bad", ["account.created"], { template: "not json {{object.id}}" })).status).toBe(422);
    const first = await add("/twice", ["account.updated"]);
    expect((await add("/twice", ["account.updated"])).status).toBe(422);
    expect((await admin.delete(`${base}/${first.body.id}`)).status).toBe(200);
  });

  it("are for administrators alone", async () => {
    expect((await moderator.get(base)).status).toBe(403);
    expect((await moderator.post(base, { url: address, events: ["account.created"] })).status).toBe(403);
  });
});

describe("a webhook", () => {
  it("is told, with a signature, of accounts that are made, changed and let in", async () => {
    await rig.node.changes.settle();
    const { body: hook } = await add("/accounts", ["account.created", "account.updated", "account.approved"]);
    const person = await rig.person("newcomer");
    const [created] = await happens("/accounts");
    expect(created?.body).toMatchObject({
      event: "account.created",
      created_at: expect.stringMatching(/Z$/),
      object: { id: person.id, username: "newcomer", role: { id: "-99" }, account: { acct: "newcomer" } },
    });
    const signature = createHmac("sha256", hook.secret)
      .update(created?.text ?? "")
      .digest("hex");
    expect(created?.headers["x-hub-signature"]).toBe(`sha256=${signature}`);
    expect(created?.headers["content-type"]).toBe("application/json");

    await moderator.post(`/api/v1/admin/accounts/${person.id}/action`, { type: "silence" });
    const [, updated] = await happens("/accounts", 2);
    expect(updated?.body).toMatchObject({ event: "account.updated", object: { silenced: true } });

    await rig.ctx.sql`update logins set approved_at = null where account_id = ${person.id}`;
    await moderator.post(`/api/v1/admin/accounts/${person.id}/approve`);
    const [, , approved] = await happens("/accounts", 3);
    expect(approved?.body).toMatchObject({ event: "account.approved", object: { approved: true } });
    await admin.delete(`${base}/${hook.id}`);
  });

  it("is told of reports", async () => {
    const { body: hook } = await add("/reports", ["report.created", "report.updated"]);
    const { body: report } = await moderator.post("/api/v1/reports", { account_id: admin.id, comment: "Hm" });
    const [created] = await happens("/reports");
    expect(created?.body).toMatchObject({
      event: "report.created",
      object: {
        id: report.id,
        comment: "Hm",
        account: { id: moderator.id },
        target_account: { id: admin.id },
      },
    });
    await moderator.post(`/api/v1/admin/reports/${report.id}/resolve`);
    const [, updated] = await happens("/reports", 2);
    expect(updated?.body).toMatchObject({ event: "report.updated", object: { action_taken: true } });
    await admin.delete(`${base}/${hook.id}`);
  });

  it("is told of what people here write for everybody, and of nothing else", async () => {
    const { body: hook } = await add("/statuses", ["status.created", "status.updated"]);
    await rig.publish(moderator, { text: "For few", visibility: "followers" });
    await rig.publish(moderator, { text: "For one", visibility: "direct" });
    const post = await rig.publish(moderator, "For everybody");
    const [created] = await happens("/statuses");
    expect(created?.body).toMatchObject({
      event: "status.created",
      object: { id: post, content: "<p>For everybody</p>", account: { id: moderator.id } },
    });
    expect(created?.body.object).not.toHaveProperty("favourited");
    await moderator.put(`/api/v1/statuses/${post}`, { status: "For you all" });
    const [, updated] = await happens("/statuses", 2);
    expect(updated?.body).toMatchObject({
      event: "status.updated",
      object: { content: "<p>For you all</p>" },
    });
    await admin.delete(`${base}/${hook.id}`);
  });

  it("may want other words", async () => {
    const { body: hook } = await add("/words", ["account.created"], {
      template: '{"content": "Hello {{object.username}}"}',
    });
    await rig.person("worded");
    expect((await happens("/words"))[0]?.body).toEqual({ content: "Hello worded" });
    await admin.delete(`${base}/${hook.id}`);
  });

  it("hears nothing while it is not enabled, or of what it has not asked for", async () => {
    const { body: off } = await add("/off", ["account.created"], { enabled: false });
    const { body: other } = await add("/other", ["report.created"]);
    const { body: on } = await add("/on", ["account.created"]);
    await rig.person("unheard");
    await happens("/on");
    expect([...at("/off"), ...at("/other")]).toEqual([]);
    for (const { id } of [off, other, on]) await admin.delete(`${base}/${id}`);
  });

  it("that is down is tried again, and one that refuses is not", async () => {
    const { deliverWebhook } = await import("#server/webhooks/deliver.ts");
    const { body: hook } = await add("/down", ["account.approved"]);
    const job = {
      webhookId: hook.id,
      event: "account.approved" as const,
      subjectId: admin.id,
      at: new Date().toISOString(),
    };
    answers.push(503, 429, 400);
    expect(await deliverWebhook(rig.ctx, job)).toEqual({ outcome: "retry", reason: "status/503" });
    expect(await deliverWebhook(rig.ctx, job)).toEqual({ outcome: "retry", reason: "status/429" });
    expect(await deliverWebhook(rig.ctx, job)).toEqual({ outcome: "give-up", reason: "status/400" });
    expect(await deliverWebhook(rig.ctx, job)).toBeUndefined();
    expect(at("/down")).toHaveLength(1);
    const gone = { ...job, subjectId: rig.ctx.ids.next() };
    expect(await deliverWebhook(rig.ctx, gone)).toBeUndefined();
    expect(at("/down")).toHaveLength(1);
  });
});
