import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createAccount } from "#server/accounts/create.ts";
import { createPost } from "#server/posts/create.ts";
import { chromiumInstalled, launchBrowser } from "#test/support/browser.ts";
import { lookAt } from "#test/support/look.ts";
import { type NodeProcess, startNodeProcess } from "#test/support/processes.ts";
import { PASSWORD } from "./clients/sign-in.ts";
import { must } from "./people.ts";

describe.skipIf(!chromiumInstalled())("a report without an account, in a browser", () => {
  let node: NodeProcess;
  let browser: Browser;
  let about: string;
  beforeAll(async () => {
    node = await startNodeProcess({ env: { NODE_NAME: "Breadwinners" } });
    const { ctx } = await node.console();
    const login = { password: PASSWORD, email: "spike@example.org" };
    const { id } = must(await createAccount(ctx, { username: "spike", login }));
    const post = must(await createPost(ctx, { accountId: id, text: "You are all fools" }));
    about = ctx.uris.postPage("spike", post.id);
    browser = await launchBrowser();
  }, 180_000);
  afterAll(async () => {
    await browser?.close();
    await node?.close();
  });

  it("fits, and can be read by everybody, in either direction of writing", async () => {
    const context = await browser.newContext();
    await lookAt(context, node, "report", `/report?about=${encodeURIComponent(about)}`);
    await lookAt(context, node, "report-ar", "/report?lang=ar");
    await lookAt(context, node, "look-up", "/report/look-up?lang=de");
    await context.close();
  });

  it.each([true, false])(
    "is sent from a post's page, and looked up by its code (scripts: %s)",
    async (scripts) => {
      const context = await browser.newContext({ javaScriptEnabled: scripts });
      const page = await context.newPage();
      page.setDefaultTimeout(20_000);
      await page.goto(about);
      await page.getByRole("link", { name: "Report this post" }).click();
      expect(await page.getByLabel(/address of the post/).inputValue()).toBe(about);
      await page.getByLabel(/What is wrong/).selectOption("harassment");
      await page.getByLabel(/What should we know/).fill("He insults everybody");
      // By hand it takes longer to fill in; without scripts, that is what keeps programs out.
      if (!scripts) await page.waitForTimeout(10_500);
      await page.getByRole("button", { name: "Send the report" }).click();
      const code = page.locator(".receipt");
      await code.waitFor();
      const receipt = (await code.textContent()) ?? "";
      expect(receipt).toMatch(/^(\w{4}-){6}\w{4}$/);
      if (process.env.SCREENSHOTS && scripts)
        await page.screenshot({ path: `${process.env.SCREENSHOTS}/receipt.png` });
      await page.getByRole("link", { name: "Look it up" }).click();
      await page.getByLabel("Your code").fill(receipt.toLowerCase().replaceAll("-", " "));
      await page.getByRole("button", { name: "Show" }).click();
      await page.getByLabel("Your message").fill("And it goes on");
      await page.getByRole("button", { name: "Send" }).click();
      expect(await page.locator("main").textContent()).toContain("And it goes on");
      if (process.env.SCREENSHOTS && scripts)
        await page.screenshot({ path: `${process.env.SCREENSHOTS}/found.png`, fullPage: true });
      expect(await context.cookies()).toEqual([]);
      await context.close();
    },
  );
});
