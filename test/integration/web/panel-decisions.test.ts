import { afterAll, beforeAll, expect, it } from "vitest";
import { type ApiRig, createApiRig, type Person } from "../api/rig.ts";
import { decideAs } from "../trustees/decide.ts";
import { must, reported, seatsOf, settle, trustee } from "../trustees/rig.ts";
import { type DeskPages, deskPages } from "./desk-pages.ts";

const API = "/api/folkmoot/v1";
const MINE = "/api/folkmoot/v1/my/reports";
const langs = ["en", "es", "de", "fr", "ar"] as const;

let rig: ApiRig;
let pages: DeskPages;
let admin: Person;
let ana: Person;
let ben: Person;
let zoe: Person;
const trustees: Person[] = [];

beforeAll(async () => {
  rig = await createApiRig();
  pages = deskPages(rig);
  admin = await rig.person("adm", { role: "admin" });
  ana = await rig.person("ana");
  ben = await rig.person("ben");
  zoe = await rig.person("zoe");
  for (let at = 1; at <= 8; at++) trustees.push(await trustee(rig, admin, `t${at}`));
}, 120_000);
afterAll(() => rig.close(), 60_000);

/** A case that a panel of three has decided. */
async function decided(
  text: string,
  deciding: Omit<Parameters<typeof decideAs>[1], "trustees" | "panelId">,
): Promise<{ panelId: string; caseId: string; reportId: string }> {
  const { caseId, reportId, version } = await reported(rig, { author: ana, reporter: ben }, text);
  const { id: panelId } = must(await admin.post(`${API}/cases/${caseId}/panel`, { version }), 201);
  await settle(rig);
  await decideAs(rig, { trustees, panelId, ...deciding });
  return { panelId, caseId, reportId };
}

async function appealPanel(caseId: string): Promise<string> {
  await settle(rig);
  const [row] = await rig.ctx.sql<{ id: string }[]>`
    select id from panels where case_id = ${caseId} and level = 1`;
  return row?.id ?? "";
}

async function openAs(path: string, accept = "text/html") {
  const { status, body, headers } = await rig.request("GET", path, { headers: { accept } });
  return { status, html: String(body), headers };
}

it("nobody finds a decision before there is one", async () => {
  const { status, html } = await openAs("/moot/decisions");
  expect([status, html.includes("There are no public decisions yet.")]).toEqual([200, true]);
  for (const path of ["/moot/decisions/x", `/moot/decisions/${rig.ctx.ids.next()}`, "/moot/panels/x"])
    expect((await openAs(path)).status).toBe(404);
});

