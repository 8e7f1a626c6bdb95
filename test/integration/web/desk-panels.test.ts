import { afterAll, beforeAll, expect, it } from "vitest";
import { type ApiRig, createApiRig, type Person } from "../api/rig.ts";
import { decideAs } from "../trustees/decide.ts";
import { must, reported, settle, trustee } from "../trustees/rig.ts";
import { type DeskPages, deskPages } from "./desk-pages.ts";

let rig: ApiRig;
let pages: DeskPages;
let admin: Person;
let mira: Person;
let ana: Person;
let ben: Person;
const trustees: Person[] = [];

beforeAll(async () => {
  rig = await createApiRig();
  pages = deskPages(rig);
  admin = await rig.person("adm", { role: "admin" });
  mira = await rig.person("mira", { role: "moderator" });
  ana = await rig.person("ana");
  ben = await rig.person("ben");
}, 120_000);
afterAll(() => rig.close(), 60_000);

async function newCase(text: string) {
  const { caseId } = await reported(rig, { author: ana, reporter: ben }, text);
  return pathOf(caseId);
}

async function pathOf(caseId: string): Promise<{ path: string; version: string }> {
  const [row] = await rig.ctx.sql<{ number: string; version: number }[]>`
    select number::text, version from cases where id = ${caseId}`;
  return { path: `/desk/cases/${row?.number}`, version: String(row?.version) };
}

it("trustees are invited, looked for and removed at the desk, by those who may", async () => {
  const empty = await pages.open(admin, "/desk/trustees");
  expect(empty.html).toContain("Nobody is a trustee here yet.");
  expect(empty.html).toContain('aria-current="page">Trustees');

  const asked = { handle: "@tom", languages: "en, de", regions: "de-by", months: "6", topic: "hate" };
  const unknown = await pages.send(admin, "/desk/trustees", asked);
  expect([unknown.status, unknown.html.includes("has an account on this node")]).toEqual([422, true]);
  // What was filled in is still there.
  expect(unknown.html).toContain('value="@tom"');
  expect(unknown.html).toMatch(/value="hate" checked/);

  const tom = await rig.person("tom");
  expect((await pages.send(mira, "/desk/trustees", asked)).status).toBe(403);
  const bad = await pages.send(admin, "/desk/trustees", { ...asked, languages: "english" });
  expect([bad.status, bad.html.includes("two or three lower-case letters")]).toEqual([422, true]);
  const done = await pages.send(admin, "/desk/trustees", asked);
  expect([done.status, done.to]).toEqual([303, "/desk/trustees?said=invited"]);
  const { html } = await pages.open(mira, "/desk/trustees?q=to&state=invited");
  expect(html).toContain("@tom");
  expect(html).toContain("6 months");
  expect(html).not.toContain("Invite somebody");
  expect((await pages.open(mira, "/desk/trustees?q=zzz")).html).toContain("No trustee fits this search.");
  expect((await pages.open(ana, "/desk/trustees")).status).toBe(403);

  const path = `/desk/trustees/${tom.id}/remove`;
  expect((await pages.send(mira, path, { why: "x" })).status).toBe(403);
  expect((await pages.send(admin, path, { why: " " })).html).toContain("Nobody is removed without a cause.");
  expect((await pages.send(admin, path, { why: "They <asked> for it" })).status).toBe(303);
  expect((await pages.open(admin, "/desk/trustees?state=ended")).html).toContain("They &lt;asked&gt; for it");
});

it("training cases of the node's own are added, with what is wrong marked, and taken out of use", async () => {
  const at = "/desk/trustees/training";
  const made = {
    language: "de",
    category: "rules",
    text: "Kauft!",
    rule: "Keine Werbung.",
    verdict: "remove",
  };
  expect((await pages.send(mira, at, { ...made, why: "Werbung" })).status).toBe(403);
  const missing = await pages.send(admin, at, { ...made, why: "" });
  expect(missing.status).toBe(422);
  expect(missing.html).toMatch(/name="why"[^>]*aria-invalid="true"/);
  expect((await pages.send(admin, at, { ...made, why: "Werbung" })).to).toBe(`${at}?said=added`);
  const { html } = await pages.open(mira, at);
  expect(html).toContain("Kauft!");
  expect(html).not.toContain("/retire");
  const [retire] =
    /\/desk\/trustees\/training\/[0-9a-f-]+\/retire/.exec((await pages.open(admin, at)).html) ?? [];
  expect((await pages.send(admin, retire ?? "", {})).to).toBe(`${at}?said=retired`);
  expect((await pages.send(admin, retire ?? "", {})).status).toBe(404);
  expect((await pages.open(admin, at)).html).not.toContain("Kauft!");
});

