import { afterAll, beforeAll, expect, it } from "vitest";
import { verifyRecord } from "#protocol/moot/record.ts";
import { nodeIdentity } from "#server/moot/sign.ts";
import { type ApiRig, createApiRig, type Person } from "#test/integration/api/rig.ts";
import { type Committed, type OwnKey, ownKey } from "./own-key.ts";
import { certify, must, reported, seatsOf, settle } from "./rig.ts";

const API = "/api/folkmoot/v1";
const OWN = "/api/folkmoot/v1/trustee";

let rig: ApiRig;
let admin: Person;
let ana: Person;
let ben: Person;
const trustees: { person: Person; key: OwnKey }[] = [];

beforeAll(async () => {
  rig = await createApiRig();
  admin = await rig.person("adm", { role: "admin" });
  ana = await rig.person("ana");
  ben = await rig.person("ben");
  for (const name of ["t1", "t2", "t3", "t4", "t5"]) {
    const person = await rig.person(name);
    must(await admin.post(`${API}/trustees`, { account_id: person.id, languages: ["en"] }), 201);
    must(await person.post(`${OWN}/answer`, { consents: true }));
    const key = await ownKey(rig);
    const enrolled = must(await person.post(`${OWN}/key`, { proof: await key.proof(person.id) }));
    expect(enrolled.key).toMatchObject({ trustee: key.trustee, kept_by: "trustee" });
    await certify(person);
    trustees.push({ person, key });
  }
}, 120_000);
afterAll(() => rig.close(), 60_000);

/** A panel that votes, with those who sit in it and somebody who does not. */
async function voting(text: string) {
  const { caseId, version } = await reported(rig, { author: ana, reporter: ben }, text);
  const { id: panelId } = must(await admin.post(`${API}/cases/${caseId}/panel`, { version }), 201);
  await settle(rig);
  const seats = await seatsOf(rig, panelId);
  const members = seats.map((id) => trustees.find(({ person }) => person.id === id));
  const stranger = trustees.find(({ person }) => !seats.includes(person.id));
  if (members.length !== 3 || members.includes(undefined) || stranger === undefined)
    throw new Error("no panel");
  const [first, second, third] = members as [Trustee, Trustee, Trustee];
  return { panelId, caseId, first, second, third, stranger };
}
type Trustee = (typeof trustees)[number];

const cast = ({ person }: Trustee, panelId: string, document: unknown) =>
  person.post(`${OWN}/panels/${panelId}/ballots`, { document });

async function commitAll(panelId: string, members: readonly Trustee[]): Promise<Committed[]> {
  const committed: Committed[] = [];
  for (const member of members) {
    const made = await member.key.commitment(panelId, "remove");
    must(await cast(member, panelId, made.document));
    committed.push(made);
  }
  return committed;
}

it("a ballot is taken once, in its time, from whoever was drawn, with the key that they were drawn with", async () => {
  const { panelId, first, second, third, stranger } = await voting("ballots");
  const { document } = await first.key.commitment(panelId, "remove");
  const refused = async (who: Trustee, sent: unknown, status: number) =>
    expect((await cast(who, panelId, sent)).status).toBe(status);
  await refused(stranger, document, 404);
  // Somebody else's, and one that somebody else has signed for them.
  await refused(second, document, 403);
  await refused(first, { ...document, attributedTo: second.key.trustee }, 403);
  await refused(first, await second.key.sign({ ...document, proof: undefined }), 422);
  // Changed by a character, of another panel, by another keeper, an hour and more off.
  await refused(first, { ...document, published: "2020-01-01T00:00:00Z" }, 422);
  const elsewhere = await first.key.commitment(rig.ctx.ids.next(), "remove");
  await refused(first, elsewhere.document, 422);
  await refused(first, (await first.key.commitment(panelId, "remove", { keptBy: "node" })).document, 422);
  const published = new Date(rig.ctx.clock.now().getTime() - 3_700_000).toISOString().replace(/\.\d+Z/, "Z");
  await refused(first, (await first.key.commitment(panelId, "remove", { published })).document, 422);
  const almost = new Date(rig.ctx.clock.now().getTime() - 3_500_000).toISOString().replace(/\.\d+Z/, "Z");
  const late = await first.key.commitment(panelId, "remove", { published: almost });
  must(await cast(first, panelId, late.document));
  // Twice, and before it is time.
  await refused(first, late.document, 409);
  await refused(first, await late.reveal(), 409);
  await refused(first, await first.key.final(panelId, "remove"), 409);
  expect((await first.person.post(`${OWN}/panels/${panelId}/vote`, { verdict: "remove" })).status).toBe(409);

  const [, secret] = [late, ...(await commitAll(panelId, [second, third]))];
  if (secret === undefined) throw new Error("nothing committed");
  // Another vote than was committed to, another nonce, a verdict that is not offered, a rule that is none.
  await refused(second, await secret.reveal({ vote: { verdict: "none", days: null, rules: [] } }), 422);
  await refused(second, await secret.reveal({ nonce: late.nonce }), 422);
  await refused(second, await secret.reveal({ vote: { verdict: "suspend", days: null, rules: [] } }), 422);
  const rules = ["https://elsewhere.example/rules/1"];
  await refused(second, await secret.reveal({ vote: { verdict: "remove", days: null, rules } }), 422);
  must(await cast(second, panelId, await secret.reveal()));
  await refused(second, await secret.reveal(), 409);
});

