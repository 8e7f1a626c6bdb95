import { afterAll, beforeAll, expect, it } from "vitest";
import { type ApiRig, createApiRig, type Person } from "#test/integration/api/rig.ts";
import { reportPost } from "./rig.ts";

const CASES = "/api/folkmoot/v1/cases";

let rig: ApiRig;
let mo: Person;
let mia: Person;
let ana: Person;
beforeAll(async () => {
  rig = await createApiRig();
  mo = await rig.person("mo", { role: "moderator" });
  mia = await rig.person("mia", { role: "moderator" });
  ana = await rig.person("ana");
}, 120_000);
afterAll(() => rig.close(), 60_000);

it("GET /api/folkmoot/v1/cases shows the most urgent first, page by page, and only what is asked for", async () => {
  const ids: string[] = [];
  for (const severity of [1, 3, 2] as const) {
    const postId = await rig.publish(ana, `queue number ${severity}`);
    ids[severity] = (
      await reportPost(rig, postId, { severity, category: severity === 3 ? "hate" : "scam" })
    ).caseId;
  }
  const first = await mo.get(`${CASES}?limit=2`);
  expect(first.status).toBe(200);
  expect(first.body.cases.map(({ id }: { id: string }) => id)).toEqual([ids[3], ids[2]]);
  expect(first.body.cases[0]).toMatchObject({
    account: { acct: "ana" },
    priority: { severity: 9 },
    overdue: false,
    state: "open",
  });
  const second = await mo.get(`${CASES}?limit=2&cursor=${first.body.next}`);
  expect(second.body).toMatchObject({ cases: [{ id: ids[1] }], next: null });
  const of = async (query: string) =>
    (await mo.get(`${CASES}?${query}`)).body.cases.map(({ id }: { id: string }) => id);
  expect(await of("category=hate")).toEqual([ids[3]]);
  expect(await of("text=number%202")).toEqual([ids[2]]);
  expect(await of("severity=1&domain=local&subject=post&assigned_to=nobody")).toEqual([ids[1]]);
  expect(await of("state=closed")).toEqual([]);
  expect(await of("overdue=true")).toEqual([]);
  expect((await mo.get(`${CASES}?category=nonsense`)).status).toBe(422);
  expect((await ana.get(CASES)).status).toBe(403);
  const counts = await mo.get(`${CASES}/counts`);
  expect(counts.body).toMatchObject({
    categories: { hate: 1, scam: 2 },
    severities: { 3: 1 },
    mine: 0,
    overdue: 0,
  });
});

it("a case is assigned, released, noted, set aside, reclassified, closed and reopened, and says what happened", async () => {
  const { caseId } = await reportPost(rig, await rig.publish(ana, "a case to work on"));
  const post = (deed: string, body: object, by = mo) => by.post(`${CASES}/${caseId}/${deed}`, body);
  expect((await post("assign", { version: 1 })).body).toMatchObject({
    assigned_to: { acct: "mo" },
    version: 2,
  });
  const stale = await post("assign", { version: 1 }, mia);
  expect(stale.status).toBe(409);
  expect(stale.body.error).toContain("assigned");
  expect((await post("release", { version: 2 })).body).toMatchObject({ assigned_to: null, version: 3 });
  expect((await post("notes", { text: "Seen before" })).status).toBe(201);
  expect((await post("notes", { text: " " })).status).toBe(422);
  const until = new Date(rig.ctx.clock.now().getTime() + 86_400_000).toISOString();
  expect((await post("wait", { version: 3, until })).body).toMatchObject({ state: "waiting", due_at: until });
  expect((await post("reclassify", { version: 4, category: "scam", severity: 2 })).body).toMatchObject({
    category: "scam",
    severity: 2,
  });
  expect((await post("close", { version: 5, state: "dismissed" })).body.state).toBe("dismissed");
  expect((await post("reopen", { version: 6 }, mia)).body.state).toBe("open");
  const other = await reportPost(rig, await rig.publish(ana, "another one"));
  expect((await post("link", { other_id: other.caseId })).status).toBe(200);
  expect((await post("link", { other_id: caseId })).status).toBe(422);
  const { body } = await mia.get(`${CASES}/${caseId}`);
  expect(body.events.map(({ kind }: { kind: string }) => kind)).toEqual([
    "opened",
    "reported",
    "assigned",
    "unassigned",
    "noted",
    "waiting",
    "reclassified",
    "dismissed",
    "reopened",
    "linked",
  ]);
  expect(body.notes).toMatchObject([{ text: "Seen before", account: { acct: "mo" } }]);
  expect(body.evidence[0]).toMatchObject({ kind: "post", content: { author: { username: "ana" } } });
  expect(body.related).toContainEqual(expect.objectContaining({ because: "by-hand", count: 1 }));
  expect((await mo.get(`${CASES}/${rig.ctx.ids.next()}`)).status).toBe(404);
});

it("who looks after a community handles its cases and sees no others", async () => {
  const gardener = await rig.person("gardener");
  const [group] = await rig.ctx.sql`
    insert into accounts (id, iri, username, kind, url, inbox, owners, created_at, updated_at)
    values (${rig.ctx.ids.next()}, ${`${rig.origin}/users/gardens`}, 'gardens', 'group', '', '',
      array(select iri from accounts where id = ${gardener.id}), now(), now()) returning id, iri`;
  const postId = await rig.publish(ana, "posted among the gardeners");
  await rig.ctx.sql`update posts set community_iri = ${group?.iri} where id = ${postId}`;
  const { caseId } = await reportPost(rig, postId);
  const elsewhere = await reportPost(rig, await rig.publish(ana, "posted elsewhere"));
  const { body } = await gardener.get(CASES);
  expect(body.cases.map(({ id }: { id: string }) => id)).toEqual([caseId]);
  expect((await gardener.get(`${CASES}/${elsewhere.caseId}`)).status).toBe(404);
  expect(
    (await gardener.post(`${CASES}/${elsewhere.caseId}/close`, { version: 1, state: "dismissed" })).status,
  ).toBe(404);
  expect((await gardener.post(`${CASES}/${caseId}/close`, { version: 1, state: "dismissed" })).status).toBe(
    200,
  );
});

it("GET /api/folkmoot/v1/waves shows many cases about the same as one wave, also what nearly says the same", async () => {
  const text = (n: number) =>
    `Hello @friend${n} have you seen how people earn a thousand dollars every week from home without any risk at all ${n} https://s${n}.example/`;
  for (let n = 0; n < 6; n++) {
    const author = await rig.person(`spammer${n}`);
    await reportPost(rig, await rig.publish(author, text(n)));
  }
  const { body } = await mo.get("/api/folkmoot/v1/waves");
  expect(body).toMatchObject([{ kind: "text", count: 6, open_count: 6 }]);
  const late = await rig.person("spammer9");
  const { caseId } = await reportPost(rig, await rig.publish(late, text(9)));
  expect((await mo.get(`${CASES}?wave_id=${body[0].id}&limit=100`)).body.cases).toHaveLength(7);
  expect((await mo.get(`${CASES}/${caseId}`)).body.wave_id).toBe(body[0].id);
  expect((await mo.get("/api/folkmoot/v1/waves?over=true")).body).toEqual([]);
});
