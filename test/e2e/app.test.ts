import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import {
  accessibilityProblems,
  chromiumInstalled,
  complaintsOf,
  launchBrowser,
} from "#test/support/browser.ts";
import { type NodeProcess, startNodeProcess } from "#test/support/processes.ts";
import { owner, PASSWORD } from "./clients/sign-in.ts";
import { follow, type Person } from "./people.ts";

/** SCREENSHOTS names a folder for pictures to look at. */
const folder = process.env.SCREENSHOTS;

describe.skipIf(!chromiumInstalled())("the client at /app, in a browser", () => {
  let node: NodeProcess;
  let browser: Browser;

  beforeAll(async () => {
    node = await startNodeProcess({ env: { RATE_LIMIT: "0" } });
    const people: Person[] = [];
    for (const username of ["ana", "ben"]) {
      const id = await owner(node, username);
      people.push({ node, id, iri: `${node.origin}/users/${id}`, handle: `@${username}@${node.host}` });
    }
    const [ana, ben] = people as [Person, Person];
    await follow(ana, ben);
    browser = await launchBrowser();
  }, 90_000);
  afterAll(async () => {
    await browser?.close();
    await node?.close();
  });

  async function signIn(username: string): Promise<Page> {
    const context = await browser.newContext({ viewport: { width: 900, height: 800 } });
    const page = await context.newPage();
    page.setDefaultTimeout(15_000);
    await page.goto(`${node.origin}/app`);
    await page.getByRole("button", { name: "Sign in" }).click();
    await page.getByLabel(/username/i).fill(username);
    await page.getByLabel(/^password/i).fill(PASSWORD);
    await page.getByRole("button", { name: /^sign in$/i }).click();
    await page.locator('button[name="decision"][value="allow"]').click();
    await page.getByText(`@${username}`, { exact: true }).waitFor();
    await page.getByText("Live").waitFor();
    return page;
  }

  it("signs in by OAuth, posts, and shows a post to its reader as it is written", async () => {
    const reader = await signIn("ana");
    const found = complaintsOf(reader, node.host);
    const writer = await signIn("ben");
    await writer.getByLabel("What do you have to say?").fill("Written in a browser, #live");
    await writer.getByRole("button", { name: "Post" }).click();
    await writer.locator("article", { hasText: "Written in a browser" }).waitFor();
    const article = reader.locator("article", { hasText: "Written in a browser" });
    await article.waitFor();
    await article.getByRole("button", { name: "Like" }).click();
    await reader.locator('article button[aria-pressed="true"]', { hasText: "Like" }).waitFor();
    expect(await accessibilityProblems(reader)).toEqual([]);
    if (folder) await reader.screenshot({ path: `${folder}/app.png` });
    expect(found).toEqual([]);
  }, 60_000);
});
