import { afterAll, beforeAll, expect, it } from "vitest";
import { addRule } from "#server/site/rules.ts";
import { createFakeClock } from "#test/support/clock.ts";
import { type ApiRig, createApiRig, type Person } from "../api/rig.ts";
import { type OwnKey, ownKey } from "../trustees/own-key.ts";
import { must, reported, seatsOf, settle, trustee } from "../trustees/rig.ts";
import { type DeskPages, deskPages } from "./desk-pages.ts";

const API = "/api/folkmoot/v1";
const clock = createFakeClock();

let rig: ApiRig;
let pages: DeskPages;
let admin: Person;
let ana: Person;
let ben: Person;
let rule: string;
const trustees = new Map<string, Person>();

beforeAll(async () => {
  rig = await createApiRig({}, { clock });
  pages = deskPages(rig);
  admin = await rig.person("adm", { role: "admin" });
  ana = await rig.person("ana");
  ben = await rig.person("ben");
  const added = await addRule(rig.ctx, { text: "No <insults>" });
  rule = rig.ctx.uris.rule(added.ok ? added.value.id : "");
  for (const name of ["t1", "t2", "t3", "t4", "t5", "t6", "t7", "t8", "t9"]) {
    const person = await trustee(rig, admin, name);
    trustees.set(person.id, person);
  }
}, 120_000);
afterAll(() => rig.close(), 60_000);

type Three = [Person, Person, Person];
const members = async (panelId: string) =>
  (await seatsOf(rig, panelId)).map((id) => trustees.get(id) as Person);

async function ask(text: string): Promise<{ panelId: string; caseId: string; postId: string }> {
  const made = await reported(rig, { author: ana, reporter: ben }, text);
  const { caseId, version, postId } = made;
  const { id } = must(await admin.post(`${API}/cases/${caseId}/panel`, { version }), 201);
  await settle(rig);
  return { panelId: id, caseId, postId };
}

const page = (panelId: string) => `/trustee/panels/${panelId}`;
const isOffered = (html: string, verdict: string) => html.includes(`name="verdict" value="${verdict}"`);

