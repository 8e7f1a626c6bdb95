import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import type { Browser, BrowserContext, Page } from "playwright-core";
import sharp from "sharp";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { lastPeriod } from "#moderation/transparency/period.ts";
import { updateAccount } from "#server/accounts/update.ts";
import { fileUrl } from "#server/files/address.ts";
import { createPost } from "#server/posts/create.ts";
import type { PostDraft } from "#server/posts/draft.ts";
import { pin } from "#server/reactions/pin.ts";
import { addRule } from "#server/site/rules.ts";
import { fillDecisions } from "#test/load/database/decisions.ts";
import {
  accessibilityProblems,
  chromiumInstalled,
  complaintsOf,
  launchBrowser,
} from "#test/support/browser.ts";
import { lookAt } from "#test/support/look.ts";
import { mediumOf } from "#test/support/medium.ts";
import { type NodeProcess, startNodeProcess } from "#test/support/processes.ts";
import { owner, PASSWORD } from "./clients/sign-in.ts";
import { must } from "./people.ts";

describe.skipIf(!chromiumInstalled())("the pages, in a browser", () => {
  let node: NodeProcess;
  let browser: Browser;
  let thread = "";

  beforeAll(async () => {
    node = await startNodeProcess({
      env: { REGISTRATION: "open", NODE_NAME: "Breadwinners", NODE_DESCRIPTION: "For people who bake." },
    });
    thread = await furnish(node);
    browser = await launchBrowser();
  }, 120_000);
  afterAll(async () => {
    await browser?.close();
    await node?.close();
  });

  const look = (context: BrowserContext, name: string, path: string) => lookAt(context, node, name, path);

  async function signIn(context: BrowserContext, username: string): Promise<Page> {
    const page = await context.newPage();
    page.setDefaultTimeout(15_000);
    await page.goto(`${node.origin}/auth/sign_in`);
    await page.getByLabel(/username/i).fill(username);
    await page.getByLabel(/^password/i).fill(PASSWORD);
    await page.getByRole("button", { name: /^sign in$/i }).click();
    await page.waitForLoadState("networkidle");
    return page;
  }

  it("that anybody may read work without scripts, for everybody's eyes, and ask nobody else for anything", async () => {
    const context = await browser.newContext({ javaScriptEnabled: true });
    const paths = {
      front: "/",
      profile: "/@ana",
      media: "/@ana/media",
      thread,
      embed: `${thread}/embed`,
      hashtag: "/tags/bread",
      about: "/about",
      privacy: "/privacy-policy",
      "sign-in": "/auth/sign_in",
      join: "/join",
    };
    for (const [name, path] of Object.entries(paths)) await look(context, name, path);
    await context.close();
  }, 180_000);

  it("of figures say what was decided, for everybody's eyes, from either side", async () => {
    const { from } = lastPeriod(new Date(), "quarter");
    const context = await browser.newContext({ javaScriptEnabled: true });
    await look(context, "transparency-empty", "/about/transparency");
    const { ctx } = await node.console();
    await fillDecisions(ctx.sql, 900, from);
    // What was counted before is kept for an hour: so the period that nobody has asked for.
    const earlier = new Date(from.getTime() - 86_400_000).toISOString().slice(0, 10);
    for (const lang of ["en", "ar"])
      await look(context, `transparency-${lang}`, `/about/transparency?from=${earlier}&lang=${lang}`);
    await context.close();
  }, 120_000);

  it("are read without scripts from the front page to an answer", async () => {
    const context = await browser.newContext({ javaScriptEnabled: false });
    const page = await context.newPage();
    page.setDefaultTimeout(15_000);
    const found = complaintsOf(page, node.host);
    await page.goto(node.origin);
    await page.getByRole("link", { name: "Ana Baker" }).first().click();
    await page.getByRole("link", { name: "Posts and replies" }).click();
    await page.getByRole("link", { name: "Media", exact: true }).click();
    await page.locator("article time").first().click();
    await page.getByRole("heading", { name: "Post by Ana Baker" }).waitFor();
    await page.getByRole("link", { name: "About" }).first().click();
    await page.getByText("Be kind to each other").waitFor();
    expect(found).toEqual([]);
    await context.close();
  }, 60_000);

  it("are shown in frames of other sites where they are made for that", async () => {
    const other = createServer((_request, response) => {
      response.setHeader("content-type", "text/html");
      response.end(
        `<iframe src="${node.origin}${thread}/embed" title="A post" width="400" height="600"></iframe>`,
      );
    });
    await new Promise<void>((resolve) => other.listen(0, "127.0.0.1", resolve));
    const { port } = other.address() as AddressInfo;
    const page = await browser.newPage();
    page.setDefaultTimeout(15_000);
    await page.goto(`http://127.0.0.1:${port}/`);
    await page.frameLocator("iframe").getByText("Which flour").waitFor();
    await page.close();
    other.close();
  }, 60_000);

  it("of one's own account and of consent are for everybody's eyes too", async () => {
    const context = await browser.newContext();
    await signIn(context, "ana");
    await look(context, "security", "/settings/security");
    const uri = "urn:ietf:wg:oauth:2.0:oob";
    const made = await fetch(`${node.origin}/api/v1/apps`, {
      method: "POST",
      body: new URLSearchParams({ client_name: "Tuner", redirect_uris: uri, scopes: "read write" }),
    });
    const { client_id: clientId } = (await made.json()) as { client_id: string };
    const query = new URLSearchParams({
      response_type: "code",
      client_id: clientId,
      redirect_uri: uri,
      scope: "read write",
    });
    await look(context, "consent", `/oauth/authorize?${query}`);
    await context.close();
  }, 120_000);

  it("of settings are too, and lead from one account to another", async () => {
    await owner(node, "cleo");
    const context = await browser.newContext();
    const next = await signIn(context, "cleo");
    await next.goto(`${node.origin}/settings/aliases`);
    await next.getByLabel("Your other account").fill("@ben");
    await next.getByRole("button", { name: "Add" }).click();
    await next.getByRole("button", { name: /^Remove @ben@/ }).waitFor();
    for (const name of ["preferences", "aliases", "migration", "delete"])
      await look(context, name, `/settings/${name}`);
    await context.close();

    const other = await browser.newContext();
    const page = await signIn(other, "ben");
    await page.goto(`${node.origin}/settings`);
    await page.getByRole("link", { name: "Move", exact: true }).click();
    const move = async (password: string) => {
      await page.getByLabel("Your new account").fill("@cleo");
      await page.getByLabel("Your password now").fill(password);
      await page.getByRole("button", { name: "Move my followers" }).click();
    };
    await move("not my password");
    await page.getByText("This is not your password.").waitFor();
    expect(await accessibilityProblems(page)).toEqual([]);
    await move(PASSWORD);
    await page.getByRole("heading", { name: "You have moved" }).waitFor();
    await look(other, "moved", "/settings/migration");
    await other.close();
  }, 120_000);
});

