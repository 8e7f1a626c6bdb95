import { afterAll, beforeAll, expect, it } from "vitest";
import { decideCases } from "#server/cases/bulk.ts";
import { type ApiRig, createApiRig, type Person } from "#test/integration/api/rig.ts";
import { fillQueue, WAVE } from "#test/load/database/cases.ts";
import { reportPost } from "./rig.ts";

const BULKS = "/api/folkmoot/v1/case_bulks";

let rig: ApiRig;
let mo: Person;
beforeAll(async () => {
  rig = await createApiRig();
  mo = await rig.person("mo", { role: "moderator" });
  await fillQueue(rig.ctx.sql, 2_000);
}, 120_000);
afterAll(() => rig.close(), 60_000);

const openInWave = async () => {
  const [row] = await rig.ctx.sql`select count(*)::int as count from cases
    where wave_id = ${WAVE} and state in ('open', 'waiting')`;
  return row?.count as number;
};
const start = (filter: object) => mo.post(BULKS, { filter, state: "dismissed", category: "spam" });

it("a wave is decided at once, each case with its own record, and undone as a whole", async () => {
  const before = await openInWave();
  const started = await start({ wave_id: WAVE });
  expect(started).toMatchObject({ status: 202, body: { state: "running", total: before } });
  await rig.node.settle();
  const path = `${BULKS}/${started.body.id}`;
  expect((await mo.get(path)).body).toMatchObject({ state: "done", done: before, skipped: 0 });
  expect(await openInWave()).toBe(0);
  const [events] = await rig.ctx.sql`select count(*)::int as count from case_events
    where kind = 'dismissed' and details ->> 'bulk' = ${started.body.id}`;
  expect(events).toEqual({ count: before });
  // Done again, as a queue may, it does nothing.
  await decideCases(rig.ctx, started.body.id);
  expect((await mo.post(`${path}/cancel`)).status).toBe(409);
  expect((await mo.post(`${path}/undo`)).status).toBe(202);
  await rig.node.settle();
  expect((await mo.get(path)).body).toMatchObject({ state: "undone", done: 0 });
  expect(await openInWave()).toBe(before);
});

it("each post of a wave is removed with reasons of its own, and all of them come back", async () => {
  const posts: string[] = [];
  const ids: string[] = [];
  for (let n = 0; n < 3; n++) {
    const author = await rig.person(`seller${n}`);
    posts.push(await rig.publish(author, `buy from seller ${n}`));
    ids.push((await reportPost(rig, posts[n] ?? "")).caseId);
  }
  const body = {
    filter: { ids },
    state: "decided",
    category: "spam",
    action: { kind: "remove" },
    text: "No advertising.",
  };
  const started = await mo.post(BULKS, body);
  expect(started.status).toBe(202);
  await rig.node.settle();
  const path = `${BULKS}/${started.body.id}`;
  expect((await mo.get(path)).body).toMatchObject({ state: "done", done: 3, skipped: 0 });
  const statuses = () =>
    Promise.all(posts.map(async (id) => (await rig.request("GET", `/api/v1/statuses/${id}`)).status));
  expect(await statuses()).toEqual([404, 404, 404]);
  const [reasons] = await rig.ctx
    .sql`select count(*)::int as count from statements s join actions a on a.id = s.action_id
    where s.text = 'No advertising.' and a.kind = 'remove'`;
  expect(reasons).toEqual({ count: 3 });
  await mo.post(`${path}/undo`);
  await rig.node.settle();
  expect((await mo.get(path)).body).toMatchObject({ state: "undone", done: 0 });
  expect(await statuses()).toEqual([200, 200, 200]);
});

it("what was stopped goes no further, and nothing is decided that is not asked for", async () => {
  expect((await start({ text: "no such words" })).status).toBe(422);
  const [other] = await rig.ctx
    .sql`select id, version from cases where state = 'open' and wave_id is null limit 1`;
  const started = await start({ ids: [other?.id] });
  await mo.post(`${BULKS}/${started.body.id}/cancel`);
  await rig.node.settle();
  const { body } = await mo.get(`${BULKS}/${started.body.id}`);
  // The chore may have been quicker.
  expect(["cancelled", "done"]).toContain(body.state);
  expect(body.done).toBeLessThanOrEqual(1);
  expect((await mo.get(BULKS)).body).toHaveLength(3);
  const ana = await rig.person("ana");
  expect((await ana.post(BULKS, {})).status).toBe(403);
});

