import { afterAll, beforeAll, expect, it } from "vitest";
import { eventually } from "#test/e2e/people.ts";
import type { Person } from "../api/rig.ts";
import { decideAs } from "../trustees/decide.ts";
import { must, reported, settle, trustee } from "../trustees/rig.ts";
import { createMootNode, follow, type MootNode, setPolicy, stateOf } from "./rig.ts";

const api = "/api/folkmoot/v1";
let home: MootNode;
let away: MootNode;
let ana: Person;
let ben: Person;
let zoe: Person;
const trustees: Person[] = [];

beforeAll(async () => {
  [home, away] = await Promise.all([createMootNode(), createMootNode()]);
  for (let n = 1; n <= 8; n++) trustees.push(await trustee(home, home.admin, `t${n}`));
  [ana, ben, zoe] = [await home.person("ana"), await home.person("ben"), await away.person("zoe")];
  // Somebody there reads her, so that the post gets there, and so do its removal and its return.
  const found = await away.ctx.resolve.account(home.ctx.uris.account(ana.id));
  if (!found.ok) throw new Error(found.error.type);
  await zoe.post(`/api/v1/accounts/${found.value.id}/follow`);
  await eventually(async () => {
    const { body } = await zoe.get(`/api/v1/accounts/relationships?id=${found.value.id}`);
    expect(body[0].following).toBe(true);
  });
  await follow(away, home);
  await setPolicy(away, { peer: home.host, treatment: "apply" });
}, 120_000);
afterAll(() => Promise.all([home?.close(), away?.close()]));

it("what a panel decides is applied elsewhere, and undone there when a larger one decides otherwise", async () => {
  const { postId, caseId, version } = await reported(home, { author: ana, reporter: ben }, "All of you");
  const iri = home.ctx.uris.post(postId);
  const there = await eventually(async () => {
    const [row] = await away.ctx.sql<{ id: string; accountId: string }[]>`
      select id, account_id as "accountId" from posts where iri = ${iri}`;
    if (row === undefined) throw new Error("not there yet");
    return row;
  });
  const before = await stateOf(away, there);

  const { id: panelId } = must(await home.admin.post(`${api}/cases/${caseId}/panel`, { version }), 201);
  await settle(home);
  await decideAs(home, { trustees, panelId, verdicts: ["remove"] });
  const state = async () => {
    const rows = await away.ctx.sql<{ level: number; state: string }[]>`
      select level, state from received_decisions order by level`;
    return rows.map(({ level, state }) => `${level} ${state}`);
  };
  await eventually(async () => expect(await state()).toEqual(["0 applied"]));
  expect((await zoe.get(`/api/v1/statuses/${there.id}`)).status).toBe(404);

  const [told] = must(await ana.get(`${api}/decisions`));
  must(await ana.post(`${api}/decisions/${told.id}/appeal`, { text: "I quoted them." }), 201);
  await settle(home);
  const [larger] = await home.ctx.sql<{ id: string }[]>`
    select id from panels where case_id = ${caseId} and level = 1`;
  await decideAs(home, { trustees, panelId: larger?.id ?? "", verdicts: ["none"] });
  await eventually(async () => expect(await state()).toEqual(["0 reversed", "1 applied"]));
  await eventually(async () => expect(await stateOf(away, there)).toEqual(before));
  expect((await ben.get(`/api/v1/statuses/${postId}`)).status).toBe(200);
  expect((await zoe.get(`/api/v1/statuses/${there.id}`)).status).toBe(200);
}, 120_000);

it("goes to the author's server, which hears of it when it follows the node", async () => {
  const zoePost = await away.publish(zoe, "Written elsewhere");
  const found = await home.ctx.resolve.post(away.ctx.uris.post(zoePost));
  if (!found.ok) throw new Error(found.error.type);
  const [row] = await home.ctx.sql<{ accountId: string }[]>`
    select account_id as "accountId" from posts where id = ${found.value.id}`;
  must(await ben.post("/api/v1/reports", { account_id: row?.accountId, status_ids: [found.value.id] }));
  const [of] = await home.ctx.sql<{ id: string; version: number }[]>`
    select id, version from cases where subject_id = ${found.value.id}`;
  const asked = await home.admin.post(`${api}/cases/${of?.id}/panel`, { version: of?.version });
  const { id: panelId } = must(asked, 201);
  await settle(home);
  await decideAs(home, { trustees, panelId, verdicts: ["sensitive"] });
  const [published] = await home.ctx.sql<{ concerned: string[] }[]>`
    select concerned from published_decisions where iri = ${home.ctx.uris.decision(panelId)}`;
  expect(published?.concerned).toEqual([row?.accountId]);
  await eventually(async () => {
    const { body } = await away.admin.get(`/api/v1/statuses/${zoePost}`);
    expect(body.sensitive).toBe(true);
  });
}, 120_000);
