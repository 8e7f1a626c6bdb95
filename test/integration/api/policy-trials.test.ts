import { afterAll, beforeAll, expect, it } from "vitest";
import { eventually } from "#test/e2e/people.ts";
import { type ApiRig, createApiRig, type Person } from "./rig.ts";

let rig: ApiRig;
let admin: Person;
let ben: Person;
beforeAll(async () => {
  rig = await createApiRig();
  admin = await rig.person("olga", { role: "admin" });
  ben = await rig.person("ben");
  await rig.publish(ben, "Buy these wonderful tokens");
  await rig.publish(ben, "Good morning");
});
afterAll(() => rig.close());

const rules = `
- id: tokens
  on: [outbound]
  mode: dry
  when: { post.text: { contains: tokens } }
  then: hold
`;

it("tries rules on past posts, and says what they would have done and why", async () => {
  const started = await admin.post("/api/folkmoot/v1/policy/dry-runs", { rules, days: 7 });
  expect(started.status).toBe(202);
  const done = await eventually(async () => {
    const { body } = await admin.get(`/api/folkmoot/v1/policy/dry-runs/${started.body.id}`);
    expect(body.state).toBe("done");
    return body;
  });
  expect(done.result).toMatchObject({
    verdicts: { accept: 1, hold: 1 },
    rules: [{ ruleId: "tokens", hits: 1 }],
    domains: [{ domain: null, hits: 1 }],
    samples: [{ verdict: "hold", because: [{ ruleId: "tokens" }] }],
  });
  expect(done).toMatchObject({ seen: 2, total: 2 });
  expect((await admin.get("/api/folkmoot/v1/policy/dry-runs")).body).toHaveLength(1);
  expect((await admin.post(`/api/folkmoot/v1/policy/dry-runs/${started.body.id}/cancel`)).status).toBe(404);
  // Nothing was done.
  expect((await admin.get("/api/folkmoot/v1/holds")).body.total).toBe(0);
});

it("looks at nothing that is for some alone, and the ledger says who tried", async () => {
  const letter = await rig.publish(ben, { text: "A letter about tokens", visibility: "direct" });
  expect(letter).toBeDefined();
  const asked = "[{ id: any, on: [outbound], when: { post.text: { contains: tokens } }, then: hold }]";
  const started = await admin.post("/api/folkmoot/v1/policy/dry-runs", { rules: asked, days: 7 });
  const done = await eventually(async () => {
    const { body } = await admin.get(`/api/folkmoot/v1/policy/dry-runs/${started.body.id}`);
    expect(body.state).toBe("done");
    return body;
  });
  expect(done).toMatchObject({ seen: 2, total: 2, result: { verdicts: { hold: 1 } } });
  expect(JSON.stringify(done)).not.toContain("letter");
  const entries = await rig.ctx.sql`select from ledger_pending where kind = 'policy.tried'
    union all select from ledger_entries where kind = 'policy.tried'`;
  expect(entries.length).toBeGreaterThan(0);
});

it("refuses rules with an error, with its line, and is for moderators", async () => {
  const refused = await admin.post("/api/folkmoot/v1/policy/dry-runs", { rules: "- id: [" });
  expect(refused.status).toBe(422);
  expect(refused.body.error).toContain("line 1");
  expect((await ben.post("/api/folkmoot/v1/policy/dry-runs", { rules })).status).toBe(403);
});

it("counts which rules applied", async () => {
  await rig.ctx.sql`insert into policy_hits (rule_id, day, mode, hits, last_at)
    values ('tokens', ${rig.ctx.clock.now()}, 'dry', 3, ${rig.ctx.clock.now()})`;
  expect((await admin.get("/api/folkmoot/v1/policy/hits")).body).toMatchObject([
    { rule_id: "tokens", mode: "dry", hits: 3 },
  ]);
});

it("keeps signals of people, and opens a case where they say so", async () => {
  const iri = rig.ctx.uris.account(ben.id);
  const first = await admin.post("/api/folkmoot/v1/signals", {
    subject: iri,
    category: "spam",
    note: "look",
    opens_case: "false",
  });
  expect(first).toMatchObject({ status: 201, body: { case_id: null } });
  const second = await admin.post("/api/folkmoot/v1/signals", {
    subject: iri,
    category: "spam",
    opens_case: true,
  });
  expect(second.body.case_id).not.toBeNull();
  const { body } = await admin.get(`/api/folkmoot/v1/signals?subject=${encodeURIComponent(iri)}`);
  expect(body.map((signal: { source_kind: string }) => signal.source_kind)).toEqual(["person", "person"]);
  const unknown = await admin.post("/api/folkmoot/v1/signals", {
    subject: "https://no.example/1",
    category: "spam",
  });
  expect(unknown.status).toBe(404);
});