it("is taken back by whoever asks for it, also when who began it is no moderator any more; what they may not undo stays", async () => {
  const former = await rig.person("former", { role: "moderator" });
  const authors = [await rig.person("one"), await rig.person("two")];
  const cases: string[] = [];
  for (const author of authors) cases.push((await reportPost(rig, await rig.publish(author, "sold"))).caseId);
  const decided = { filter: { ids: cases }, state: "decided", category: "spam" };
  const action = { kind: "limit", on_author: true };
  const started = await former.post(BULKS, { ...decided, action });
  await rig.node.settle();
  await rig.ctx.sql`update logins set role = 'member' where account_id = ${former.id}`;
  // Of one of them somebody else has made a moderator meanwhile.
  await rig.ctx.sql`update logins set role = 'moderator' where account_id = ${authors[1]?.id ?? ""}`;
  const path = `${BULKS}/${started.body.id}`;
  expect((await mo.post(`${path}/undo`)).status).toBe(202);
  await rig.node.settle();
  const shown = () => mo.get(path);
  expect((await shown()).body).toMatchObject({ state: "undone", done: 1, undone_by: mo.id });
  const rows = () => rig.ctx.sql<{ limited: boolean; by: string | null; state: string }[]>`
    select a.limited, x.undone_by as by, c.state from cases c join accounts a on a.id = c.account_id
    join actions x on x.case_id = c.id where c.id in ${rig.ctx.sql(cases)} order by a.username`;
  expect(await rows()).toEqual([
    { limited: false, by: mo.id, state: "open" },
    { limited: true, by: null, state: "decided" },
  ]);
  // Once it may be, the rest is undone as well, and then there is nothing left to undo.
  await rig.ctx.sql`update logins set role = 'member' where account_id = ${authors[1]?.id ?? ""}`;
  expect((await mo.post(`${path}/undo`)).status).toBe(202);
  await rig.node.settle();
  expect((await shown()).body).toMatchObject({ state: "undone", done: 0 });
  expect((await rows()).map(({ limited }) => limited)).toEqual([false, false]);
  expect((await mo.post(`${path}/undo`)).status).toBe(409);
});

it("does to whoever answers for several cases what it does once", async () => {
  const author = await rig.person("often");
  const cases: string[] = [];
  for (const text of ["sold", "sold again", "and again"])
    cases.push((await reportPost(rig, await rig.publish(author, text))).caseId);
  const started = await mo.post(BULKS, {
    filter: { ids: cases },
    state: "decided",
    category: "spam",
    action: { kind: "limit", on_author: true },
  });
  await rig.node.settle();
  const path = `${BULKS}/${started.body.id}`;
  expect((await mo.get(path)).body).toMatchObject({ state: "done", done: 3, skipped: 0 });
  const actions = await rig.ctx.sql`select id from actions where account_id = ${author.id}`;
  const strikes = await rig.ctx.sql`select id from strikes where target_id = ${author.id}`;
  expect([actions.length, strikes.length]).toEqual([1, 1]);
  await mo.post(`${path}/undo`);
  await rig.node.settle();
  const [after] = await rig.ctx.sql`select limited from accounts where id = ${author.id}`;
  expect(after).toEqual({ limited: false });
});

it("decides nothing that is closed, and begins nothing that could be done about none", async () => {
  const bulks = async () => (await rig.ctx.sql`select from case_bulks`).length;
  const before = await bulks();
  for (const state of ["closed", "decided", "dismissed"])
    expect((await start({ state })).status, state).toBe(422);
  const decide = (more: object) =>
    mo.post(BULKS, { filter: {}, state: "decided", category: "spam", ...more });
  for (const kind of ["label", "note", "filter"])
    expect((await decide({ action: { kind } })).status, kind).toBe(422);
  expect((await decide({ action: { kind: "defederate" } })).status).toBe(403);
  expect((await decide({ text: "x".repeat(5_001) })).status).toBe(422);
  expect((await decide({ rule_ids: [rig.ctx.ids.next()] })).status).toBe(422);
  expect(await bulks()).toBe(before);
});
