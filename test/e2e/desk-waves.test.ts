import type { Browser, BrowserContext, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createAccount } from "#server/accounts/create.ts";
import type { ApiCtx } from "#server/context.ts";
import { createPost } from "#server/posts/create.ts";
import { fileReport } from "#server/reports/file.ts";
import { chromiumInstalled, complaintsOf, launchBrowser } from "#test/support/browser.ts";
import { lookAt } from "#test/support/look.ts";
import { type NodeProcess, startNodeProcess } from "#test/support/processes.ts";
import { PASSWORD } from "./clients/sign-in.ts";
import { must } from "./people.ts";

const SPAMMERS = 7;

describe.skipIf(!chromiumInstalled())("waves at the desk, in a browser", () => {
  let node: NodeProcess;
  let browser: Browser;
  let ctx: ApiCtx;

  beforeAll(async () => {
    node = await startNodeProcess({ env: { NODE_NAME: "Breadwinners" } });
    ({ ctx } = await node.console());
    for (const [username, role] of [
      ["mira", "moderator"],
      ["rosa", "member"],
    ] as const) {
      const login = { password: PASSWORD, role, email: `${username}@example.org` };
      must(await createAccount(ctx, { username, login }));
    }
    const [rosa] = await ctx.sql<{ id: string }[]>`select id from accounts where username = 'rosa'`;
    for (let at = 0; at < SPAMMERS; at++) {
      const { id } = must(await createAccount(ctx, { username: `spammer${at}` }));
      const text = `Buy these wonderful loaves now, only ${at} left in our shop!`;
      const post = must(await createPost(ctx, { accountId: id, text }));
      const report = { reporterId: rosa?.id ?? "", targetId: id, postIds: [post.id], comment: "Spam" };
      must(await fileReport(ctx, { ...report, category: "spam" }));
    }
    browser = await launchBrowser();
  }, 180_000);
  afterAll(async () => {
    await browser?.close();
    await node?.close();
  });

  async function signIn(context: BrowserContext): Promise<Page> {
    const page = await context.newPage();
    page.setDefaultTimeout(20_000);
    await page.goto(`${node.origin}/auth/sign_in?next=/desk`);
    await page.getByLabel(/username/i).fill("mira");
    await page.getByLabel(/^password/i).fill(PASSWORD);
    await page.getByRole("button", { name: /^sign in$/i }).click();
    await page.waitForURL(`${node.origin}/desk`);
    return page;
  }

  const postsThere = async () =>
    (await ctx.sql`select from posts where html like '%wonderful loaves%' and deleted_at is null`).length;

  it("are decided as a whole and taken back, without scripts", async () => {
    const context = await browser.newContext({ javaScriptEnabled: false });
    const page = await signIn(context);
    const found = complaintsOf(page, node.host);
    await page.getByRole("link", { name: "Waves" }).click();
    await page.getByRole("heading", { name: "One text" }).waitFor();
    await page.getByRole("link", { name: `Decide about all ${SPAMMERS}` }).click();
    await page.getByText(`${SPAMMERS} open cases`).first().waitFor();
    await page.getByText(`${SPAMMERS} of them are about people of this node`).waitFor();
    await page.getByRole("radio", { name: /^Remove/ }).check();
    await page.getByLabel("What you say to the author").fill("No advertising.");
    expect(await postsThere()).toBe(SPAMMERS);
    await page.getByRole("button", { name: `Do it for all ${SPAMMERS} cases` }).click();
    await page.waitForURL(/\/desk\/bulks\//);
    await done(page, "Done");
    await page.getByText(`${SPAMMERS} of ${SPAMMERS} cases`).waitFor();
    expect(await postsThere()).toBe(0);
    await page.getByRole("button", { name: "Undo all of it" }).click();
    await done(page, "Undone");
    expect(await postsThere()).toBe(SPAMMERS);
    await page.getByRole("link", { name: "Decisions about many" }).click();
    await page.getByRole("link", { name: `Remove: ${SPAMMERS} cases` }).waitFor();
    expect(found).toEqual([]);
    await context.close();
  }, 120_000);

  it("are found again by who looks for words in the queue, and decided by that", async () => {
    const context = await browser.newContext();
    const page = await signIn(context);
    await page.goto(`${node.origin}/desk?text=wonderful`);
    await page.getByRole("link", { name: "Decide about all that these filters find" }).click();
    // What comes in between is not decided unseen.
    await page.evaluate("document.querySelector('input[name=seen]').value = '-20'");
    await page.getByRole("radio", { name: /^Dismiss/ }).check();
    await page.getByRole("button", { name: /^Do it/ }).click();
    await page.getByRole("alert").getByText("Many more cases have come in since").waitFor();
    await page.getByRole("button", { name: /^Do it/ }).click();
    await page.getByRole("heading", { name: "Done" }).waitFor();
    await page.goto(`${node.origin}/desk/waves`);
    await page.getByText("no case open").waitFor();
    await context.close();
  }, 120_000);

  it("fit a desk and a phone, light and dark, from right to left too, and hold nothing that a screen reader stumbles over", async () => {
    const context = await browser.newContext();
    await signIn(context);
    const [bulk] = await ctx.sql<{ id: string }[]>`select id from case_bulks order by id limit 1`;
    const pages = {
      queue: "/desk",
      waves: "/desk/waves",
      bulk: "/desk/bulk?text=loaves",
      bulks: "/desk/bulks",
      one: `/desk/bulks/${bulk?.id}`,
    };
    await ctx.sql`update cases set state = 'open', closed_at = null, closed_by = null`;
    await ctx.sql`update case_waves set last_at = now()`;
    for (const [name, path] of Object.entries(pages)) await lookAt(context, node, `waves-${name}`, path);
    await lookAt(context, node, "waves-bulk-ar", `${pages.bulk}&lang=ar`);
    await context.close();
  }, 240_000);
});

/** Looks again until it is over, as who has no scripts does. */
async function done(page: Page, state: string): Promise<void> {
  for (let tries = 0; tries < 40; tries++) {
    if (await page.getByRole("heading", { name: state, exact: true }).isVisible()) return;
    await page.waitForTimeout(250);
    await page.reload();
  }
  throw new Error(`it is not ${state}`);
}