it("has thresholds that an administrator changes", async () => {
  expect((await admin.get("/api/folkmoot/v1/policy/thresholds")).body).toHaveLength(3);
  const thresholds = [{ category: "spam", per: "domain", count: 5, hours: 1 }];
  expect((await admin.put("/api/folkmoot/v1/policy/thresholds", { thresholds })).status).toBe(200);
  expect((await admin.get("/api/folkmoot/v1/policy/thresholds")).body).toMatchObject(thresholds);
  const wrong = await admin.put("/api/folkmoot/v1/policy/thresholds", {
    thresholds: [{ category: "spam", per: "domain", count: 0, hours: 1 }],
  });
  expect(wrong.status).toBe(422);
});

const asked = `
- id: tokens
  on: [inbound, outbound]
  when: { all: [{ post.text: { contains: tokens } }, { author.ageDays: { below: 2 } }] }
  then: { verdict: hold, signal: { category: spam, score: 0.7, opensCase: true } }
- id: many
  on: [inbound]
  mode: dry
  when: { all: [{ post.mentions: { count: { atLeast: 2 } } }, { post.linkDomains: { has: buy.example } }] }
  then: reject
`;
const tryOn = (post: object, more: object = { rules: asked }) =>
  admin.post("/api/folkmoot/v1/policy/try", { post, ...more });

it("says of a post that nobody has written what rules would do, by which facts, and does nothing", async () => {
  const post = {
    text: "@ana and @ben@there.example: tokens at https://buy.example/now",
    author: "eve@new.example",
  };
  const { status, body } = await tryOn(post);
  expect([status, body.verdict]).toEqual([200, "hold"]);
  expect(body.because).toMatchObject([
    { rule_id: "tokens", facts: { "author.ageDays": 0, "post.text": ["tokens"] } },
  ]);
  expect(body.dry).toMatchObject([{ rule_id: "many", facts: { "post.linkDomains": ["buy.example"] } }]);
  expect(body.signals).toEqual([
    { rule_id: "tokens", category: "spam", score: 0.7, severity: 1, opens_case: true },
  ]);
  // Somebody who is known here, and goes out: the second rule is not asked.
  expect((await tryOn({ ...post, author: "ben" })).body).toMatchObject({ verdict: "hold", dry: [] });
  expect((await tryOn({ text: "Good morning" })).body).toMatchObject({ verdict: "accept", because: [] });
  expect((await admin.get("/api/folkmoot/v1/holds")).body.total).toBe(0);
  const [counted] = await rig.ctx.sql`select count(*)::int as count from signals where source_kind = 'rule'`;
  expect(counted?.count).toBe(0);
});

it("says the same of a post that is here, and of none that is for some alone", async () => {
  const open = await rig.publish(ben, "More tokens");
  const letter = await rig.publish(ben, { text: "A letter about tokens", visibility: "direct" });
  const closed = await rig.publish(ben, { text: "Tokens for followers", visibility: "followers" });
  expect((await tryOn({ iri: rig.ctx.uris.post(open) })).body).toMatchObject({
    verdict: "hold",
    because: [{ rule_id: "tokens" }],
  });
  for (const id of [letter, closed]) expect((await tryOn({ iri: rig.ctx.uris.post(id) })).status).toBe(404);
  expect((await tryOn({ iri: "https://there.example/none" })).status).toBe(404);
});

it("asks the rules that hold where none are given, refuses those with an error, and is for moderators", async () => {
  const post = { text: "tokens", author: "eve@new.example" };
  expect((await tryOn(post, {})).body.verdict).toBe("accept");
  const saved = await admin.put("/api/folkmoot/v1/policy", { text: `rules: ${JSON.stringify([])}\n` });
  expect(saved.status).toBe(200);
  await admin.put("/api/folkmoot/v1/policy", { text: asked });
  // At once, though nobody has read them again.
  expect((await tryOn(post, {})).body.verdict).toBe("hold");
  const wrong = await tryOn(post, { rules: "- id: [" });
  expect([wrong.status, wrong.body.error]).toEqual([422, expect.stringContaining("line 1")]);
  expect((await tryOn({ text: "a", author: "two words" })).status).toBe(422);
  expect((await ben.post("/api/folkmoot/v1/policy/try", { post })).status).toBe(403);
});