it("a public decision is a page: verdict, reasons, votes by the names of keys, signatures, and how to verify it", async () => {
  const draft = {
    facts: "It insults <everybody>.",
    reasons: "We do not insult.",
    minority: "It was a quote.",
  };
  const { panelId } = await decided("All of you are idiots", {
    verdicts: ["remove", "none", "none"],
    finally: ["remove", "remove", "none"],
    draft,
  });
  const at = `/moot/decisions/${panelId}`;
  const { status, html, headers } = await openAs(at);
  expect(status).toBe(200);
  expect(headers.get("content-security-policy")).toContain("script-src 'self'");
  expect(html).toContain("<h1>It was removed</h1>");
  expect(html).toContain("It insults &lt;everybody&gt;.");
  expect(html).toContain("It was a quote.");
  expect(html.match(/changed after they had talked/g)).toHaveLength(1);
  expect(html).toContain("3 of 3 members have signed it, and so has this node.");
  expect(html).toContain(`data-verify data-record="${at}/record"`);
  expect(html).toContain("{signers} of {size} members have signed it");
  expect(html).toContain(`folkmoot decision verify decision-${panelId}.json`);
  expect(html).toContain(`folkmoot panel draw ${rig.origin}/moot/panels/${panelId}`);
  for (const { username } of trustees) expect(html).not.toContain(`>${username}<`);
  // Programs get what was signed, at the same address.
  const json = await rig.request("GET", at, { headers: { accept: "application/json" } });
  expect(json.body).toMatchObject({ verdict: "remove", level: 0 });
  expect((await openAs("/moot/decisions")).html).toContain(`href="${at}"`);

  const panel = await openAs(`/moot/panels/${panelId}`);
  expect(panel.status).toBe(200);
  expect(panel.html).toContain("Who could be drawn: 8 trustees");
  expect(panel.html.match(/<strong class="tag">Member<\/strong>/g)).toHaveLength(3);
  expect(panel.html).toContain(`folkmoot panel draw ${rig.origin}/moot/panels/${panelId}`);
  for (const lang of langs)
    for (const path of [at, `/moot/panels/${panelId}`, "/moot/decisions"]) {
      const shown = await openAs(`${path}?lang=${lang}`);
      expect(shown.html).toContain(`<html lang="${lang}" dir="${lang === "ar" ? "rtl" : "ltr"}">`);
      expect(shown.html).not.toMatch(/undefined|\[object|judged\.|drawn\./);
    }
});

it("a decision on what was not public is there for those who have to do with it, and for nobody else", async () => {
  await rig.follow(ben, ana);
  const postId = await rig.publish(ana, { text: "Only for you, idiots", visibility: "followers" });
  const report = { account_id: ana.id, status_ids: [postId], comment: "Look" };
  const { id: reportId } = must(await ben.post("/api/v1/reports", report));
  const [found] = await rig.ctx.sql<{ caseId: string; version: number }[]>`
    select c.id as "caseId", c.version from report_cases r join cases c on c.id = r.case_id
    where r.report_id = ${reportId}`;
  const { id: panelId } = must(
    await admin.post(`${API}/cases/${found?.caseId}/panel`, { version: found?.version }),
    201,
  );
  await settle(rig);
  const [member] = await seatsOf(rig, panelId);
  await decideAs(rig, { trustees, panelId, verdicts: ["warn"] });
  const at = `/moot/decisions/${panelId}`;
  expect((await openAs(at)).status).toBe(404);
  expect((await openAs(`${at}/record`, "application/json")).status).toBe(404);
  expect((await pages.open(zoe, at)).status).toBe(404);
  const seated = trustees.find(({ id }) => id === member) ?? zoe;
  for (const person of [ana, ben, admin, seated]) {
    const { status, html } = await pages.open(person, at);
    expect([person.username, status]).toEqual([person.username, 200]);
    expect(html).toContain("This decision is not public.");
  }
  const cookie = await pages.cookieOf(ana);
  const record = await rig.request("GET", `${at}/record`, {
    headers: { accept: "application/json", cookie },
  });
  expect([record.status, record.headers.get("cache-control")]).toEqual([200, "no-store"]);
  expect((await openAs("/moot/decisions")).html).not.toContain(at);
});

it("the author reads who decided, and appeals once before a larger panel, whose answer stands there", async () => {
  const { panelId, caseId } = await decided("What a pack of fools", { verdicts: ["remove"] });
  const [told] = must(await ana.get(`${API}/decisions`));
  const at = `/decisions/${told.id}`;
  const before = (await pages.open(ana, at)).html;
  expect(before).toContain("A panel of trustees decided this.");
  expect(before).toContain(`href="/moot/decisions/${panelId}"`);
  expect(before).toContain("A larger panel of other trustees hears it");

  const empty = await pages.send(ana, `${at}/appeal`, { text: " " });
  expect([empty.status, empty.html.includes('aria-invalid="true"')]).toEqual([422, true]);
  expect((await pages.send(ana, `${at}/appeal`, { text: "I <quoted> them" })).to).toBe(`${at}?sent`);
  const again = await pages.send(ana, `${at}/appeal`, { text: "Again" });
  expect(again.status).toBe(422);
  expect(again.html).toContain("You have appealed against this decision already.");
  const waiting = (await pages.open(ana, at)).html;
  expect(waiting).toContain("I &lt;quoted&gt; them");
  expect(waiting).toContain("A larger panel hears it.");

  // Moderators see that it is heard, and do not answer it.
  const desk = (await pages.open(admin, "/desk/appeals")).html;
  expect(desk).toContain("Before panels");
  expect(desk).toContain("I &lt;quoted&gt; them");
  expect(desk).not.toContain('action="/desk/appeals/');

  const larger = await appealPanel(caseId);
  expect((await openAs(`/moot/decisions/${panelId}`)).html).toContain("Somebody has appealed.");
  const draft = { facts: "A quote.", reasons: "It was a quote.", minority: "" };
  await decideAs(rig, { trustees, panelId: larger, verdicts: ["none"], draft });
  const after = (await pages.open(ana, at)).html;
  expect(after).toContain("It was granted: the panel has decided otherwise.");
  expect(after).toContain(`href="/moot/decisions/${larger}"`);
  const first = (await openAs(`/moot/decisions/${panelId}`)).html;
  expect(first).toContain(
    `A larger panel has heard it again on appeal, and decided: <a href="/moot/decisions/${larger}">`,
  );
  const second = (await openAs(`/moot/decisions/${larger}`)).html;
  expect(second).toContain(
    `It was made on appeal, against an earlier decision: <a href="/moot/decisions/${panelId}">`,
  );
});

it("a reporter reads what a panel has decided, and appeals once, in time, on the page or by the API", async () => {
  const { panelId, reportId, caseId } = await decided("You are all clowns", { verdicts: ["none"] });
  const at = `/my/reports/${reportId}`;
  const { html } = await pages.open(ben, at);
  expect(html).toContain("What a panel decided");
  expect(html).toContain(`action="${at}/appeal"`);
  expect((await pages.open(zoe, at)).status).toBe(404);

  const [outcome] = must(await ben.get(`${MINE}/${reportId}/decisions`));
  expect(outcome).toMatchObject({ id: panelId, verdict: "none", level: 0, may_appeal: true, appeals: [] });
  expect(must(await zoe.get(`${MINE}/${reportId}/decisions`))).toEqual([]);
  const path = `${MINE}/${reportId}/appeal`;
  const body = { decision_id: panelId, text: "They are not" };
  expect((await zoe.post(path, body)).status).toBe(404);
  expect((await ben.post(path, { ...body, decision_id: rig.ctx.ids.next() })).status).toBe(404);
  expect((await ben.post(path, { ...body, text: "" })).status).toBe(422);
  must(await ben.post(path, body), 201);
  expect((await ben.post(path, body)).status).toBe(409);
  const twice = await pages.send(ben, `${at}/appeal`, { decision: panelId, text: "Again" });
  expect([twice.status, twice.html.includes("You have appealed")]).toEqual([422, true]);
  const waiting = (await pages.open(ben, at)).html;
  expect(waiting).toContain("They are not");
  expect(waiting).not.toContain(`action="${at}/appeal"`);
  expect((await pages.open(admin, "/desk/appeals")).html).toContain("by somebody who reported it");

  const larger = await appealPanel(caseId);
  await decideAs(rig, { trustees, panelId: larger, verdicts: ["warn"] });
  const [after] = must(await ben.get(`${MINE}/${reportId}/decisions`));
  expect(after).toMatchObject({ id: larger, level: 1, verdict: "warn", may_appeal: true });
  expect(after.appeals).toMatchObject([{ decision_id: panelId }]);
  const superseded = await ben.post(path, body);
  expect(superseded.status).toBe(409);
  await rig.ctx.sql`update decisions set at = at - interval '2 years' where id = ${larger}`;
  const late = await pages.send(ben, `${at}/appeal`, { decision: larger, text: "Too late" });
  expect([late.status, late.html.includes("The time for an appeal")]).toEqual([422, true]);
  for (const lang of langs)
    for (const [person, where] of [
      [ben, at],
      [ana, "/decisions"],
    ] as const)
      expect((await pages.open(person, `${where}?lang=${lang}`)).html).not.toMatch(/undefined|again\./);
});

it("a decision that a larger panel has confirmed can be appealed against once more", async () => {
  const { caseId, version } = await reported(rig, { author: ana, reporter: ben }, "What an idiot");
  const { id: panelId } = must(await admin.post(`${API}/cases/${caseId}/panel`, { version }), 201);
  await settle(rig);
  await decideAs(rig, { trustees, panelId, verdicts: ["warn"] });
  const [told] = must(await ana.get(`${API}/decisions`));
  must(await ana.post(`${API}/decisions/${told.id}/appeal`, { text: "No" }), 201);
  await decideAs(rig, { trustees, panelId: await appealPanel(caseId), verdicts: ["warn"] });
  expect(must(await ana.get(`${API}/decisions/${told.id}`)).appeal).toMatchObject({ state: "rejected" });
  // Confirmed by five, it can be appealed against once more, before nine.
  const { html } = await pages.open(ana, `/decisions/${told.id}`);
  expect(html).toContain("It was rejected: the decision stays.");
  expect(html).toContain(`action="/decisions/${told.id}/appeal"`);
});
