import { afterAll, beforeAll, expect, it } from "vitest";
import { type ApiRig, createApiRig, type Person } from "../api/rig.ts";

let rig: ApiRig;
let moderator: Person;
let ana: Person;
let ben: Person;
beforeAll(async () => {
  rig = await createApiRig();
  moderator = await rig.person("mia", { role: "moderator" });
  ana = await rig.person("ana");
  ben = await rig.person("ben");
});
afterAll(() => rig.close());

const base = "/api/folkmoot/v1";

async function act(subject: object, kind: string, params: object): Promise<string> {
  const reasons = { category: "other", facts: "It is not so.", ...params };
  const taken = await moderator.post(`${base}/actions`, { subject, kind, ...reasons });
  expect(taken.status).toBe(201);
  return taken.body.id;
}
const undo = async (id: string) =>
  expect((await moderator.post(`${base}/actions/${id}/undo`, { reason: "a mistake" })).status).toBe(200);
const page = async (path: string) => (await fetch(`${rig.origin}${path}`)).text();

it("labels and notes under a post are read in clients, timelines and on pages until they are taken back", async () => {
  const id = await rig.publish(ana, "The moon is a cheese");
  const subject = { kind: "post", id };
  const label = await act(subject, "label", { label: "disputed" });
  const note = await act(subject, "note", { note: "It is <b>rock</b> & dust." });
  const folkmoot = { labels: ["disputed"], context_notes: [{ text: "It is <b>rock</b> & dust." }] };
  expect((await ben.get(`/api/v1/statuses/${id}`)).body).toMatchObject({ folkmoot });
  expect((await ben.get("/api/v1/timelines/public")).body[0]).toMatchObject({ id, folkmoot });
  const shown = await page(`/@ana/${id}`);
  expect(shown).toContain("Added by the moderators of this site");
  expect(shown).toContain("Label: disputed");
  expect(shown).toContain("It is &lt;b&gt;rock&lt;/b&gt; &amp; dust.");

  await undo(label);
  const rest = (await ben.get(`/api/v1/statuses/${id}`)).body;
  expect(rest.folkmoot).toEqual({ ...folkmoot, labels: [] });
  await undo(note);
  expect((await ben.get(`/api/v1/statuses/${id}`)).body.folkmoot).toBeUndefined();
  expect(await page(`/@ana/${id}`)).not.toContain("Added by the moderators");
});

it("labels of an account stand beside its name, also above its posts, until they are taken back", async () => {
  const id = await rig.publish(ana, "Hello");
  const label = await act({ kind: "account", id: ana.id }, "label", { label: "parody" });
  const folkmoot = { labels: ["parody"] };
  expect((await ben.get(`/api/v1/accounts/${ana.id}`)).body).toMatchObject({ folkmoot });
  expect((await ben.get(`/api/v1/statuses/${id}`)).body.account).toMatchObject({ folkmoot });
  expect(await page("/@ana")).toContain("labelled by the moderators of this site: parody");

  await undo(label);
  expect((await ben.get(`/api/v1/accounts/${ana.id}`)).body.folkmoot).toBeUndefined();
  expect(await page("/@ana")).not.toContain("labelled by");
});
