import { afterAll, beforeAll, expect, it } from "vitest";
import { verifyRoster } from "#protocol/moot/roster.ts";
import { importPublicKey } from "#protocol/signing/keys.ts";
import { nodeIdentity } from "#server/moot/sign.ts";
import { type ApiRig, createApiRig, type Person } from "#test/integration/api/rig.ts";
import { certify, must, reported, settle, trustee } from "./rig.ts";

const API = "/api/folkmoot/v1";
const OWN = "/api/folkmoot/v1/trustee";

let rig: ApiRig;
let admin: Person;
let ana: Person;
beforeAll(async () => {
  rig = await createApiRig();
  admin = await rig.person("adm", { role: "admin" });
  ana = await rig.person("ana");
}, 120_000);
afterAll(() => rig.close(), 60_000);

const office = (more: Record<string, unknown> = {}) => ({ account_id: ana.id, languages: ["en"], ...more });

it("nobody is a trustee who has not been asked, has not consented, or is not certified", async () => {
  expect((await ana.get(OWN)).status).toBe(404);
  expect((await ana.post(`${OWN}/answer`, { consents: true })).status).toBe(409);
  expect((await ana.post(`${API}/trustees`, office())).status).toBe(403);
  const invited = must(
    await admin.post(`${API}/trustees`, office({ topics: ["hate"], term_months: 6 })),
    201,
  );
  expect(invited).toMatchObject({
    state: "invited",
    community: rig.ctx.handleHost,
    term_until: null,
  });
  expect((await admin.post(`${API}/trustees`, office())).status).toBe(409);
  expect((await ana.post(`${OWN}/key`, { proof: null })).status).toBe(409);
  expect((await ana.post(`${OWN}/training/en-1`, { verdict: "remove" })).status).toBe(409);
  expect(must(await ana.post(`${OWN}/answer`, { consents: false })).state).toBe("declined");
  must(await admin.post(`${API}/trustees`, office()), 201);
  const consented = must(await ana.post(`${OWN}/answer`, { consents: true }));
  expect(consented).toMatchObject({ state: "training", certified_at: null, key: null });
  must(await ana.post(`${OWN}/key`, { proof: null }));
  const wrong = must(await ana.post(`${OWN}/training/en-1`, { verdict: "none" }));
  expect(wrong).toMatchObject({ right: false, certified: false });
  const before = must(await ana.get(`${OWN}/training`));
  expect(before.cases.find(({ id }: { id: string }) => id === "en-1").answer).toMatchObject({ tries: 1 });
  expect(before.cases.find(({ id }: { id: string }) => id === "en-2").answer).toBeNull();
  await certify(ana);
  expect(must(await ana.get(OWN)).state).toBe("active");
  const people = must(await admin.get(`${API}/trustees?state=active`));
  expect(people.map(({ account_id }: { account_id: string }) => account_id)).toEqual([ana.id]);
});

it.each([
  ["no language", { languages: [] }],
  ["a language that is none", { languages: ["english"] }],
  ["a region that is none", { regions: ["Berlin"] }],
  ["a topic that is none", { topics: ["weather"] }],
  ["a community that is none", { community: "not a domain" }],
  ["a term without an end", { term_months: 0 }],
])("an invitation with %s is refused", async (_, more) => {
  const person = await rig.person(_.replaceAll(/\W/g, ""));
  expect((await admin.post(`${API}/trustees`, office({ account_id: person.id, ...more }))).status).toBe(422);
});

it("somebody of another server is asked with an account here", async () => {
  const id = await rig.remote("bo@far.example");
  expect((await admin.post(`${API}/trustees`, office({ account_id: id }))).status).toBe(422);
});

