import { Readable } from "node:stream";
import type { Browser, BrowserContext, Page } from "playwright-core";
import sharp from "sharp";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createDataset, publishAdvice } from "#moderation/advice/publish.ts";
import { createList } from "#moderation/policy/change-list.ts";
import { savePolicy } from "#moderation/policy/save.ts";
import { createAccount } from "#server/accounts/create.ts";
import type { Role } from "#server/accounts/role.ts";
import type { ApiCtx } from "#server/context.ts";
import { moderationOf } from "#server/desk/moderation.ts";
import { fileUrl } from "#server/files/address.ts";
import { readDryRun, startDryRun } from "#server/policy/dry-run/run.ts";
import { createPost } from "#server/posts/create.ts";
import { fileReport } from "#server/reports/file.ts";
import { addRule } from "#server/site/rules.ts";
import { beginImport } from "#server/subscriptions/import.ts";
import { subscribe } from "#server/subscriptions/subscribe.ts";
import {
  accessibilityProblems,
  chromiumInstalled,
  complaintsOf,
  launchBrowser,
} from "#test/support/browser.ts";
import { lookAt } from "#test/support/look.ts";
import { mediumOf } from "#test/support/medium.ts";
import { type NodeProcess, startNodeProcess } from "#test/support/processes.ts";
import { PASSWORD } from "./clients/sign-in.ts";
import { eventually, must } from "./people.ts";

