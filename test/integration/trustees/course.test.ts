import { afterAll, beforeAll, expect, it } from "vitest";
import { requestFollow } from "#server/relations/follow.ts";
import { moveTrustees, remindPanels } from "#server/trustees/tasks.ts";
import { type ApiRig, createApiRig, type Person } from "#test/integration/api/rig.ts";
import { createFakeClock } from "#test/support/clock.ts";
import { must, reported, seatsOf, settle, trustee } from "./rig.ts";

const API = "/api/folkmoot/v1";
const OWN = "/api/folkmoot/v1/trustee";
const HOUR = 3_600_000;
const clock = createFakeClock();

let rig: ApiRig;
let admin: Person;
let ana: Person;
let ben: Person;
const people = new Map<string, Person>();

beforeAll(async () => {
  rig = await createApiRig({}, { clock });
  admin = await rig.person("adm", { role: "admin" });
  ana = await rig.person("ana");
  ben = await rig.person("ben");
  for (const name of ["t1", "t2", "t3", "t4", "t5", "t6"]) {
    const person = await trustee(rig, admin, name);
    people.set(person.id, person);
  }
}, 120_000);
afterAll(() => rig.close(), 60_000);

async function ask(caseId: string): Promise<string> {
  const [{ version }] = await rig.ctx.sql<
    [{ version: number }]
  >`select version from cases where id = ${caseId}`;
  const { id } = must(await admin.post(`${API}/cases/${caseId}/panel`, { version }), 201);
  await settle(rig);
  return id;
}

const members = async (panelId: string) =>
  (await seatsOf(rig, panelId)).map((id) => people.get(id)).filter((each) => each !== undefined);

async function stageOf(panelId: string): Promise<{ stage: string; why: string | null }> {
  const [row] = await rig.ctx.sql<{ stage: string; why: string | null }[]>`
    select stage, ended_why as why from panels where id = ${panelId}`;
  if (row === undefined) throw new Error("no panel");
  return row;
}

const vote = (who: Person, panelId: string, verdict: string) =>
  who.post(`${OWN}/panels/${panelId}/vote`, { verdict });

async function finish(panelId: string, verdict: string): Promise<void> {
  for (const each of await members(panelId)) must(await vote(each, panelId, verdict));
  for (const each of await members(panelId)) must(await vote(each, panelId, verdict));
  for (const each of await members(panelId))
    must(await each.post(`${OWN}/panels/${panelId}/signature`, { document: null }));
  await settle(rig);
}

it("who stays silent is reminded once, then replaced; who was there goes on", async () => {
  const { caseId } = await reported(rig, { author: ana, reporter: ben }, "silence");
  const panelId = await ask(caseId);
  const [first, second, silent] = (await members(panelId)) as [Person, Person, Person];
  must(await vote(first, panelId, "none"));
  must(await vote(second, panelId, "none"));
  const letters = async () =>
    must(await silent.get("/api/v1/conversations")).filter(
      ({ last_status: { content } }: { last_status: { content: string } }) => content.includes(panelId),
    ).length;
  expect(await letters()).toBe(1);
  clock.advance(60 * HOUR);
  await remindPanels(rig.ctx);
  await remindPanels(rig.ctx);
  await rig.node.settle();
  const [reminded] = await rig.ctx.sql<{ count: number }[]>`
    select count(*)::int as count from panel_members where panel_id = ${panelId} and reminded_of = 'voting'`;
  expect(reminded?.count).toBe(1);
  clock.advance(13 * HOUR);
  await settle(rig);
  expect(await members(panelId)).not.toContain(silent);
  const substitute = (await members(panelId)).find((each) => each !== first && each !== second);
  expect((await vote(silent, panelId, "none")).status).toBe(404);
  expect((await stageOf(panelId)).stage).toBe("voting");
  if (substitute === undefined) throw new Error("nobody came");
  must(await vote(substitute, panelId, "none"));
  expect((await stageOf(panelId)).stage).toBe("deliberating");
  // Nobody confirms anything: the votes stand as they were shown. Two of three sign, and that is enough.
  clock.advance(49 * HOUR);
  await settle(rig);
  expect((await stageOf(panelId)).stage).toBe("signing");
  for (const each of [first, second])
    must(await each.post(`${OWN}/panels/${panelId}/signature`, { document: null }));
  clock.advance(37 * HOUR);
  await settle(rig);
  expect((await stageOf(panelId)).stage).toBe("decided");
});

it("a panel that never answers comes to nothing, and its case is the desk's again", async () => {
  const { caseId } = await reported(rig, { author: ana, reporter: ben }, "nobody");
  const panelId = await ask(caseId);
  for (let rounds = 0; rounds < 8 && (await stageOf(panelId)).stage === "voting"; rounds++) {
    clock.advance(73 * HOUR);
    await settle(rig);
  }
  expect(await stageOf(panelId)).toMatchObject({ stage: "failed" });
  expect(must(await admin.get(`${API}/cases/${caseId}`)).state).toBe("open");
  const [{ version }] = await rig.ctx.sql<
    [{ version: number }]
  >`select version from cases where id = ${caseId}`;
  must(await admin.post(`${API}/cases/${caseId}/close`, { version, state: "dismissed" }));
});

