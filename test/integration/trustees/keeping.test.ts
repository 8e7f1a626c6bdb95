import { afterAll, beforeAll, expect, it } from "vitest";
import { deleteAccount } from "#server/accounts/delete.ts";
import { eraseOldEvidence } from "#server/cases/erase.ts";
import { eraseAbout } from "#server/ledger/erase.ts";
import { eraseLongRemoved } from "#server/posts/moderate.ts";
import { addRule } from "#server/site/rules.ts";
import { moveTrustees } from "#server/trustees/tasks.ts";
import { type ApiRig, createApiRig, type Person } from "#test/integration/api/rig.ts";
import { createFakeClock } from "#test/support/clock.ts";
import { decideAs } from "./decide.ts";
import { must, reported, settle, trustee } from "./rig.ts";

const API = "/api/folkmoot/v1";
const DAY = 86_400_000;
const clock = createFakeClock();

let rig: ApiRig;
let admin: Person;
let ana: Person;
let ben: Person;
const trustees: Person[] = [];

beforeAll(async () => {
  rig = await createApiRig({}, { clock });
  admin = await rig.person("adm", { role: "admin" });
  ana = await rig.person("ana");
  ben = await rig.person("ben");
  for (const name of ["t1", "t2", "t3", "t4"]) trustees.push(await trustee(rig, admin, name));
}, 120_000);
afterAll(() => rig.close(), 60_000);

/** A post that a panel has removed. */
async function removed(text: string, rules: readonly string[] = []) {
  const { postId, caseId, version } = await reported(rig, { author: ana, reporter: ben }, text);
  const { id: panelId } = must(await admin.post(`${API}/cases/${caseId}/panel`, { version }), 201);
  await settle(rig);
  if (rules.length > 0) {
    const path = `${API}/trustee/panels/${panelId}`;
    const seats = await rig.ctx.sql<{ accountId: string }[]>`
      select account_id as "accountId" from panel_members where panel_id = ${panelId} and left_at is null`;
    const members = trustees.filter(({ id }) => seats.some(({ accountId }) => accountId === id));
    for (let times = 0; times < 2; times++)
      for (const each of members) must(await each.post(`${path}/vote`, { verdict: "remove", rules }));
    for (const each of members) must(await each.post(`${path}/signature`, { document: null }));
    await settle(rig);
  } else await decideAs(rig, { trustees, panelId, verdicts: ["remove"] });
  const found: { id: string; statement: { text: string } }[] = must(await ana.get(`${API}/decisions`));
  const [action] = found;
  if (action === undefined) throw new Error("nobody was told");
  return { postId, caseId, panelId, action };
}

it("a rule that is as long as rules may be is reason enough, and the decision is carried out", async () => {
  const rules: string[] = [];
  for (let number = 0; number < 8; number++) {
    const added = await addRule(rig.ctx, { text: `${number} ${"No shouting. ".repeat(75)}` });
    if (!added.ok) throw new Error(added.error.type);
    rules.push(rig.ctx.uris.rule(added.value.id));
  }
  const { postId, action } = await removed("long rules", rules);
  expect((await ben.get(`/api/v1/statuses/${postId}`)).status).toBe(404);
  expect(action.statement.text).toHaveLength(5_000);
});

it("what a panel removed is kept as long as an appeal waits for another panel, however long that is", async () => {
  const { postId, caseId, action } = await removed("kept");
  must(await ana.post(`${API}/decisions/${action.id}/appeal`, { text: "I quoted them" }), 201);
  clock.advance(400 * DAY);
  await eraseLongRemoved(rig.ctx);
  await eraseOldEvidence(rig.ctx);
  const [post] = await rig.ctx.sql<{ html: string }[]>`select html from posts where id = ${postId}`;
  expect(post?.html).toContain("kept");
  const [left] = await rig.ctx.sql<{ count: number }[]>`
    select count(*)::int as count from evidence where case_id = ${caseId} and erased_at is null`;
  expect(left?.count).toBeGreaterThan(0);
  // Nobody hears it any more: their terms are over, and so is the time.
  await rig.ctx.sql`update panel_appeals set state = 'rejected'`;
  await eraseLongRemoved(rig.ctx);
  const [gone] = await rig.ctx.sql<{ html: string }[]>`select html from posts where id = ${postId}`;
  expect(gone?.html ?? "").not.toContain("kept");
});

it("what the law has erased stands in no decision, no draft and no appeal; that there was a panel stays", async () => {
  for (const name of ["u1", "u2", "u3"]) trustees.push(await trustee(rig, admin, name));
  const { postId, panelId, action } = await removed("to be erased");
  must(await ana.post(`${API}/decisions/${action.id}/appeal`, { text: "My name is Ana Quincewort" }), 201);
  expect((await rig.request("GET", `/moot/decisions/${panelId}`)).status).toBe(200);
  await eraseAbout(rig.ctx, rig.ctx.uris.post(postId), { reason: "Article 17", by: admin.id });
  for (const path of [`/moot/decisions/${panelId}`, `/moot/decisions/${panelId}/record`])
    expect((await rig.request("GET", path)).status).toBe(404);
  const kept = await rig.ctx.sql`select facts, reasons, minority, document from panels where id = ${panelId}`;
  expect(kept).toEqual([{ facts: "", reasons: "", minority: "", document: null }]);
  const appeals = await rig.ctx.sql`select text from panel_appeals where decision_id = ${panelId}`;
  expect(appeals).toEqual([{ text: "" }]);
  expect((await rig.request("GET", `/moot/panels/${panelId}`)).status).toBe(200);
});

it("who has deleted their account, or is suspended, judges nothing more", async () => {
  const leaving = await trustee(rig, admin, "v1");
  const frozen = await trustee(rig, admin, "v2");
  const name = must(await frozen.get(`${API}/trustee`)).key.trustee;
  expect((await deleteAccount(rig.ctx, leaving.id)).ok).toBe(true);
  await rig.ctx.sql`update logins set disabled_at = ${clock.now()} where account_id = ${frozen.id}`;
  await moveTrustees(rig.ctx);
  const [row] = await rig.ctx.sql<{ state: string }[]>`
    select state from trustees where account_id = ${leaving.id}`;
  expect(row?.state).toBe("ended");
  const { caseId, version } = await reported(rig, { author: ana, reporter: ben }, "who judges");
  const { id } = must(await admin.post(`${API}/cases/${caseId}/panel`, { version }), 201);
  await settle(rig);
  expect((await rig.request("GET", `/moot/panels/${id}`)).body.excluded).toContain(name);
});