it("a case is judged from the first vote to the signed decision by forms alone, and the appeal against it", async () => {
  const { panelId, caseId, postId } = await ask("All of you are idiots");
  const at = page(panelId);
  const [busy, stays] = (await members(panelId)) as Three;

  // What there is to judge, without names of those who complained.
  const seen = await pages.open(stays, at);
  expect(seen.status).toBe(200);
  expect(seen.html).not.toContain("<script");
  expect(seen.html).toContain("All of you are idiots");
  expect(seen.html).toContain("Look at this");
  expect(seen.html).not.toContain("@ben");
  expect(seen.html).toContain("No &lt;insults&gt;");
  expect(seen.html).toContain(`value="${rule}"`);
  for (const verdict of ["none", "warn", "sensitive", "remove"])
    expect(isOffered(seen.html, verdict), verdict).toBe(true);
  expect(isOffered(seen.html, "suspend")).toBe(false);
  expect(seen.html).toContain("2 other members have something to do.");
  expect((await pages.open(stays, "/trustee")).html).toContain("Your turn");

  // Nobody who does not sit in it sees that it is there.
  for (const other of [ana, ben, admin]) {
    expect((await pages.open(other, at)).status).toBe(404);
    expect((await pages.send(other, `${at}/ballots`, { verdict: "none" })).status).toBe(404);
  }
  expect((await pages.open(stays, page(caseId))).status).toBe(404);

  // One leaves their seat: with a reason, or not at all.
  const why = { why: "My <cousin>" };
  const unsaid = await pages.send(busy, `${at}/recusal`, why);
  expect(unsaid.status).toBe(422);
  expect(unsaid.html).toContain("My &lt;cousin&gt;");
  const left = await pages.send(busy, `${at}/recusal`, { ...why, because: "stake" });
  expect(left.to).toBe(`${at}?said=recused`);
  const gone = await pages.open(busy, left.to);
  expect(gone.html).toContain("because you had a stake in the case");
  expect(gone.html).not.toContain("All of you are idiots");
  expect((await pages.send(busy, `${at}/ballots`, { verdict: "none" })).status).toBe(409);
  const [first, second, third] = (await members(panelId)) as Three;

  // A vote that cannot be is named beside the form, with what was chosen.
  const bad = await pages.send(first, `${at}/ballots`, { verdict: "remove", days: "0", rules: rule });
  expect(bad.status).toBe(422);
  expect(bad.html).toContain("Choose one of these verdicts");
  expect(bad.html).toMatch(/value="remove" required checked/);
  expect(bad.html).toContain(`value="${rule}" checked`);
  const unfit: Record<string, string>[] = [
    {},
    { verdict: "suspend" },
    { verdict: "warn", rules: "https://x.example/1" },
  ];
  for (const fields of unfit) expect((await pages.send(first, `${at}/ballots`, fields)).status).toBe(422);

  // They vote unseen.
  const voted = await pages.send(first, `${at}/ballots`, { verdict: "remove", rules: rule });
  expect(voted.to).toBe(`${at}?said=voted`);
  const waiting = await pages.open(first, voted.to);
  expect(waiting.html).toContain("You have voted.");
  expect(isOffered(waiting.html, "none")).toBe(false);
  expect((await pages.send(first, `${at}/ballots`, { verdict: "none" })).status).toBe(409);
  await pages.send(second, `${at}/ballots`, { verdict: "remove", rules: rule });
  expect((await pages.open(third, at)).html).not.toContain("votes-title");
  await pages.send(third, `${at}/ballots`, { verdict: "none", days: "3", rules: rule });

  // All votes are shown; they talk, and write together.
  const shown = await pages.open(third, at);
  expect(shown.html).toContain("votes-title");
  expect(shown.html).toContain("Confirm or change your vote");
  expect(shown.html).toMatch(/value="none" required checked/);
  expect((await pages.send(first, `${at}/messages`, { text: " " })).status).toBe(422);
  await pages.send(first, `${at}/messages`, { text: "It insults <b>everybody</b>.\r\nReally." });
  const talk = await pages.open(second, at);
  expect(talk.html).toContain("It insults &lt;b&gt;everybody&lt;/b&gt;.\nReally.");
  const version = /name="version" value="(\d+)"/.exec(talk.html)?.[1] ?? "";
  const draft = { facts: "It insults everybody.", reasons: "We do not insult.", minority: "", version };
  expect((await pages.send(second, `${at}/draft`, draft)).to).toBe(`${at}?said=drafted`);
  const stale = await pages.send(third, `${at}/draft`, { ...draft, reasons: "My own reasons" });
  expect(stale.status).toBe(409);
  expect(stale.html).toContain(">My own reasons</textarea>");
  expect(stale.html).toContain('<p class="quoted" dir="auto">We do not insult.</p>');
  const fresh = /name="version" value="(\d+)"/.exec(stale.html)?.[1] ?? "";
  await pages.send(third, `${at}/draft`, { ...draft, minority: "I still doubt it.", version: fresh });

  // They confirm or change their votes, and sign what they came to.
  for (const member of [first, second, third])
    expect((await pages.send(member, `${at}/ballots`, { verdict: "remove", rules: rule })).status).toBe(303);
  expect((await pages.send(first, `${at}/messages`, { text: "Late" })).status).toBe(409);
  const ready = await pages.open(third, at);
  for (const said of ["We do not insult.", "I still doubt it.", "0 of 3 have signed."])
    expect(ready.html).toContain(said);
  expect((await pages.send(third, `${at}/signature`, { document: "{" })).status).toBe(422);
  expect((await pages.send(third, `${at}/signature`, {})).to).toBe(`${at}?said=signed`);
  expect((await pages.open(third, at)).html).toContain("You have signed it.");
  expect((await pages.send(third, `${at}/signature`, {})).status).toBe(409);
  for (const member of [first, second]) await pages.send(member, `${at}/signature`, {});
  await settle(rig);
  const decided = await pages.open(first, at);
  expect(decided.html).toContain("This panel has decided.");
  expect(decided.html).toContain(`href="/moot/decisions/${panelId}"`);
  expect(decided.html).not.toContain('action="/trustee');
  expect((await ben.get(`/api/v1/statuses/${postId}`)).status).toBe(404);

  // A larger panel hears the appeal, and nothing of the first one's votes.
  const [told] = must(await ana.get(`${API}/decisions`));
  must(await ana.post(`${API}/decisions/${told.id}/appeal`, { text: "I quoted <them>." }), 201);
  await settle(rig);
  const [larger] = await rig.ctx.sql<{ id: string }[]>`
    select id from panels where case_id = ${caseId} and level = 1`;
  const [hearing] = await members(larger?.id ?? "");
  if (hearing === undefined) throw new Error("nobody hears it");
  const { html } = await pages.open(hearing, page(larger?.id ?? ""));
  expect(html).toContain("It hears an appeal against a first panel");
  expect(html).toContain("I quoted &lt;them&gt;.");
  for (const hidden of ["I still doubt it.", "We do not insult.", "votes-title", panelId])
    expect(html).not.toContain(hidden);
});

