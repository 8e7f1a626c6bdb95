import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, it } from "vitest";
import { chromiumInstalled, launchBrowser } from "#test/support/browser.ts";
import { lookAt } from "#test/support/look.ts";
import {
  carried,
  createMootNode,
  decide,
  follow,
  give,
  type MootNode,
  setPolicy,
} from "../integration/moot/rig.ts";
import { PASSWORD } from "./clients/sign-in.ts";

describe.skipIf(!chromiumInstalled())("decisions of other nodes, in a browser", () => {
  let home: MootNode;
  let away: MootNode;
  let browser: Browser;

  beforeAll(async () => {
    [home, away] = await Promise.all([createMootNode(), createMootNode()]);
    await follow(away, home);
    await setPolicy(away, { peer: home.host, treatment: "apply" });
    await setPolicy(away, { verdict: "hold", treatment: "recommend" });
    const ana = await home.person("ana");
    const { subject } = await carried(home, away, ana, "You are all fools");
    const caseId = "019ac000-0000-7000-8000-000000000000";
    await give(away, home, await decide(home, { subject, caseId, days: 7 }));
    await give(away, home, await decide(home, { subject, caseId, level: 1, verdict: "none" }));
    await give(away, home, await decide(home, { verdict: "label", subject }));
    await give(away, home, await decide(home));
    browser = await launchBrowser();
  }, 120_000);
  afterAll(async () => {
    await browser?.close();
    await Promise.all([home?.close(), away?.close()]);
  });

  it("are for everybody's eyes, in both directions of writing", async () => {
    const node = { origin: away.origin, host: away.host };
    const context = await browser.newContext();
    const page = await context.newPage();
    await page.goto(`${away.origin}/auth/sign_in?next=/desk/moot`);
    await page.getByLabel(/username/i).fill("ada");
    await page.getByLabel(/^password/i).fill(PASSWORD);
    await page.getByRole("button", { name: /^sign in$/i }).click();
    await page.waitForURL(/\/desk\/moot/);
    for (const lang of ["en", "ar"])
      await lookAt(context, node, `desk-moot-${lang}`, `/desk/moot?lang=${lang}`);
    await context.close();
  }, 120_000);
});