describe.skipIf(!chromiumInstalled())("the moderation desk, in a browser", () => {
  let node: NodeProcess;
  let browser: Browser;
  let ctx: ApiCtx;
  const ids: Record<string, string> = {};

  beforeAll(async () => {
    node = await startNodeProcess({ env: { NODE_NAME: "Breadwinners" } });
    ({ ctx } = await node.console());
    const join = async (username: string, role: Role) => {
      const login = { password: PASSWORD, role, email: `${username}@example.org` };
      ids[username] = must(await createAccount(ctx, { username, login })).id;
    };
    await join("olga", "owner");
    await join("mira", "moderator");
    await join("rosa", "member");
    await join("spike", "member");
    await addRule(ctx, { text: "Be kind to each other", hint: "Also when tired." });
    browser = await launchBrowser();
  }, 180_000);
  afterAll(async () => {
    await browser?.close();
    await node?.close();
  });

  async function signIn(context: BrowserContext, username: string, next = "/desk"): Promise<Page> {
    const page = await context.newPage();
    page.setDefaultTimeout(20_000);
    await page.goto(`${node.origin}/auth/sign_in?next=${encodeURIComponent(next)}`);
    await page.getByLabel(/username/i).fill(username);
    await page.getByLabel(/^password/i).fill(PASSWORD);
    await page.getByRole("button", { name: /^sign in$/i }).click();
    await page.waitForURL(`${node.origin}${next}`);
    return page;
  }

  /** A post of spike's that rosa reports. @returns the post's id */
  async function reported(text: string, comment: string): Promise<string> {
    const bytes = await sharp({ create: { width: 600, height: 400, channels: 3, background: "#a33" } })
      .jpeg()
      .toBuffer();
    const url = fileUrl(ctx.uris, await ctx.files.put(bytes, "jpg"));
    const medium = mediumOf({
      kind: "image",
      url,
      mediaType: "image/jpeg",
      alt: "A red box",
      width: 600,
      height: 400,
    });
    const { id } = must(await createPost(ctx, { accountId: ids.spike ?? "", text, media: [medium] }));
    const report = { reporterId: ids.rosa ?? "", targetId: ids.spike ?? "", postIds: [id], comment };
    must(await fileReport(ctx, { ...report, category: "spam" }));
    return id;
  }

  const isThere = async (id: string) =>
    (await ctx.sql`select from posts where id = ${id} and deleted_at is null`).length > 0;

  it("is for moderators alone", async () => {
    const context = await browser.newContext();
    const page = await signIn(context, "rosa");
    await page.getByRole("heading", { name: "This page is for moderators" }).waitFor();
    const answer = await page.goto(`${node.origin}/desk/cases/1`);
    expect(answer?.status()).toBe(403);
    await context.close();
  }, 60_000);

  it("leads without scripts from the queue to a case, to a decision with its reasons, and back", async () => {
    const post = await reported("Buy my bread, everybody! Only today.", "He posts this everywhere.");
    const context = await browser.newContext({ javaScriptEnabled: false });
    const page = await signIn(context, "mira");
    const found = complaintsOf(page, node.host);
    await page
      .getByRole("link", { name: /Post by @spike/ })
      .first()
      .click();
    await page.getByRole("heading", { name: /^Case #\d+: Post by @spike$/ }).waitFor();
    await page.getByText("He posts this everywhere.").waitFor();
    await page.getByRole("heading", { name: "As it was reported" }).waitFor();
    expect(await page.getByText("Buy my bread, everybody! Only today.").count()).toBe(2);

    const label = page.getByLabel("The label");
    expect(await label.isVisible()).toBe(false);
    await page.getByRole("radio", { name: /^Label/ }).check();
    expect(await label.isVisible()).toBe(true);
    await page.getByRole("radio", { name: /^Remove/ }).check();
    await page.getByLabel("Be kind to each other").check();
    await page.getByLabel("What you say to the author").fill("Please no advertising.");
    await page.getByRole("button", { name: "Read it as the author will" }).click();
    await page.getByRole("heading", { name: "What the author will read" }).waitFor();
    await page.getByText("Please no advertising.").first().waitFor();
    expect(await isThere(post)).toBe(true);
    await page.getByRole("button", { name: "Do it" }).click();
    await page.getByRole("status").getByText("Done: Remove.").waitFor();
    expect(await isThere(post)).toBe(false);
    await page.getByText("It is removed, and can be brought back.").waitFor();

    await page.getByText("Undo", { exact: true }).first().click();
    await page.getByLabel("Why it is undone").fill("It was his own bakery.");
    await page.getByRole("button", { name: "Undo: Remove" }).click();
    await page.getByRole("status").getByText("Undone: Remove.").waitFor();
    expect(await isThere(post)).toBe(true);
    expect(found).toEqual([]);
    await context.close();
  }, 120_000);

  it("is worked by keys alone: through the queue, into a case, to the form and back", async () => {
    const post = await reported("Keys, keys, keys for sale.", "Spam again.");
    const context = await browser.newContext();
    const page = await signIn(context, "mira");
    await page.keyboard.press("j");
    await page.locator("li.here a.to:focus").waitFor();
    await page.keyboard.press("x");
    expect(await page.locator("li.here input.pick").isChecked()).toBe(true);
    await page.keyboard.press("x");
    await page.keyboard.press("o");
    await page.getByRole("heading", { name: /^Case #/ }).waitFor();
    await page.keyboard.press("a");
    await page.locator("#act input[name=kind]:focus").waitFor();
    while (!(await page.locator("#act input[value=remove]").isChecked()))
      await page.keyboard.press("ArrowDown");
    await page.getByRole("button", { name: "Do it" }).focus();
    await page.keyboard.press("Enter");
    await page.getByRole("status").getByText("Done: Remove.").waitFor();
    expect(await isThere(post)).toBe(false);
    expect(await page.evaluate("document.activeElement?.className")).toContain("flash");
    await page.keyboard.press("u");
    await page.keyboard.press("Enter");
    await page.getByLabel("Why it is undone").focus();
    await page.keyboard.type("A mistake.");
    await page.keyboard.press("Tab");
    await page.keyboard.press("Enter");
    await page.getByRole("status").getByText("Undone: Remove.").waitFor();
    expect(await isThere(post)).toBe(true);
    await page.keyboard.press("?");
    await page.getByText("back to the queue").waitFor();
    await page.keyboard.press("l");
    await page.waitForURL(`${node.origin}/desk`);
    await context.close();
  }, 120_000);

  it("tells somebody who was slower that the case has changed, and does nothing", async () => {
    const post = await reported("A case for two.", "");
    const [one, two] = [await browser.newContext(), await browser.newContext()];
    const [mira, olga] = [await signIn(one, "mira"), await signIn(two, "olga")];
    for (const page of [mira, olga]) {
      await page
        .getByRole("link", { name: /Post by @spike/ })
        .first()
        .click();
      await page.getByRole("heading", { name: /^Case #/ }).waitFor();
    }
    await mira.getByRole("button", { name: "Take it" }).click();
    await mira.getByRole("status").getByText("The case is yours.").waitFor();
    await olga.getByRole("radio", { name: /^Remove/ }).check();
    await olga.getByRole("button", { name: "Do it" }).click();
    await olga
      .getByRole("alert")
      .getByText(/Somebody changed this/)
      .waitFor();
    expect(await olga.getByRole("radio", { name: /^Remove/ }).isChecked()).toBe(true);
    expect(await isThere(post)).toBe(true);
    await one.close();
    await two.close();
  }, 120_000);

  it("blurs pictures, and shows them when asked for", async () => {
    const context = await browser.newContext();
    const page = await signIn(context, "mira");
    await page
      .getByRole("link", { name: /Post by @spike/ })
      .first()
      .click();
    const blur = () =>
      page.evaluate<string[]>(
        "[...document.querySelectorAll('.muted img')].map((image) => getComputedStyle(image).filter)",
      );
    expect((await blur()).length).toBeGreaterThan(0);
    for (const filter of await blur()) expect(filter).toMatch(/blur.*grayscale/);
    await page.getByLabel("Show media without blur").check();
    for (const filter of await blur()) expect(filter).toBe("grayscale(1)");
    await page.getByLabel("Show media in colour").check();
    for (const filter of await blur()) expect(filter).toBe("none");
    await context.close();
  }, 60_000);

  it("shows an author the reasons, takes an appeal, and gives it to another moderator", async () => {
    await reported("The last word on bread.", "Rude.");
    const desk = await browser.newContext();
    const mira = await signIn(desk, "mira");
    await mira
      .getByRole("link", { name: /Post by @spike/ })
      .first()
      .click();
    await mira.getByRole("radio", { name: /^Warn/ }).check();
    await mira.getByLabel("What you say to the author").fill("That was unkind.");
    await mira.getByRole("button", { name: "Do it" }).click();
    await mira.getByRole("status").getByText("Done: Warn.").waitFor();

    const home = await browser.newContext();
    const spike = await signIn(home, "spike", "/decisions");
    await spike.getByRole("link", { name: "A decision about your post" }).first().click();
    await spike.getByText("That was unkind.").waitFor();
    expect(await accessibilityProblems(spike)).toEqual([]);
    await spike.getByLabel("What you want to say").fill("It was a joke.");
    await spike.getByRole("button", { name: "Send the appeal" }).click();
    await spike.getByText("Your appeal was sent.").waitFor();

    const other = await browser.newContext();
    const olga = await signIn(other, "olga", "/desk/appeals");
    await olga.getByText("It was a joke.").waitFor();
    await olga.getByLabel("Your answer").fill("You are right.");
    await olga.getByRole("button", { name: "Grant: undo it" }).click();
    await olga.getByText("The appeal was answered.").waitFor();
    await spike.reload();
    await spike.getByText("It was granted: the decision is undone.").waitFor();
    await spike.getByText("You are right.").first().waitFor();
    for (const context of [desk, home, other]) await context.close();
  }, 120_000);

  it("is for everybody's eyes, in light and dark, on a phone and a desk, and from right to left", async () => {
    const context = await browser.newContext();
    await signIn(context, "olga");
    await reported("Bread for everybody, whoever looks.", "Again.");
    const number = (await ctx.sql<{ number: string }[]>`select number from cases order by number limit 1`)[0]
      ?.number;
    must(await createList(moderationOf(ctx), ids.olga ?? "", { name: "bad-words", kind: "word" }));
    const bakers = must(await createAccount(ctx, { username: "bakers", kind: "group" })).id;
    const scope = ctx.uris.account(bakers);
    const text =
      "rules:\n  - id: many-mentions\n    name: Many mentions\n    on: [inbound]\n    when: { post.mentionsHere: { above: 5 } }\n    then: { verdict: hold }\n" +
      `  - { id: no-sales, name: Nothing is sold here, scope: "${scope}", on: [inbound], when: { post.text: { contains: discount } }, then: hold }\n`;
    must(await savePolicy(moderationOf(ctx), ids.olga ?? "", { text, format: "yaml" }));
    const trial = must(
      await startDryRun(ctx, ids.olga ?? "", {
        rules: text
          .replace("inbound", "outbound")
          .replace("post.mentionsHere: { above: 5 }", "post.text: { contains: bread }"),
        format: "yaml",
        days: 7,
        most: 100,
      }),
    );
    await eventually(async () => expect(must(await readDryRun(ctx, trial.id)).state).toBe("done"));
    const terms = { name: "The bakers' list", mode: "recommend" } as const;
    const list = must(await subscribe(ctx, ids.olga ?? "", { url: `${node.origin}/none.csv`, terms }));
    const file = "#domain,#severity,#public_comment\nbad.example,suspend,Spam\nloud.example,silence,\n,x\n";
    const imported = must(
      await beginImport(ctx, { name: "blocks.csv", by: null }, Readable.from([Buffer.from(file)])),
    );
    const dataset = await createDataset(moderationOf(ctx), ids.olga ?? "", {
      name: "Our advice",
      summary: "",
    });
    const said = { entity: "domain", labels: [], filters: [], comment: "Spam for years" } as const;
    for (const advice of [
      { ...said, type: "recommendation", key: "bad.example", policy: "reject" },
      { ...said, type: "advisory", key: "odd.example", policy: null },
    ] as const)
      must(await publishAdvice(moderationOf(ctx), ids.olga ?? "", dataset.id, advice));
    const pages = {
      queue: "/desk",
      case: `/desk/cases/${number}`,
      people: "/desk/people",
      person: `/desk/people/${ids.spike}`,
      appeals: "/desk/appeals?view=all",
      audit: "/desk/audit",
      holds: "/desk/holds",
      domains: "/desk/domains",
      import: "/desk/domains/import",
      subscriptions: "/desk/subscriptions",
      subscription: `/desk/subscriptions/${list.id}`,
      imported: `/desk/domains/import/${imported.id}`,
      trial: `/desk/rules/trials/${trial.id}`,
      advice: "/desk/advice",
      dataset: `/desk/advice/${dataset.id}`,
      rules: "/desk/rules",
      communities: "/desk/communities",
      community: `/desk/communities/${bakers}?rule=no-sales`,
      try: "/desk/rules/try",
      trials: "/desk/rules/trials",
      thresholds: "/desk/rules/thresholds",
      lists: "/desk/lists",
      moot: "/desk/moot",
    };
    for (const [name, path] of Object.entries(pages)) await lookAt(context, node, `desk-${name}`, path);
    for (const [name, path] of Object.entries(pages)) {
      const ar = `${path}${path.includes("?") ? "&" : "?"}lang=ar`;
      await lookAt(context, node, `desk-${name}-ar`, ar, async (page) => {
        expect(await page.evaluate("document.dir"), name).toBe("rtl");
      });
    }
    await context.close();
  }, 600_000);
});
