import { afterAll, beforeAll, expect, it } from "vitest";
import { languages } from "#server/web/messages/languages.ts";
import { type ApiRig, createApiRig, type Person } from "../api/rig.ts";
import { ownKey } from "../trustees/own-key.ts";
import { must } from "../trustees/rig.ts";
import { type DeskPages, deskPages } from "./desk-pages.ts";

const API = "/api/folkmoot/v1";

let rig: ApiRig;
let pages: DeskPages;
let admin: Person;
let ana: Person;
beforeAll(async () => {
  rig = await createApiRig();
  pages = deskPages(rig);
  admin = await rig.person("adm", { role: "admin" });
  ana = await rig.person("ana");
}, 120_000);
afterAll(() => rig.close(), 60_000);

const invite = () =>
  admin.post(`${API}/trustees`, { account_id: ana.id, languages: ["en", "de"], term_months: 6 });

it("a page says to whom was never asked that they were not, and shows nothing to whom has not signed in", async () => {
  const unknown = await rig.request("GET", "/trustee", { headers: { accept: "text/html" } });
  expect([unknown.status, unknown.headers.get("location")]).toEqual([303, "/auth/sign_in?next=%2Ftrustee"]);
  const { status, html } = await pages.open(ana, "/trustee");
  expect(status).toBe(200);
  expect(html).toContain("you have not been asked");
  for (const path of ["/trustee/training", "/trustee/key", "/trustee/settings"])
    expect((await pages.open(ana, path)).status).toBe(404);
  const answered = await pages.send(ana, "/trustee/answer", { consents: "yes" });
  expect(answered.status).toBe(409);
});

it("an invitation says what it asks, and is declined or consented to on its page", async () => {
  must(await invite(), 201);
  const { html } = await pages.open(ana, "/trustee");
  expect(html).toContain("What it asks of you");
  expect(html).toContain("A term is 6 months.");
  expect(html).toContain("English, German");
  expect((await pages.send(ana, "/trustee/answer", { consents: "no" })).to).toBe("/trustee?said=declined");
  expect((await pages.open(ana, "/trustee")).html).toContain("You have declined to be a trustee");
  must(await invite(), 201);
  const yes = await pages.send(ana, "/trustee/answer", { consents: "yes" });
  expect([yes.status, yes.to]).toEqual([303, "/trustee?said=consented"]);
  const office = await pages.open(ana, yes.to);
  expect(office.html).toContain("Training: 0 of 5 cases judged rightly");
  expect(office.html).toContain("Choose what you sign with");
});

it("settings of an account lead trustees to their pages, and nobody else", async () => {
  expect((await pages.open(ana, "/settings/preferences")).html).toContain('href="/trustee"');
  const other = await rig.person("nobody");
  expect((await pages.open(other, "/settings/preferences")).html).not.toContain('href="/trustee"');
});

it("the key is one that the node keeps, or one that a proof is sent for; what is no proof is refused beside the form", async () => {
  const page = await pages.open(ana, "/trustee/key");
  expect(page.html).toContain("data-key-enrolment");
  expect(page.html).toContain(`data-account="${rig.ctx.uris.account(ana.id)}"`);
  for (const [fields, said] of [
    [{}, "Choose who keeps the key"],
    [{ proof: "{" }, "It was not shown that this key is yours"],
    [{ proof: "[]" }, "It was not shown that this key is yours"],
    [{ proof: '{"type":"Note"}' }, "It was not shown that this key is yours"],
  ] as const) {
    const refused = await pages.send(ana, "/trustee/key", fields);
    expect(refused.status).toBe(422);
    expect(refused.html).toContain(said);
  }
  const kept = await pages.send(ana, "/trustee/key", { keeper: "node" });
  expect(kept.to).toBe("/trustee/key?said=key");
  expect((await pages.open(ana, kept.to)).html).toContain("The node keeps this key for you.");
  const key = await ownKey(rig);
  const proof = JSON.stringify(await key.proof(ana.id));
  expect((await pages.send(ana, "/trustee/key", { proof })).status).toBe(303);
  const own = (await pages.open(ana, "/trustee/key")).html;
  expect(own).toContain("You keep this key yourself.");
  expect(own).toContain(`data-trustee="${key.trustee}"`);
  expect((await pages.send(ana, "/trustee/key", { proof })).status).toBe(409);
  expect((await pages.send(ana, "/trustee/key", { keeper: "node" })).status).toBe(303);
});