it("a node trains with cases of its own, in its languages", async () => {
  const made = {
    language: "nl",
    category: "spam",
    text: "Koop nu!",
    rule: "Geen reclame",
    verdicts: ["remove"],
    why: "Reclame",
  };
  expect((await admin.post(`${API}/training_cases`, { ...made, verdicts: ["ban"] })).status).toBe(422);
  expect((await admin.post(`${API}/training_cases`, { ...made, text: " " })).status).toBe(422);
  const { id } = must(await admin.post(`${API}/training_cases`, made), 201);
  const dutch = await rig.person("dirk");
  must(await admin.post(`${API}/trustees`, office({ account_id: dutch.id, languages: ["nl"] })), 201);
  must(await dutch.post(`${OWN}/answer`, { consents: true }));
  expect(must(await dutch.get(`${OWN}/training`))).toMatchObject({ needed: 1, cases: [{ id }] });
  const judged = must(await dutch.post(`${OWN}/training/${id}`, { verdict: "remove" }));
  expect(judged).toEqual({ right: true, why: "Reclame", certified: true });
  must(await admin.delete(`${API}/training_cases/${id}`));
  expect((await admin.delete(`${API}/training_cases/${id}`)).status).toBe(404);
  expect((await dutch.post(`${OWN}/training/${id}`, { verdict: "remove" })).status).toBe(404);
});

it("what trustees say of themselves is checked, and pauses are theirs", async () => {
  const says = (more: object) => ana.put(OWN, { languages: ["en", "de"], ...more });
  expect((await says({ interests: [{ kind: "domain", value: "not a domain" }] })).status).toBe(422);
  const interests = [{ kind: "domain", value: "employer.example" }];
  expect(must(await says({ interests }))).toMatchObject({ languages: ["en", "de"], interests });
  expect((await ana.post(`${OWN}/resume`, {})).status).toBe(409);
  expect(must(await ana.post(`${OWN}/pause`, {})).state).toBe("paused");
  expect(must(await ana.post(`${OWN}/resume`, {})).state).toBe("active");
  const past = await ana.post(`${OWN}/pause`, { until: "2020-01-01T00:00:00Z" });
  expect(past.status).toBe(422);
});

it("the roster says who signs here, under names that are nobody's account, and is the node's word", async () => {
  const { headers, body } = await rig.request("GET", "/moot/roster");
  expect(headers.get("access-control-allow-origin")).toBe("*");
  const { method, publicKeyMultibase } = await nodeIdentity(rig.ctx);
  const key = await importPublicKey(publicKeyMultibase);
  if (!key.ok) throw new Error(key.error.type);
  const verified = await verifyRoster(body, { node: { method, key: key.value }, now: rig.ctx.clock.now() });
  const { key: own } = must(await ana.get(OWN));
  expect(verified).toMatchObject({
    ok: true,
    value: { trustees: [{ trustee: own.trustee, keptBy: "node" }] },
  });
  expect(JSON.stringify(body)).not.toContain(ana.id);
  expect(JSON.stringify(body)).not.toContain("ana");
});

it("a panel of several communities is of none alone, and nobody of another server judges its people", async () => {
  const ben = await rig.person("ben");
  const mia = await rig.person("mia");
  for (const [name, community] of [
    ["u1", "red.example"],
    ["u2", "red.example"],
    ["u3", "red.example"],
    ["u4", "blue.example"],
    ["u5", "green.example"],
  ] as const)
    await trustee(rig, admin, name, { community });
  const { caseId, version } = await reported(rig, { author: mia, reporter: ben }, "of several communities");
  const { id: panelId } = must(await admin.post(`${API}/cases/${caseId}/panel`, { version }), 201);
  await settle(rig);
  const panel = (await rig.request("GET", `/moot/panels/${panelId}`)).body;
  const homes = panel.members.map(
    (member: string) => panel.roster.find((each: { trustee: string }) => each.trustee === member).community,
  );
  expect(new Set(homes).size).toBe(3);
  expect(must(await admin.get(`${API}/cases/${caseId}/panels`))).toMatchObject([
    { id: panelId, stage: "voting" },
  ]);
  expect((await mia.get(`${OWN}/panels/${panelId}`)).status).toBe(404);
  expect((await mia.get(`${OWN}/panels`)).body).toEqual([]);
});