/** People and posts with everything on them that pages show. @returns the path of a post in a conversation */
async function furnish(node: NodeProcess): Promise<string> {
  const { ctx } = await node.console();
  const [ana, ben] = [await owner(node, "ana"), await owner(node, "ben")];
  const picture = async (color: string, width: number, height: number) => {
    const bytes = await sharp({ create: { width, height, channels: 3, background: color } })
      .jpeg()
      .toBuffer();
    return fileUrl(ctx.uris, await ctx.files.put(bytes, "jpg"));
  };
  must(
    await updateAccount(ctx, ana, {
      displayName: "Ana Baker",
      bio: "I bake bread, and write about it.\n\nMostly #rye.",
      avatarUrl: await picture("#b5651d", 400, 400),
      headerUrl: await picture("#e7c590", 1500, 500),
      fields: [
        { name: "Bakery", value: "https://ana.example/bread" },
        { name: "Pronouns", value: "she/her" },
      ],
    }),
  );
  await ctx.sql`update accounts set field_sources =
    jsonb_set(field_sources, '{0,verifiedAt}', '"2026-01-02T03:04:05.000Z"') where id = ${ana}`;
  await addRule(ctx, { text: "Be kind to each other", hint: "Also when tired." });
  const publish = async (accountId: string, draft: Omit<PostDraft, "accountId">) =>
    must(await createPost(ctx, { accountId, ...draft })).id;
  const medium = mediumOf({
    kind: "image",
    url: await picture("#c89f6d", 900, 500),
    mediaType: "image/jpeg",
    alt: "A loaf on a table",
    width: 900,
    height: 500,
  });
  const pinned = await publish(ana, { text: "My recipes, from the first to the last. #Bread" });
  must(await pin(ctx, { accountId: ana, postId: pinned }));
  const first = await publish(ben, { text: "I would like to start with #bread. Where to begin?" });
  const closesAt = new Date(Date.now() + 86_400_000);
  const poll = { options: ["Rye", "Wheat", "Spelt"], multiple: false, closesAt };
  const post = await publish(ana, { text: "Which flour do you have?", inReplyTo: first, poll });
  const answer = await publish(ben, {
    text: "Rye, I think: https://flour.example/rye/long/address",
    inReplyTo: post,
  });
  await publish(ana, { text: "Then start with this one. #Bread", inReplyTo: answer, media: [medium] });
  await publish(ana, { text: "This morning's loaf. #Bread", media: [medium] });
  await publish(ana, { text: "It has mould on it", warning: "Spoiled food" });
  await publish(ana, { text: "Worth reading again:", quote: pinned });
  return `/@ana/${post}`;
}
