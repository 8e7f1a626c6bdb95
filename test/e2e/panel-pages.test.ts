import type { Browser, BrowserContext } from "playwright-core";
import { afterAll, beforeAll, describe, it } from "vitest";
import { type ApiRig, createApiRig, type Person } from "#test/integration/api/rig.ts";
import { decideAs } from "#test/integration/trustees/decide.ts";
import { must, reported, settle, trustee } from "#test/integration/trustees/rig.ts";
import { type DeskPages, deskPages } from "#test/integration/web/desk-pages.ts";
import { chromiumInstalled, launchBrowser } from "#test/support/browser.ts";
import { lookAt } from "#test/support/look.ts";

const API = "/api/folkmoot/v1";

describe.skipIf(!chromiumInstalled())("pages about panels, in a browser", () => {
  let rig: ApiRig;
  let pages: DeskPages;
  let browser: Browser;
  let admin: Person;
  let ana: Person;
  let ben: Person;
  const trustees: Person[] = [];
  let node: { origin: string; host: string };

  beforeAll(async () => {
    rig = await createApiRig({ NODE_NAME: "Breadwinners" });
    pages = deskPages(rig);
    node = { origin: rig.origin, host: new URL(rig.origin).host };
    admin = await rig.person("adm", { role: "admin" });
    ana = await rig.person("ana");
    ben = await rig.person("ben");
    for (let at = 1; at <= 8; at++) trustees.push(await trustee(rig, admin, `t${at}`));
    browser = await launchBrowser();
  }, 180_000);
  afterAll(async () => {
    await browser?.close();
    await rig?.close();
  }, 60_000);

  async function as(person: Person | null, lang = "en"): Promise<BrowserContext> {
    const context = await browser.newContext({ locale: lang });
    if (person !== null) {
      const [name = "", value = ""] = (await pages.cookieOf(person)).split("=");
      await context.addCookies([{ name, value, url: rig.origin }]);
    }
    return context;
  }

  const decision = {
    facts: "The post calls everybody who reads it an idiot.",
    reasons: "We do not insult each other here. A quote would have been marked as one.",
    minority: "It reads like a quote of what others had said before.",
  };

  async function panelFor(text: string) {
    const made = await reported(rig, { author: ana, reporter: ben }, text);
    const { caseId, version } = made;
    const { id: panelId } = must(await admin.post(`${API}/cases/${caseId}/panel`, { version }), 201);
    await settle(rig);
    const [row] = await rig.ctx.sql<
      { number: string }[]
    >`select number::text from cases where id = ${caseId}`;
    return { ...made, panelId, path: `/desk/cases/${row?.number}` };
  }

  it("look right from the desk to the decision on appeal", async () => {
    const { panelId, caseId, reportId, path } = await panelFor("All of you are idiots");
    const desk = await as(admin);
    await lookAt(desk, node, "panel-case", path, async (page) => {
      await page.getByText("Dissolve the panel").first().click();
    });
    const votes = ["remove", "none", "none"];
    const changed = ["remove", "remove", "none"];
    await decideAs(rig, { trustees, panelId, verdicts: votes, finally: changed, draft: decision });
    const [told] = must(await ana.get(`${API}/decisions`));
    await lookAt(await as(ana), node, "panel-author", `/decisions/${told.id}`);
    await lookAt(await as(ben), node, "panel-reporter", `/my/reports/${reportId}`);

    const anybody = await as(null);
    const at = `/moot/decisions/${panelId}`;
    await lookAt(anybody, node, "panel-decision", at);
    await lookAt(await as(null, "ar"), node, "panel-decision-ar", at);
    await lookAt(await as(null, "de"), node, "panel-decision-de", at);
    await lookAt(anybody, node, "panel-drawn", `/moot/panels/${panelId}`);
    await lookAt(anybody, node, "panel-decisions", "/moot/decisions");

    must(await ana.post(`${API}/decisions/${told.id}/appeal`, { text: "I quoted what they say." }), 201);
    await settle(rig);
    await lookAt(desk, node, "panel-appeals", "/desk/appeals");
    const [larger] = await rig.ctx.sql<{ id: string }[]>`
      select id from panels where case_id = ${caseId} and level = 1`;
    await decideAs(rig, { trustees, panelId: larger?.id ?? "", verdicts: ["none"], draft: decision });
    await lookAt(anybody, node, "panel-heard-again", at);
    await lookAt(await as(ana), node, "panel-author-after", `/decisions/${told.id}`);
    await lookAt(desk, node, "panel-case-after", path);
  }, 300_000);

  it("look right where trustees are looked after", async () => {
    const desk = await as(admin);
    await lookAt(desk, node, "trustees", "/desk/trustees");
    await lookAt(await as(admin, "ar"), node, "trustees-ar", "/desk/trustees");
    await lookAt(desk, node, "training-cases", "/desk/trustees/training");
    const { path } = await reported(rig, { author: ana, reporter: ben }, "Fools").then(async ({ caseId }) => {
      const [row] = await rig.ctx.sql<{ number: string }[]>`
        select number::text from cases where id = ${caseId}`;
      return { path: `/desk/cases/${row?.number}` };
    });
    await lookAt(desk, node, "panel-ask", path, async (page) => {
      await page.getByText("Put before a panel").first().click();
    });
  }, 300_000);
});
