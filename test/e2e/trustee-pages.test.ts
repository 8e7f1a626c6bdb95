import type { Browser, BrowserContext } from "playwright-core";
import sharp from "sharp";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { fileUrl } from "#server/files/address.ts";
import { addRule } from "#server/site/rules.ts";
import { chromiumInstalled, complaintsOf, launchBrowser } from "#test/support/browser.ts";
import { lookAt } from "#test/support/look.ts";
import { mediumOf } from "#test/support/medium.ts";
import { type ApiRig, createApiRig, type Person } from "../integration/api/rig.ts";
import { must, reported, reportedPost, seatsOf, settle, trustee } from "../integration/trustees/rig.ts";
import { type DeskPages, deskPages } from "../integration/web/desk-pages.ts";

const API = "/api/folkmoot/v1";
const OWN = "/api/folkmoot/v1/trustee";

describe.skipIf(!chromiumInstalled())("pages of trustees, in a browser", () => {
  let rig: ApiRig;
  let pages: DeskPages;
  let browser: Browser;
  let admin: Person;
  const people = new Map<string, Person>();
  let panelId = "";
  let sitting: Person[];
  let sides: { author: Person; reporter: Person };

  beforeAll(async () => {
    rig = await createApiRig({ RATE_LIMIT: "0" });
    pages = deskPages(rig);
    admin = await rig.person("adm", { role: "admin" });
    const ana = await rig.person("ana");
    sides = { author: ana, reporter: await rig.person("ben") };
    await addRule(rig.ctx, { text: "Be kind to each other" });
    await addRule(rig.ctx, { text: "No advertising that nobody has asked for" });
    for (const name of ["t1", "t2", "t3", "t4"]) {
      const person = await trustee(rig, admin, name);
      people.set(person.id, person);
    }
    const bytes = await sharp({ create: { width: 600, height: 400, channels: 3, background: "#a33" } })
      .jpeg()
      .toBuffer();
    const url = fileUrl(rig.ctx.uris, await rig.ctx.files.put(bytes, "jpg"));
    const medium = mediumOf({
      kind: "image",
      url,
      mediaType: "image/jpeg",
      alt: "A red box",
      width: 600,
      height: 400,
    });
    const text =
      "Everybody who still uses a bicycle in this town is an idiot, and I have the picture to prove it.";
    const postId = await rig.publish(ana, { text, media: [medium] });
    const { caseId, version } = await reportedPost(rig, sides, postId);
    panelId = must(await admin.post(`${API}/cases/${caseId}/panel`, { version }), 201).id;
    await settle(rig);
    sitting = (await seatsOf(rig, panelId)).map((id) => people.get(id) as Person);
    browser = await launchBrowser();
  }, 180_000);
  afterAll(async () => {
    await browser?.close();
    await rig?.close();
  }, 60_000);

  async function contextOf(person: Person, javaScriptEnabled = true): Promise<BrowserContext> {
    const context = await browser.newContext({ javaScriptEnabled });
    const [name = "", value = ""] = (await pages.cookieOf(person)).split("=");
    await context.addCookies([{ name, value, url: rig.origin }]);
    return context;
  }

  async function look(person: Person, name: string, path: string): Promise<void> {
    const node = { origin: rig.origin, host: new URL(rig.origin).host };
    const context = await contextOf(person);
    for (const lang of ["en", "ar"])
      await lookAt(context, node, `trustee-${name}-${lang}`, `${path}?lang=${lang}`, async (page) => {
        expect(await page.evaluate("document.dir")).toBe(lang === "ar" ? "rtl" : "ltr");
      });
    await context.close();
  }

  it("ask somebody, and show them where they are, what they train on and sign with", async () => {
    const asked = await rig.person("asked");
    must(await admin.post(`${API}/trustees`, { account_id: asked.id, languages: ["en", "ar"] }), 201);
    await look(asked, "invited", "/trustee");
    must(await asked.post(`${OWN}/answer`, { consents: true }));
    must(await asked.post(`${OWN}/training/en-1`, { verdict: "none" }));
    await look(asked, "office", "/trustee");
    await look(asked, "training", "/trustee/training");
    await look(asked, "key", "/trustee/key");
    await look(asked, "settings", "/trustee/settings");
  }, 240_000);

  it("take a vote by the keyboard alone, without scripts", async () => {
    const [first, second] = sitting as [Person, Person];
    await look(first, "voting", `/trustee/panels/${panelId}`);
    const context = await contextOf(first, false);
    const page = await context.newPage();
    page.setDefaultTimeout(15_000);
    await page.goto(`${rig.origin}/trustee?lang=en`);
    await page.getByRole("link", { name: /^Panel of 3/ }).focus();
    await page.keyboard.press("Enter");
    await page.getByRole("radio", { name: /^Nothing/ }).focus();
    await page.keyboard.press("Space");
    while (!(await page.locator("input[value=remove]").isChecked())) await page.keyboard.press("ArrowDown");
    await page.getByRole("checkbox", { name: "Be kind to each other" }).focus();
    await page.keyboard.press("Space");
    await page.getByRole("button", { name: "Vote" }).focus();
    await page.keyboard.press("Enter");
    await page.getByRole("status").getByText("Your vote is taken.").waitFor();
    await page.getByText("2 other members have something to do.").waitFor();
    await context.close();
    await look(second, "office-waiting", "/trustee");
  }, 120_000);

  it("show the votes, what is said, the draft, and the decision to sign", async () => {
    const [first, second, third] = sitting as [Person, Person, Person];
    const at = `${OWN}/panels/${panelId}`;
    must(await second.post(`${at}/vote`, { verdict: "remove", days: 30 }));
    const shown = must(await third.post(`${at}/vote`, { verdict: "none" }));
    must(
      await second.post(`${at}/messages`, {
        text: "It is an insult of everybody who rides one.\nAnd he has done it before.",
      }),
    );
    must(await third.post(`${at}/messages`, { text: "He means the idea, not the people." }));
    const draft = {
      facts: "It calls people idiots for how they travel.",
      reasons: "We are kind to each other.",
      minority: "One of us read it as a joke.",
    };
    must(await second.put(`${at}/draft`, { ...draft, version: shown.version }));
    must(await second.post(`${at}/vote`, { verdict: "remove" }));
    await look(first, "deliberating", `/trustee/panels/${panelId}`);
    for (const member of [first, third]) must(await member.post(`${at}/vote`, { verdict: "remove" }));
    must(await third.post(`${at}/signature`, { document: null }));
    await look(first, "signing", `/trustee/panels/${panelId}`);
  }, 180_000);

  it("make a key in the browser, and sign with it a vote unseen, shown and confirmed, and the decision", async () => {
    const [own, idle, ...others] = [...people.values()] as [Person, Person, Person, Person];
    must(await idle.post(`${OWN}/pause`, { leaves_panels: true }));
    const context = await contextOf(own);
    const page = await context.newPage();
    page.setDefaultTimeout(15_000);
    const found = complaintsOf(page, new URL(rig.origin).host);
    await page.goto(`${rig.origin}/trustee/key?lang=en`);
    await page.getByLabel("A passphrase for the recovery file").fill("correct horse battery staple");
    await page.getByLabel("The passphrase again").fill("correct horse battery staple");
    await page.getByRole("button", { name: "Make a key" }).click();
    const save = page.getByRole("link", { name: "Save the recovery file" });
    await Promise.all([page.waitForEvent("download"), save.click()]);
    await page.getByRole("button", { name: "Sign with this key from now on" }).click();
    await page.getByRole("status").getByText("That is your key from now on.").waitFor();
    await page.getByText("This browser has your key.").waitFor();
    await look(own, "own-key", "/trustee/key");

    const { caseId, version } = await reported(rig, sides, "Signed in the browser");
    const { id } = must(await admin.post(`${API}/cases/${caseId}/panel`, { version }), 201);
    await settle(rig);
    const at = `${rig.origin}/trustee/panels/${id}?lang=en`;
    await page.goto(at);
    await page.getByRole("radio", { name: /^Remove/ }).check();
    await page.getByRole("button", { name: "Vote" }).click();
    await page.getByRole("status").getByText("Your vote is taken.").waitFor();
    const vote = async () => {
      for (const other of others) must(await other.post(`${OWN}/panels/${id}/vote`, { verdict: "remove" }));
    };
    await vote();
    await page.goto(at);
    await page.getByRole("button", { name: "Show my vote" }).click();
    await page.getByRole("heading", { name: "Now: Talking" }).waitFor();
    await page.getByRole("button", { name: "This is my vote" }).click();
    await page.getByRole("status").getByText("Your vote is taken.").waitFor();
    await vote();
    await page.goto(at);
    await page.getByRole("button", { name: "Sign" }).click();
    await page.getByText("You have signed it.").waitFor();
    for (const other of others) must(await other.post(`${OWN}/panels/${id}/signature`, { document: null }));
    await page.goto(at);
    await page.getByText("This panel has decided.").waitFor();
    // Whoever may read the decision verifies it where they read it.
    await page.goto(`${rig.origin}/moot/decisions/${id}?lang=en`);
    await page.getByRole("button", { name: "Verify it in this browser" }).click();
    await page.waitForSelector("[data-result=right]");
    expect(found).toEqual([]);
    await context.close();
  }, 180_000);
});