it("a case is put before a panel at the desk, which then leaves it alone, and the panel can be dissolved", async () => {
  const { path, version } = await newCase("All of you are idiots");
  expect((await pages.open(mira, path)).html).toContain("Put before a panel");
  const few = await pages.send(mira, `${path}/panel`, { version });
  expect(few.status).toBe(409);
  expect(few.html).toContain("it takes 3 trustees, and nobody is in office");

  for (const name of ["t1", "t2", "t3"]) trustees.push(await trustee(rig, admin, name));
  const stale = await pages.send(mira, `${path}/panel`, { version: "99" });
  expect([stale.status, stale.html.includes("Somebody changed this")]).toEqual([409, true]);
  const asked = await pages.send(mira, `${path}/panel`, { version });
  expect([asked.status, asked.to]).toEqual([303, `${path}?said=panelAsked`]);
  expect((await pages.open(mira, asked.to)).html).toContain("A panel was asked for");
  await settle(rig);
  const { html } = await pages.open(mira, path);
  expect(html).toContain("votes unseen");
  expect(html).toContain("3 of 3 seats are taken");
  const [, panelId] = /href="\/moot\/panels\/([0-9a-f-]+)"/.exec(html) ?? [];
  expect(html).not.toContain(`${path}/dissolve`);
  expect(html).not.toContain(`${path}/panel`);

  const now = /name="version" value="(\d+)"/.exec(html)?.[1] ?? "";
  const closed = await pages.send(mira, `${path}/dismiss`, { version: now });
  expect([closed.status, closed.html.includes("The case is before a panel")]).toEqual([409, true]);

  // Nothing on the page closes it; an act in an emergency stays possible.
  expect(html).not.toContain(`${path}/dismiss`);
  expect(html).not.toContain('name="close"');
  const acted = await pages.send(mira, `${path}/act`, {
    version: now,
    kind: "sensitive",
    on: "post",
    do: "act",
  });
  expect(acted.status).toBe(303);

  const fields = { panel: panelId ?? "", reason: "The case is moot" };
  expect((await pages.send(mira, `${path}/dissolve`, fields)).status).toBe(403);
  expect((await pages.send(admin, `${path}/dissolve`, { ...fields, reason: "" })).status).toBe(422);
  expect((await pages.send(admin, `${path}/dissolve`, { ...fields, panel: "x" })).status).toBe(404);
  expect((await pages.send(admin, `${path}/dissolve`, fields)).to).toBe(`${path}?said=panelDissolved`);
  const after = (await pages.open(admin, path)).html;
  expect(after).toContain("The case is moot");
  expect(after).toContain(`${path}/panel`);
});

it("what a moderator does in an emergency while a panel sits is replaced by what the panel decides", async () => {
  const { caseId, postId } = await reported(rig, { author: ana, reporter: ben }, "You fools");
  const { path, version } = await pathOf(caseId);
  expect((await pages.send(mira, `${path}/panel`, { version })).status).toBe(303);
  await settle(rig);
  const fields = { version: (await pathOf(caseId)).version, kind: "sensitive", on: "post" };
  expect((await pages.send(mira, `${path}/act`, fields)).status).toBe(303);
  const isSensitive = async () => must(await ben.get(`/api/v1/statuses/${postId}`)).sensitive;
  expect(await isSensitive()).toBe(true);
  const [panel] = await rig.ctx.sql<{ id: string }[]>`select id from panels where case_id = ${caseId}`;
  await decideAs(rig, { trustees, panelId: panel?.id ?? "", verdicts: ["none"] });
  expect(await isSensitive()).toBe(false);
  const { html } = await pages.open(mira, path);
  expect(html).toContain("has decided");
  expect(html).toContain(`href="/moot/decisions/${panel?.id}"`);
});

it("the pages of panels are there in five languages, and run from right to left in Arabic", async () => {
  const { path } = await newCase("Still idiots");
  for (const at of ["/desk/trustees", "/desk/trustees/training", "/desk/appeals", path])
    for (const lang of ["en", "es", "de", "fr", "ar"]) {
      const { status, html } = await pages.open(admin, `${at}?lang=${lang}`);
      expect([at, status]).toEqual([at, 200]);
      expect(html).toContain(`<html lang="${lang}" dir="${lang === "ar" ? "rtl" : "ltr"}">`);
      expect(html).not.toMatch(/undefined|\[object|offices\.|panels\.|again\./);
    }
});
