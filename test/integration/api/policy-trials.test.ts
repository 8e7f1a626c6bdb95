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
