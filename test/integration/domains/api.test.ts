import { afterAll, beforeAll, expect, it } from "vitest";
import { type ApiRig, createApiRig, type Person } from "../api/rig.ts";

let rig: ApiRig;
let admin: Person;
let moderator: Person;
beforeAll(async () => {
  rig = await createApiRig();
  admin = await rig.person("adam", { role: "admin" });
  moderator = await rig.person("mona", { role: "moderator" });
}, 60_000);
afterAll(() => rig.close());

const api = "/api/folkmoot/v1";

it("shows what holds about a domain and who decided what; what is decided by hand can end by itself", async () => {
  const path = `${api}/domains/one.example`;
  expect((await moderator.put(path, { verdict: "limit" })).status).toBe(403);
  const expires_at = "2099-01-01T00:00:00.000Z";
  const said = { verdict: "limit", reason: "hm", public_reason: "why", filters: ["auto-cw"], expires_at };
  const decided = await admin.put(path, said);
  expect(decided.status).toBe(200);
  expect(decided.body).toMatchObject({
    domain: "one.example",
    rule: { verdict: "limit", reason: "hm", public_reason: "why", filters: ["auto-cw"] },
    decisions: [{ source: "hand", account_id: admin.id, expires_at }],
  });
  expect((await moderator.get(path)).body).toEqual(decided.body);
  expect((await moderator.get(`${api}/domains?q=one`)).body.domains).toMatchObject([
    { domain: "one.example", sources: ["hand"] },
  ]);
  expect((await admin.put(path, { verdict: "limit", filters: ["make-nice"] })).status).toBe(422);
  expect((await admin.put(`${api}/domains/localhost`, { verdict: "reject" })).status).toBe(422);
  expect((await admin.delete(path)).body).toMatchObject({ rule: null, decisions: [] });
  expect(
    await rig.ctx.sql`select account_id from audit_log
    where action = 'domain.unblocked' and target = 'one.example'`,
  ).toEqual([{ account_id: admin.id }]);
  expect((await moderator.get(`${api}/domains?q=one`)).body.domains).toEqual([]);
});

it("takes a file in, previews, applies and undoes it, and exports what holds", async () => {
  const form = new FormData();
  form.append("file", new Blob(["#domain,#severity\nfile.example,suspend\nbad,x\n"]), "blocks.csv");
  form.append("name", "blocks.csv");
  const made = await admin.post(`${api}/domain_imports`, form);
  expect(made.status).toBe(201);
  expect(made.body).toMatchObject({ state: "ready", total: 1, invalid_count: 1, invalid: [{ line: 3 }] });
  const path = `${api}/domain_imports/${made.body.id}`;
  expect((await moderator.get(`${path}/preview`)).body).toMatchObject({ added: 1, follows: 0, invalid: 1 });
  expect((await moderator.get(`${path}/domains?kind=added&limit=5`)).body).toMatchObject([
    { domain: "file.example", verdict: "reject", current: null },
  ]);
  expect((await moderator.get(`${api}/domains/file.example/severed`)).body).toEqual([]);
  expect((await admin.post(`${path}/undo`)).status).toBe(409);
  expect((await admin.post(`${path}/apply`)).status).toBe(202);
  await rig.node.settle();
  expect((await moderator.get(path)).body).toMatchObject({ state: "applied", done: 1 });
  expect((await moderator.get(`${api}/domains?source=import`)).body.domains).toMatchObject([
    { domain: "file.example", sources: [`import:${made.body.id}`] },
  ]);
  const exported = (format: string) => moderator.get(`${api}/domain_export?format=${format}`);
  expect((await exported("mastodon")).body.content).toBe(
    "#domain,#severity,#reject_media,#reject_reports,#public_comment,#obfuscate\nfile.example,suspend,False,False,,False\n",
  );
  expect((await exported("plain")).body.content).toBe("file.example\n");
  expect((await exported("fediblockhole")).body.content).toContain(
    "file.example,suspend,,,False,False,False\n",
  );
  expect((await admin.delete(path)).status).toBe(409);
  expect((await admin.post(`${path}/undo`)).status).toBe(202);
  await rig.node.settle();
  expect((await moderator.get(`${api}/domains`)).body.domains).toEqual([]);
  expect((await admin.delete(path)).status).toBe(200);
  expect((await admin.get(`${api}/domain_imports`)).body).toEqual([]);
  const page = await admin.post(`${api}/domain_imports`, { text: "<!doctype html><p>no</p>" });
  expect([page.status, page.body.error]).toEqual([422, "Validation failed: File is a web page, and no list"]);
});

it("imports and exports the allow-list, and takes off only what it put there", async () => {
  await admin.post("/api/v1/admin/domain_allows", { domain: "old.example" });
  const text = "#domain\nold.example\nnew.example\n";
  const { body } = await admin.post(`${api}/domain_imports`, { text, purpose: "allow" });
  await admin.post(`${api}/domain_imports/${body.id}/apply`);
  await rig.node.settle();
  expect((await moderator.get(`${api}/domain_export?format=allows`)).body.content).toBe(
    "#domain\nnew.example\nold.example\n",
  );
  await admin.post(`${api}/domain_imports/${body.id}/undo`);
  await rig.node.settle();
  expect((await moderator.get(`${api}/domain_export?format=allows`)).body.content).toBe(
    "#domain\nold.example\n",
  );
});

it("subscribes to lists, changes and ends that, and takes a moderator's word about drafts", async () => {
  const subscriptions = `${api}/subscriptions`;
  expect((await admin.post(subscriptions, { url: "ftp://x.example/" })).status).toBe(422);
  const url = "http://127.0.0.1:9/blocks.csv";
  const made = await admin.post(subscriptions, { url, name: "A list", priority: 7 });
  expect(made.status).toBe(201);
  expect(made.body).toMatchObject({ url, name: "A list", mode: "recommend", priority: 7, state: "active" });
  expect((await admin.post(subscriptions, { url })).status).toBe(422);
  await rig.node.settle();
  const path = `${subscriptions}/${made.body.id}`;
  expect((await moderator.get(path)).body).toMatchObject({ error: { type: "domain-list/unreachable" } });
  const changed = await admin.put(path, { max_verdict: "limit", is_paused: true });
  expect(changed.body).toMatchObject({ max_verdict: "limit", state: "paused", priority: 7 });
  expect((await moderator.get(subscriptions)).body).toEqual([changed.body]);
  expect((await admin.post(`${path}/refresh`)).status).toBe(202);
  await rig.ctx
    .sql`insert into list_entries (list_id, key, verdict) values (${made.body.id}, 'draft.example', 'reject')`;
  expect((await moderator.get(`${path}/entries`)).body).toMatchObject([
    { key: "draft.example", answer: null },
  ]);
  const drafts = `${api}/domain_drafts`;
  expect((await moderator.get(drafts)).body).toMatchObject([{ domain: "draft.example", voices: 1 }]);
  const answer = { list_id: made.body.id, domain: "draft.example", answer: "confirmed" };
  expect((await admin.post(drafts, answer)).status).toBe(200);
  expect((await moderator.get(drafts)).body).toEqual([]);
  expect((await moderator.get(`${api}/domains/draft.example`)).body).toMatchObject({
    rule: { verdict: "limit" },
    decisions: [{ source: `list:${made.body.id}` }],
  });
  expect((await admin.delete(`${path}?keep=true`)).status).toBe(200);
  expect((await moderator.get(`${api}/domains/draft.example`)).body.decisions).toMatchObject([
    { source: "hand", verdict: "limit" },
  ]);
});