it("somebody whose key is in their browser gets what it takes to sign there, and sends what it has signed", async () => {
  const keys = new Map<string, OwnKey>();
  for (const person of trustees.values()) {
    const key = await ownKey(rig);
    keys.set(person.id, key);
    must(await person.post(`${API}/trustee/key`, { proof: await key.proof(person.id) }));
  }
  const { panelId } = await ask("signed in the browser");
  const at = page(panelId);
  const sitting = (await members(panelId)) as Three;
  const keyOf = ({ id }: Person) => keys.get(id) as OwnKey;
  const [first] = sitting;
  const { html } = await pages.open(first, at);
  expect(html).toContain('data-ballot="commit"');
  expect(html).toContain('<script type="module"');
  expect(html).toContain(`data-trustee="${keyOf(first).trustee}"`);
  expect(html).toContain(`data-panel="${rig.ctx.uris.panel(panelId)}"`);
  expect(html).toContain(`data-now="${clock.now().toISOString().slice(0, 19)}Z"`);

  // The node cannot sign for them, and keeps nothing of what they chose.
  const unsigned = await pages.send(first, `${at}/ballots`, { verdict: "remove" });
  expect(unsigned.status).toBe(409);
  expect(unsigned.html).toContain("the node cannot sign for you");
  for (const document of ["{", "[]", "{}", JSON.stringify(await keyOf(first).final(panelId, "none"))])
    expect([409, 422]).toContain((await pages.send(first, `${at}/ballots`, { document })).status);

  const committed = await Promise.all(
    sitting.map(async (member) => ({ member, vote: await keyOf(member).commitment(panelId, "none") })),
  );
  const send = (member: Person, document: unknown) =>
    pages.send(member, `${at}/ballots`, { document: JSON.stringify(document) });
  for (const { member, vote } of committed) expect((await send(member, vote.document)).status).toBe(303);
  const reveal = await pages.open(first, at);
  expect(reveal.html).toContain('data-ballot="reveal"');
  expect(reveal.html).toContain(`data-commitment="${committed[0]?.vote.document.commitment}"`);
  for (const { member, vote } of committed)
    expect((await send(member, await vote.reveal())).status).toBe(303);
  expect((await pages.open(first, at)).html).toContain('data-ballot="final"');
  for (const member of sitting) {
    const final = await keyOf(member).final(panelId, "none");
    expect((await send(member, final)).status).toBe(303);
  }
  const signing = await pages.open(first, at);
  expect(signing.html).toContain('data-ballot="sign"');
  const written = /data-document="([^"]+)"/.exec(signing.html)?.[1]?.replaceAll("&quot;", '"') ?? "";
  for (const member of sitting) {
    const document = JSON.stringify(await keyOf(member).sign(JSON.parse(written)));
    expect((await pages.send(member, `${at}/signature`, { document })).status).toBe(303);
  }
  await settle(rig);
  expect((await pages.open(first, at)).html).toContain("This panel has decided.");
});

it("the whole of it in German, and in Arabic from right to left", async () => {
  for (const person of trustees.values()) must(await person.post(`${API}/trustee/key`, { proof: null }));
  const { panelId } = await ask("auf Deutsch");
  const at = page(panelId);
  const [first, second, third] = (await members(panelId)) as Three;
  const { html } = await pages.open(first, `${at}?lang=de`);
  expect(html).toContain("Ein Gremium aus 3");
  expect(html).toContain("Verdeckte Abstimmung");
  const arabic = await pages.open(first, `${at}?lang=ar`);
  expect(arabic.html).toContain('<html lang="ar" dir="rtl">');
  expect(arabic.html).toContain("هيئة من");
  for (const member of [first, second, third])
    await pages.send(member, `${at}/ballots?lang=de`, { verdict: "none" });
  expect((await pages.open(second, `${at}?lang=de`)).html).toContain("Bestätige oder ändere deine Stimme");
  const empty = await pages.send(second, `${at}/messages?lang=de`, { text: "" });
  expect([empty.status, empty.html.includes("Etwas fehlt.")]).toEqual([422, true]);
  for (const member of [first, second, third])
    await pages.send(member, `${at}/ballots?lang=de`, { verdict: "none" });
  for (const member of [first, second, third]) await pages.send(member, `${at}/signature?lang=de`, {});
  await settle(rig);
  expect((await pages.open(first, `${at}?lang=de`)).html).toContain("Dieses Gremium hat entschieden.");
});

it("a panel that came to nothing, and one that was dissolved, say so and why", async () => {
  const failing = await ask("nobody answers");
  for (let rounds = 0; rounds < 8; rounds++) {
    clock.advance(73 * 3_600_000);
    await settle(rig);
  }
  const [last] = await members(failing.panelId);
  if (last === undefined) throw new Error("nobody was left");
  expect((await pages.open(last, page(failing.panelId))).html).toContain("It came to nothing");
  const dissolved = await ask("never mind");
  const [member] = (await members(dissolved.panelId)) as Three;
  must(await admin.post(`${API}/panels/${dissolved.panelId}/dissolve`, { reason: "Deleted <meanwhile>" }));
  const { html } = await pages.open(member, page(dissolved.panelId));
  expect(html).toContain("Deleted &lt;meanwhile&gt;");
  expect((await pages.send(member, `${page(dissolved.panelId)}/ballots`, { verdict: "none" })).status).toBe(
    409,
  );
});