it("who has signed for themselves makes a decision that anybody verifies, and signs nothing else", async () => {
  const { panelId, first, second, third, stranger } = await voting("signatures");
  const members = [first, second, third];
  const committed = await commitAll(panelId, members);
  for (const [at, member] of members.entries())
    must(await cast(member, panelId, await committed[at]?.reveal()));
  for (const member of members)
    must(await cast(member, panelId, await member.key.final(panelId, "sensitive")));
  const path = `${OWN}/panels/${panelId}`;
  const { decision } = must(await first.person.get(path));
  expect(decision).toMatchObject({ verdict: "sensitive", absent: [] });
  const sign = (who: Trustee, document: unknown) => who.person.post(`${path}/signature`, { document });
  expect((await sign(first, await stranger.key.sign(decision))).status).toBe(422);
  expect((await sign(first, await first.key.sign({ ...decision, verdict: "none" }))).status).toBe(422);
  expect((await sign(stranger, await stranger.key.sign(decision))).status).toBe(404);
  expect((await sign(first, null)).status).toBe(409);
  must(await sign(first, await first.key.sign(decision)));
  expect((await sign(first, await first.key.sign(decision))).status).toBe(409);
  must(await sign(second, await second.key.sign(decision)));
  must(await sign(third, await third.key.sign(decision)));
  await settle(rig);

  const { publicKeyMultibase: nodeKey } = await nodeIdentity(rig.ctx);
  const record = await rig.request("GET", `/moot/decisions/${panelId}/record`);
  expect(record.status).toBe(200);
  const now = rig.ctx.clock.now();
  const verified = await verifyRecord(record.body, { now, nodeKey });
  expect(verified).toMatchObject({ ok: true, value: { signers: members.map(({ key }) => key.trustee) } });
  const list = await rig.request("GET", "/moot/decisions");
  expect(list.body.decisions[0]).toEqual(record.body.decision);
  expect((await rig.request("GET", `/moot/panels/${panelId}`)).body).toMatchObject(
    (({ proof: _, ...panel }) => panel)(record.body.panel),
  );
  // A key that was changed since: what it has signed stays valid.
  const other = await ownKey(rig);
  must(await first.person.post(`${OWN}/key`, { proof: await other.proof(first.person.id) }));
  const again = await rig.request("GET", `/moot/decisions/${panelId}/record`);
  expect(await verifyRecord(again.body, { now: rig.ctx.clock.now(), nodeKey })).toMatchObject({ ok: true });
  first.key = other;
});

it("a key is taken from whoever shows that they have it, for themselves, and once", async () => {
  const [one, two] = trustees as [Trustee, Trustee];
  const fresh = await ownKey(rig);
  const enrol = (who: Trustee, proof: unknown) => who.person.post(`${OWN}/key`, { proof });
  expect((await enrol(one, await fresh.proof(two.person.id))).status).toBe(422);
  expect((await enrol(one, { ...(await fresh.proof(one.person.id)), published: "x" })).status).toBe(422);
  expect((await enrol(one, await two.key.proof(one.person.id))).status).toBe(409);
});