it("training cases are judged one by one, told why, judged again when wrong, and certify", async () => {
  const first = await pages.open(ana, "/trustee/training");
  expect(first.html).toContain("Your feed deserves better");
  const unsaid = await pages.send(ana, "/trustee/training/en-1", {});
  expect(unsaid.status).toBe(422);
  expect(unsaid.html).toContain("Choose what you would do.");
  expect((await pages.send(ana, "/trustee/training/xx-1", { verdict: "none" })).status).toBe(404);
  const wrong = await pages.send(ana, "/trustee/training/en-1", { verdict: "none" });
  const told = await pages.open(ana, wrong.to);
  expect(told.html).toContain("That is not what it came to.");
  expect(told.html).toContain("You said: Nothing");
  expect(told.html).toContain("is spam whatever it offers");
  const right = { "en-1": "remove", "en-2": "none", "en-3": "remove", "en-4": "warn", "en-5": "remove" };
  for (const [id, verdict] of Object.entries(right)) {
    const judged = await pages.send(ana, `/trustee/training/${id}`, { verdict });
    expect((await pages.open(ana, judged.to)).html).toContain("That is right.");
  }
  expect((await pages.open(ana, "/trustee/training")).html).toContain("You are certified");
  expect((await pages.open(ana, "/trustee")).html).toContain("You can be drawn for panels until");
});

it("what somebody knows and has a stake in is saved; what is none is named beside what was written", async () => {
  const good = {
    languages: "EN, de",
    regions: "de",
    topics: "hate",
    domains: "example.org\nb.example",
    accounts: "@bea",
  };
  const bad = await pages.send(ana, "/trustee/settings", { ...good, languages: "en, klingon" });
  expect(bad.status).toBe(422);
  expect(bad.html).toContain("“klingon” is not one.");
  expect(bad.html).toContain("b.example");
  expect((await pages.send(ana, "/trustee/settings", { ...good, languages: " " })).html).toContain(
    "Name at least one language.",
  );
  expect((await pages.send(ana, "/trustee/settings", { ...good, domains: "-" })).html).toContain(
    "“-” is not one.",
  );
  expect((await pages.send(ana, "/trustee/settings", good)).to).toBe("/trustee/settings?said=saved");
  expect(must(await ana.get(`${API}/trustee`))).toMatchObject({
    languages: ["en", "de"],
    regions: ["DE"],
    topics: ["hate"],
    interests: [
      { kind: "domain", value: "b.example" },
      { kind: "domain", value: "example.org" },
      { kind: "account", value: "@bea" },
    ].sort((a, b) => a.kind.localeCompare(b.kind) || a.value.localeCompare(b.value)),
  });
  const { html } = await pages.open(ana, "/trustee/settings");
  expect(html).toContain('value="en, de"');
});

it("a trustee pauses for some days, comes back, and leaves for good", async () => {
  expect((await pages.send(ana, "/trustee/pause", { days: "0" })).status).toBe(422);
  expect((await pages.send(ana, "/trustee/pause", { days: "7" })).status).toBe(303);
  expect((await pages.open(ana, "/trustee")).html).toContain("You are paused until");
  expect((await pages.send(ana, "/trustee/pause", {})).status).toBe(409);
  expect((await pages.send(ana, "/trustee/resume", {})).status).toBe(303);
  expect((await pages.send(ana, "/trustee/resume", {})).status).toBe(409);
  const { html } = await pages.open(ana, "/trustee");
  expect(html).toContain("You can only come back by being invited again.");
  expect((await pages.send(ana, "/trustee/leave", {})).to).toBe("/trustee?said=left");
  expect((await pages.open(ana, "/trustee")).html).toContain("You are no trustee any more: you left");
  expect((await pages.open(ana, "/trustee/key")).status).toBe(404);
});

it("every language has the pages; Arabic is written from right to left", async () => {
  must(await invite(), 201);
  const titles = new Set<string>();
  for (const lang of languages) {
    const { status, html } = await pages.open(ana, `/trustee?lang=${lang}`);
    expect(status).toBe(200);
    expect(html).toContain(`<html lang="${lang}" dir="${lang === "ar" ? "rtl" : "ltr"}">`);
    titles.add(/<h1>([^<]+)</.exec(html)?.[1] ?? "");
  }
  expect(titles.size).toBe(languages.length);
});
