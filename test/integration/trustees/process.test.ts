import { afterAll, beforeAll, expect, it } from "vitest";
import { verifyRecord } from "#protocol/moot/record.ts";
import { decisionRecord } from "#server/trustees/records.ts";
import { type ApiRig, createApiRig, type Person } from "#test/integration/api/rig.ts";
import { must, reported, seatsOf, settle, trustee } from "./rig.ts";

const API = "/api/folkmoot/v1";
const OWN = "/api/folkmoot/v1/trustee";

let rig: ApiRig;
let admin: Person;
let ana: Person;
let ben: Person;
let trustees: Person[];

beforeAll(async () => {
  rig = await createApiRig();
  admin = await rig.person("adm", { role: "admin" });
  ana = await rig.person("ana");
  ben = await rig.person("ben");
  trustees = [];
  for (const name of ["t1", "t2", "t3", "t4", "t5", "t6", "t7", "t8"])
    trustees.push(await trustee(rig, admin, name));
}, 120_000);
afterAll(() => rig.close(), 60_000);

const by = (accountId: string) => {
  const found = trustees.find(({ id }) => id === accountId);
  if (found === undefined) throw new Error("not drawn from the trustees");
  return found;
};

/** Those who sit. */
const seated = async (panelId: string) => (await seatsOf(rig, panelId)).map(by);

async function ask(caseId: string, version: number): Promise<string> {
  const { id } = must(await admin.post(`${API}/cases/${caseId}/panel`, { version }), 201);
  await settle(rig);
  return id;
}

/** Everybody votes for the same, twice, and signs. */
async function decide(panelId: string, verdict: string): Promise<void> {
  const members = await seated(panelId);
  const path = `${OWN}/panels/${panelId}`;
  for (const member of members) must(await member.post(`${path}/vote`, { verdict }));
  for (const member of members) must(await member.post(`${path}/vote`, { verdict }));
  for (const member of members) must(await member.post(`${path}/signature`, { document: null }));
  await settle(rig);
}

it("a case is decided by a panel, appealed against, and decided otherwise by a larger one: all is as before", async () => {
  const { postId, caseId, version } = await reported(
    rig,
    { author: ana, reporter: ben },
    "All of you are idiots",
  );
  const before = must(await ben.get(`/api/v1/statuses/${postId}`));
  const panelId = await ask(caseId, version);
  const path = `${OWN}/panels/${panelId}`;
  const drawn = await seated(panelId);
  expect(drawn).toHaveLength(3);

  // One has no time, and a substitute is drawn.
  const [busy] = drawn;
  if (busy === undefined) throw new Error("nobody");
  must(await busy.post(`${path}/recuse`, { because: "time", why: "Away" }));
  const members = await seated(panelId);
  expect(members).toHaveLength(3);
  expect(members).not.toContain(busy);
  expect((await busy.post(`${path}/vote`, { verdict: "none" })).status).toBe(404);

  // The moderators leave it to them.
  const [now] = await rig.ctx.sql<{ version: number }[]>`select version from cases where id = ${caseId}`;
  const closed = await admin.post(`${API}/cases/${caseId}/close`, { ...now, state: "dismissed" });
  expect(closed.status).toBe(409);

  // Nobody sees a vote before all have voted.
  const [first, second, third] = members as [Person, Person, Person];
  must(await first.post(`${path}/vote`, { verdict: "remove" }));
  expect((await first.post(`${path}/vote`, { verdict: "none" })).status).toBe(409);
  must(await second.post(`${path}/vote`, { verdict: "remove" }));
  expect(must(await second.get(path)).votes).toEqual([]);
  const shown = must(await third.post(`${path}/vote`, { verdict: "none" }));
  expect(shown.stage).toBe("deliberating");
  expect(shown.votes.map(({ first: { verdict } }: { first: { verdict: string } }) => verdict).sort()).toEqual(
    ["none", "remove", "remove"],
  );

  // They talk, write the reasons together, and one changes their mind.
  must(await first.post(`${path}/messages`, { text: "It is an insult of everybody." }));
  const draft = { facts: "It insults everybody.", reasons: "We do not insult.", minority: "" };
  must(await second.put(`${path}/draft`, { ...draft, version: shown.version }));
  const stale = await third.put(`${path}/draft`, { ...draft, facts: "x", version: shown.version });
  expect(stale.status).toBe(409);
  must(await first.post(`${path}/vote`, { verdict: "remove" }));
  must(await second.post(`${path}/vote`, { verdict: "remove" }));
  const ready = must(await third.post(`${path}/vote`, { verdict: "remove" }));
  expect(ready.decision).toMatchObject({ verdict: "remove", reasons: "We do not insult." });
  expect((await busy.get(path)).body.decision).toBeNull();
  for (const member of members) must(await member.post(`${path}/signature`, { document: null }));
  await settle(rig);

  // It is carried out, and can be verified by whoever gets it.
  expect((await ben.get(`/api/v1/statuses/${postId}`)).status).toBe(404);
  const record = await decisionRecord(rig.ctx, panelId);
  expect(await verifyRecord(record ?? {}, { now: rig.ctx.clock.now() })).toMatchObject({ ok: true });
  const [told] = must(await ana.get(`${API}/decisions`));
  expect(told).toMatchObject({ kind: "remove", statement: { automated: false, text: "We do not insult." } });
  expect(must(await ben.get(`${API}/my/reports`))[0]).toMatchObject({ state: "closed" });

  // The author appeals, once; five others hear it, none of whom has judged it.
  must(await ana.post(`${API}/decisions/${told.id}/appeal`, { text: "I quoted them." }), 201);
  const again = await ana.post(`${API}/decisions/${told.id}/appeal`, { text: "Again" });
  expect(again.status).toBe(409);
  await settle(rig);
  const [appealed] = await rig.ctx.sql<{ id: string; size: number }[]>`
    select id, size from panels where case_id = ${caseId} and level = 1`;
  expect(appealed?.size).toBe(5);
  const larger = appealed?.id ?? "";
  const hearing = await seated(larger);
  expect(hearing.filter((each) => members.includes(each))).toEqual([]);
  const seen = must((await hearing[0]?.get(`${OWN}/panels/${larger}`)) ?? { status: 0, body: null });
  expect(seen.appeals).toEqual([{ side: "author", text: "I quoted them." }]);
  await decide(larger, "none");

  // Everything is as before.
  const { edited_at: _, ...after } = must(await ben.get(`/api/v1/statuses/${postId}`));
  const { edited_at: __, ...was } = before;
  expect(after).toEqual(was);
  const reversal = await decisionRecord(rig.ctx, larger);
  expect(reversal).toMatchObject({
    decision: { heard: `${rig.origin}/moot/decisions/${panelId}`, level: 1 },
  });
  expect(await verifyRecord(reversal ?? {}, { now: rig.ctx.clock.now() })).toMatchObject({ ok: true });
});
