import type { Browser, Page } from "playwright-core";
import sharp from "sharp";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import {
  accessibilityProblems,
  chromiumInstalled,
  complaintsOf,
  launchBrowser,
} from "#test/support/browser.ts";
import { ffmpegPath, shortFilm } from "#test/support/film.ts";
import { type NodeProcess, startNodeProcess } from "#test/support/processes.ts";
import { owner, PASSWORD } from "./clients/sign-in.ts";
import { follow, type Person } from "./people.ts";

/** SCREENSHOTS names a folder for pictures to look at. */
const folder = process.env.SCREENSHOTS;
const ffmpeg = await ffmpegPath();

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
    await page.getByText("Live", { exact: true }).waitFor();
    return page;
  }

  it("signs in by OAuth, posts, and shows a post to its reader as it is written", async () => {
    const reader = await signIn("ana");
    const found = complaintsOf(reader, node.host);
    const writer = await signIn("ben");
    await writer.getByLabel("What do you have to say?").fill("Written in a browser, #live");
    await writer.getByRole("button", { name: "Post", exact: true }).click();
    await writer.locator("article", { hasText: "Written in a browser" }).waitFor();
    const article = reader.locator("article", { hasText: "Written in a browser" });
    await article.waitFor();
    await article.getByRole("button", { name: "Like" }).click();
    await reader.locator('article button[aria-pressed="true"]', { hasText: "Like" }).waitFor();
    expect(await accessibilityProblems(reader)).toEqual([]);
    if (folder) await reader.screenshot({ path: `${folder}/app.png` });
    expect(found).toEqual([]);
  }, 60_000);

  it("attaches pictures with descriptions, and shows them", async () => {
    const page = await signIn("ben");
    const found = complaintsOf(page, node.host);
    const picture = (background: string) =>
      sharp({ create: { width: 640, height: 480, channels: 3, background } })
        .png()
        .toBuffer();
    await page.getByLabel("Pictures, videos and sounds").setInputFiles([
      { name: "field.png", mimeType: "image/png", buffer: await picture("#3a6") },
      { name: "mistake.png", mimeType: "image/png", buffer: await picture("#a36") },
    ]);
    await page.getByRole("button", { name: "Remove mistake.png" }).click();
    const item = (name: string) => page.getByRole("listitem").filter({ hasText: name });
    expect(await item("mistake.png").count()).toBe(0);
    await item("field.png").getByRole("textbox").fill("A green field");
    await item("field.png").getByText("Ready").waitFor();
    expect(await accessibilityProblems(page)).toEqual([]);
    if (folder) await page.screenshot({ path: `${folder}/app-attached.png` });
    await page.getByLabel("What do you have to say?").fill("From the garden");
    await page.getByRole("button", { name: "Post", exact: true }).click();
    const article = page.locator("article", { hasText: "From the garden" });
    await article.getByRole("img", { name: "A green field" }).waitFor();
    expect(await page.getByRole("button", { name: /^Remove/ }).count()).toBe(0);
    if (folder) await page.screenshot({ path: `${folder}/app-media.png` });

    await page.getByLabel("Pictures, videos and sounds").setInputFiles([
      { name: "words.png", mimeType: "image/png", buffer: Buffer.from("no picture at all") },
      { name: "night.png", mimeType: "image/png", buffer: await picture("#112") },
    ]);
    await item("words.png").locator(".wrong").waitFor();
    await page.getByRole("button", { name: "Post", exact: true }).click();
    await page.getByText("A file could not be sent.").waitFor();
    await page.getByRole("button", { name: "Remove words.png" }).click();
    await page.getByLabel("Fold them away").check();
    await page.getByRole("button", { name: "Post", exact: true }).click();
    const folded = page.locator("article", { has: page.locator("details", { hasText: "Sensitive media" }) });
    await folded.waitFor();
    expect(await folded.locator("img").isVisible()).toBe(false);
    const complaints = found.filter((text) => !text.includes("422"));
    expect(complaints).toEqual([]);
  }, 120_000);

  it.skipIf(ffmpeg === null)(
    "attaches a video with captions, once it is made",
    async () => {
      const page = await signIn("ben");
      const found = complaintsOf(page, node.host);
      const buffer = await shortFilm(ffmpeg ?? "");
      const files = page.getByLabel("Pictures, videos and sounds");
      await files.setInputFiles([{ name: "film.mp4", mimeType: "video/mp4", buffer }]);
      await page.getByLabel("What is to be seen or heard").fill("Colours that move");
      const captions = page.getByLabel("File with captions");
      await captions.waitFor({ timeout: 90_000 });
      expect(await accessibilityProblems(page)).toEqual([]);
      await page.getByLabel("Language, such as en or de").fill("de");
      const text = Buffer.from("WEBVTT\n\n00:00.000 --> 00:02.000\nFarben\n");
      await captions.setInputFiles([{ name: "film.vtt", mimeType: "text/vtt", buffer: text }]);
      await page.getByText("Captions kept: de").waitFor();
      if (folder) await page.screenshot({ path: `${folder}/app-film.png`, fullPage: true });
      await page.getByRole("button", { name: "Post", exact: true }).click();
      const video = page.locator("article video[controls]");
      await video.waitFor({ timeout: 90_000 });
      expect(await video.getAttribute("aria-label")).toBe("Colours that move");
      expect(await video.getAttribute("poster")).toContain(`${node.origin}/files/`);
      expect(await video.locator("track").getAttribute("srclang")).toBe("de");
      expect(await video.getAttribute("crossorigin")).toBe("anonymous");
      expect(found).toEqual([]);
    },
    120_000,
  );
});