it("what a moderator did at once in an emergency is confirmed by the panel, or taken back wholly", async () => {
  for (const verdict of ["remove", "sensitive", "none"]) {
    const { postId, caseId } = await reported(rig, { author: ana, reporter: ben }, `emergency ${verdict}`);
    const { version } = must(await admin.get(`${API}/cases/${caseId}`));
    const subject = { kind: "post", id: postId };
    const acting = { subject, kind: "remove", case_id: caseId, case_version: version, category: "violence" };
    const action = must(await admin.post(`${API}/actions`, acting), 201);
    expect((await ben.get(`/api/v1/statuses/${postId}`)).status).toBe(404);
    const panelId = await ask(caseId);
    await finish(panelId, verdict);
    const found = must(await admin.get(`${API}/actions?case_id=${caseId}`));
    const [row] = await rig.ctx.sql<{ outcome: string; actionId: string }[]>`
      select outcome, action_id as "actionId" from decisions where panel_id = ${panelId}`;
    if (verdict === "remove") {
      expect(row).toEqual({ outcome: "confirmed", actionId: action.id });
      expect((await ben.get(`/api/v1/statuses/${postId}`)).status).toBe(404);
      continue;
    }
    expect(row?.outcome).toBe("replaced");
    expect(found.find(({ id }: { id: string }) => id === action.id).in_force).toBe(false);
    const post = must(await ben.get(`/api/v1/statuses/${postId}`));
    expect(post.sensitive).toBe(verdict === "sensitive");
  }
});

it("nobody is drawn who has a stake in the case: by a follow, a part in it, or an interest that they declared", async () => {
  const all = [...people.values()] as [Person, Person, Person, Person, Person, Person];
  const [follows, followed, interested] = all;
  for (const [followerId, followeeId] of [
    [follows.id, ana.id],
    [ben.id, followed.id],
  ] as const)
    expect((await requestFollow(rig.ctx, { followerId, followeeId })).ok).toBe(true);
  await rig.node.settle();
  const office = { languages: ["en"], interests: [{ kind: "account", value: "@ana" }] };
  must(await interested.put(OWN, office));
  const { caseId } = await reported(rig, { author: ana, reporter: ben }, "a stake in it");
  const panelId = await ask(caseId);
  const record = (await rig.request("GET", `/moot/panels/${panelId}`)).body;
  expect(record.excluded).toHaveLength(3);
  expect(record.roster).toHaveLength(6);
  const sitting = await members(panelId);
  expect(sitting).toHaveLength(3);
  for (const each of [follows, followed, interested]) expect(sitting).not.toContain(each);

  // One more of them has a stake, and nobody can take the seat: it stays empty, and the rest decides.
  const [leaving, ...rest] = sitting as [Person, Person, Person];
  must(await leaving.post(`${OWN}/panels/${panelId}/recuse`, { because: "stake", why: "My cousin" }));
  expect(await members(panelId)).toEqual(rest);
  await finish(panelId, "none");
  const { body } = await rig.request("GET", `/moot/decisions/${panelId}`);
  expect(body.votes).toHaveLength(2);
  expect(body.absent).toHaveLength(1);
  must(await interested.put(OWN, { languages: ["en"] }));

  // Whoever reported appeals against a panel that did nothing; there are too few for a larger one, and it waits.
  const [own] = must(await ben.get(`${API}/my/reports`));
  expect(own).toMatchObject({ state: "closed" });
});

it("a trustee who pauses, leaves or is removed is drawn no more; who is removed hears why", async () => {
  const extra = await trustee(rig, admin, "t7");
  people.set(extra.id, extra);
  must(await extra.post(`${OWN}/pause`, { until: new Date(clock.now().getTime() + HOUR).toISOString() }));
  const { caseId } = await reported(rig, { author: ben, reporter: ana }, "paused");
  const panelId = await ask(caseId);
  const { trustee: name } = must(await extra.get(OWN)).key;
  const roster = (await rig.request("GET", `/moot/panels/${panelId}`)).body.roster;
  expect(roster.some((each: { trustee: string }) => each.trustee === name)).toBe(false);
  clock.advance(2 * HOUR);
  await moveTrustees(rig.ctx);
  expect(must(await extra.get(OWN)).state).toBe("active");
  expect((await admin.post(`${API}/trustees/${extra.id}/remove`, { why: " " })).status).toBe(422);
  must(
    await admin.post(`${API}/trustees/${extra.id}/remove`, { why: "Told others what was said in a panel" }),
  );
  expect(must(await extra.get(OWN))).toMatchObject({
    state: "ended",
    ended_as: "removed",
    ended_why: "Told others what was said in a panel",
    key: null,
  });
  // Of those who are in office, one leaves in the middle of a panel: a substitute comes.
  const [leaving] = (await members(panelId)) as [Person];
  must(await leaving.post(`${OWN}/leave`, {}));
  expect(await members(panelId)).not.toContain(leaving);
  // The panel is dissolved for a reason.
  expect((await ana.post(`${API}/panels/${panelId}/dissolve`, { reason: "x" })).status).toBe(403);
  must(
    await admin.post(`${API}/panels/${panelId}/dissolve`, { reason: "The post was deleted by its author" }),
  );
  expect(await stageOf(panelId)).toMatchObject({ stage: "dissolved" });
});

it("a term ends by itself, and too few trustees make no panel", async () => {
  clock.advance(366 * 24 * HOUR);
  await moveTrustees(rig.ctx);
  const states = must(await admin.get(`${API}/trustees?state=active`));
  expect(states).toEqual([]);
  const { caseId, version } = await reported(rig, { author: ana, reporter: ben }, "too few");
  const asked = await admin.post(`${API}/cases/${caseId}/panel`, { version });
  expect(asked.status).toBe(409);
  expect(asked.body.error).toContain("only 0 trustees");
});
