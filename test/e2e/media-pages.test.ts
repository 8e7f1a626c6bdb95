import type { Browser, Page } from "playwright-core";
import sharp from "sharp";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Medium } from "#protocol/model/medium.ts";
import { fileUrl } from "#server/files/address.ts";
import { createPost } from "#server/posts/create.ts";
import {
  accessibilityProblems,
  chromiumInstalled,
  complaintsOf,
  launchBrowser,
} from "#test/support/browser.ts";
import { ffmpegPath, makeFilm } from "#test/support/film.ts";
import { lookAt } from "#test/support/look.ts";
import { mediumOf } from "#test/support/medium.ts";
import { type NodeProcess, startNodeProcess } from "#test/support/processes.ts";
import { owner } from "./clients/sign-in.ts";
import { must } from "./people.ts";

const ffmpeg = await ffmpegPath();

describe.skipIf(!chromiumInstalled())("media on pages, in a browser", () => {
  let node: NodeProcess;
  let browser: Browser;
  const paths = { pictures: "", film: "", warned: "", warnedFilm: "", sound: "" };

  beforeAll(async () => {
    node = await startNodeProcess({ env: { NODE_NAME: "Breadwinners" } });
    Object.assign(paths, await furnish(node));
    browser = await launchBrowser();
  }, 120_000);
  afterAll(async () => {
    await browser?.close();
    await node?.close();
  });

  async function open(path: string, options: { javaScriptEnabled?: boolean; reducedMotion?: "reduce" } = {}) {
    const context = await browser.newContext(options);
    const page = await context.newPage();
    page.setDefaultTimeout(15_000);
    const found = complaintsOf(page, node.host);
    await page.goto(`${node.origin}${path}`, { waitUntil: "networkidle" });
    return { page, found, close: () => context.close() };
  }

  /** What a page's video or sound is doing. */
  const playback = (page: Page) =>
    page.evaluate<{
      paused: boolean;
      muted: boolean;
      currentTime: number;
      playbackRate: number;
      isStream: boolean;
    }>(`(() => {
      const { paused, muted, currentTime, playbackRate, currentSrc } = document.querySelector("[data-player] :is(video, audio)");
      return { paused, muted, currentTime, playbackRate, isStream: currentSrc.startsWith("blob:") };
    })()`);

  it("are for everybody's eyes: pictures, videos and sounds in posts and alone", async () => {
    const context = await browser.newContext();
    // Pictures load when they come into view.
    await lookAt(context, node, "media-profile", "/@ana", async (page) => {
      for (const picture of await page.locator("a[data-picture]:visible").all())
        await picture.scrollIntoViewIfNeeded();
      await page.waitForLoadState("networkidle");
    });
    await lookAt(context, node, "media-picture", `${paths.pictures}/media/2`);
    await lookAt(context, node, "media-warned", `${paths.warned}/media/1`);
    await lookAt(context, node, "media-sound", `${paths.sound}/media/1`);
    await lookAt(context, node, "media-video", `${paths.film}/media/1`, (page) =>
      page.getByText("Keys", { exact: true }).click(),
    );
    await lookAt(context, node, "media-frame", `${paths.film}/media/1/embed`);
    await lookAt(context, node, "media-dialog", paths.pictures, async (page) => {
      await page.locator("a[data-picture]").first().click();
      await page.locator("dialog[open]").waitFor();
    });
    await context.close();
  }, 240_000);

  it("keep their place before they are there", async () => {
    const { page, close } = await open(paths.pictures);
    const shapes = await page.evaluate(`[...document.querySelectorAll("a[data-picture] img")].map((image) => {
      const before = image.getBoundingClientRect();
      image.removeAttribute("src");
      const after = image.getBoundingClientRect();
      return [before.width - after.width, before.height - after.height];
    })`);
    expect(shapes).toEqual([
      [0, 0],
      [0, 0],
      [0, 0],
    ]);
    await close();
  }, 60_000);

  it("open over the page, are turned over and made larger by keys, and give the focus back", async () => {
    const { page, found, close } = await open(paths.pictures);
    const [first, second] = [page.locator("a[data-picture]").first(), page.locator("a[data-picture]").nth(1)];
    await first.focus();
    await page.keyboard.press("Enter");
    const dialog = page.locator("dialog[open]");
    await dialog.getByText("A loaf on a table", { exact: true }).waitFor();
    await page.keyboard.press("ArrowRight");
    await dialog.getByText("2 / 3").waitFor();
    expect(await dialog.locator("img").getAttribute("alt")).toBe("Picture 2 of 3");
    const width = () => dialog.locator("img").evaluate((image) => image.getBoundingClientRect().width);
    const fitting = await width();
    await page.keyboard.press("+");
    await page.keyboard.press("+");
    expect(await width()).toBeCloseTo(2 * fitting, 0);
    expect(await accessibilityProblems(page)).toEqual([]);
    await page.keyboard.press("0");
    expect(await width()).toBeCloseTo(fitting, 0);
    await page.keyboard.press("Escape");
    await dialog.waitFor({ state: "detached" });
    // The dialog is shut before it says so.
    await expect
      .poll(() => page.evaluate("document.activeElement.pathname"))
      .toBe(await second.getAttribute("href"));
    expect(found).toEqual([]);
    await close();
  }, 60_000);

  it("are links from picture to picture without scripts, and keys with them", async () => {
    const plain = await open(paths.pictures, { javaScriptEnabled: false });
    await plain.page.locator("a[data-picture]").first().click();
    await plain.page.getByRole("heading", { name: "Picture 1 of 3 by Ana Baker" }).waitFor();
    await plain.page.getByRole("link", { name: "Next" }).click();
    await plain.page.getByRole("heading", { name: "Picture 2 of 3 by Ana Baker" }).waitFor();
    expect(await plain.page.getByRole("button").count()).toBe(0);
    await plain.close();
    const { page, found, close } = await open(`${paths.pictures}/media/2`);
    await page.keyboard.press("ArrowRight");
    await page.waitForURL("**/media/3");
    await page.getByRole("button", { name: "Larger" }).click();
    await page.keyboard.press("-");
    await page.keyboard.press("ArrowLeft");
    await page.waitForURL("**/media/2");
    await page.keyboard.press("Escape");
    await page.getByRole("heading", { name: "Post by Ana Baker" }).waitFor();
    expect(found).toEqual([]);
    await close();
  }, 60_000);

  describe.skipIf(ffmpeg === null)("a video", () => {
    it("plays as a stream, of which parts are read, and is heard by keys", async () => {
      const { page, found, close } = await open(`${paths.film}/media/1`);
      const ranges: string[] = [];
      page.on("request", (request) => {
        const { range } = request.headers();
        if (request.url().endsWith(".mp4")) ranges.push(range ?? "");
      });
      await page.reload();
      await page.getByLabel("Quality").waitFor();
      await page.keyboard.press("k");
      await expect
        .poll(async () => (await playback(page)).currentTime, { timeout: 15_000 })
        .toBeGreaterThan(0.5);
      expect(await playback(page)).toMatchObject({ paused: false, isStream: true });
      expect(ranges.length).toBeGreaterThan(0);
      expect(ranges.every((range) => /^bytes=\d+-\d+$/.test(range))).toBe(true);
      await page.keyboard.press(" ");
      await page.keyboard.press("m");
      expect(await playback(page)).toMatchObject({ paused: true, muted: true });
      const { currentTime } = await playback(page);
      await page.keyboard.press("ArrowRight");
      expect((await playback(page)).currentTime).toBeCloseTo(currentTime + 5, 0);
      await page.keyboard.press("j");
      expect((await playback(page)).currentTime).toBe(0);
      await page.keyboard.press(">");
      expect((await playback(page)).playbackRate).toBe(1.25);
      expect(await page.getByLabel("Speed").inputValue()).toBe("1.25");
      const qualities = await page.locator("[data-quality] option").allTextContents();
      expect(qualities).toEqual(["Automatic", "180p", "90p"]);
      expect(found).toEqual([]);
      await close();
    }, 60_000);

    it("shows what is said, and hears no keys for whoever turns them off", async () => {
      const { page, close } = await open(`${paths.film}/media/1`);
      await page.keyboard.press("c");
      const cues = () =>
        page.evaluate<string[]>(`(() => {
          const [track] = document.querySelector("video").textTracks;
          return [track.mode, ...[...(track.activeCues ?? [])].map((cue) => cue.text)];
        })()`);
      await page.keyboard.press("k");
      await expect.poll(cues, { timeout: 15_000 }).toEqual(["showing", "The kettle is on."]);
      await page.keyboard.press("c");
      expect((await cues())[0]).toBe("disabled");
      await page.getByText("Keys", { exact: true }).click();
      await page.getByLabel("Use these keys on this page").uncheck();
      await page.keyboard.press("m");
      expect((await playback(page)).muted).toBe(false);
      await close();
    }, 60_000);

    it("that is folded away plays by no key before it is opened, and then like any other", async () => {
      const { page, found, close } = await open(`${paths.warnedFilm}/media/1`);
      await page.keyboard.press("k");
      await page.keyboard.press("m");
      expect(await playback(page)).toMatchObject({ paused: true, muted: false });
      await page.getByText("Boiling water").click();
      await page.getByLabel("Quality").waitFor();
      await page.keyboard.press("m");
      await page.keyboard.press("k");
      await expect
        .poll(async () => (await playback(page)).currentTime, { timeout: 15_000 })
        .toBeGreaterThan(0.3);
      expect(await playback(page)).toMatchObject({ paused: false, muted: true, isStream: true });
      expect(found).toEqual([]);
      await close();
    }, 60_000);

    it("is heard by keys where the browser keeps nothing, as within other sites' pages", async () => {
      const context = await browser.newContext();
      await context.addInitScript(
        `Object.defineProperty(window, "localStorage", { get() { throw new DOMException("no", "SecurityError"); } })`,
      );
      const page = await context.newPage();
      await page.goto(`${node.origin}${paths.film}/media/1`, { waitUntil: "networkidle" });
      await page.getByLabel("Quality").waitFor();
      await page.keyboard.press("m");
      expect((await playback(page)).muted).toBe(true);
      await page.getByText("Keys", { exact: true }).click();
      await page.getByLabel("Use these keys on this page").uncheck();
      await page.keyboard.press("m");
      expect((await playback(page)).muted).toBe(true);
      await context.close();
    }, 60_000);

    it("plays as a plain element without scripts", async () => {
      const { page, found, close } = await open(`${paths.film}/media/1`, { javaScriptEnabled: false });
      const video = page.locator("video[controls]");
      await video.waitFor();
      expect(await video.locator("source").count()).toBe(2);
      await page.evaluate("void document.querySelector('video').play()");
      await expect
        .poll(() => page.evaluate<number>("document.querySelector('video').currentTime"), { timeout: 15_000 })
        .toBeGreaterThan(0.3);
      expect(found).toEqual([]);
      await close();
    }, 60_000);

    it("that moves by itself does not for readers who want less of that", async () => {
      const moving = (page: Page) =>
        page.evaluate<boolean[][]>(
          "[...document.querySelectorAll('video[loop]')].map((video) => [video.checkVisibility(), video.currentTime > 0])",
        );
      const usual = await open("/tags/loop");
      await expect
        .poll(() => moving(usual.page), { timeout: 15_000 })
        .toEqual([
          [true, true],
          [false, false],
        ]);
      await usual.close();
      const less = await open("/tags/loop", { reducedMotion: "reduce" });
      expect(await moving(less.page)).toEqual([
        [false, false],
        [true, false],
      ]);
      await less.close();
    }, 60_000);
  });

  async function furnish(node: NodeProcess): Promise<typeof paths> {
    const { ctx } = await node.console();
    const ana = await owner(node, "ana");
    await ctx.sql`update accounts set display_name = 'Ana Baker' where id = ${ana}`;
    const kept = async (bytes: Uint8Array, extension: string) =>
      fileUrl(ctx.uris, await ctx.files.put(bytes, extension));
    const photo = async (from: string, to: string, width: number, height: number) => {
      const drawn = `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}">
        <defs><linearGradient id="g" x2="1" y2="1"><stop stop-color="${from}"/><stop offset="1" stop-color="${to}"/></linearGradient></defs>
        <rect width="100%" height="100%" fill="url(#g)"/>
        <ellipse cx="50%" cy="62%" rx="34%" ry="20%" fill="#8a4b1f"/><ellipse cx="50%" cy="57%" rx="31%" ry="16%" fill="#c98545"/>
        </svg>`;
      return kept(await sharp(Buffer.from(drawn)).jpeg({ quality: 85 }).toBuffer(), "jpg");
    };
    const picture = async (from: string, to: string, width: number, height: number, alt: string | null) =>
      mediumOf({
        kind: "image",
        url: await photo(from, to, width, height),
        mediaType: "image/jpeg",
        alt,
        width,
        height,
      });
    const publish = async (
      text: string,
      media: Medium[],
      rest: { sensitive?: boolean; warning?: string } = {},
    ) => `/@ana/${must(await createPost(ctx, { accountId: ana, text, media, ...rest })).id}`;
    const pictures = await publish("Three loaves from this morning. #Bread", [
      await picture("#f3d9b1", "#7a4a21", 1600, 1000, "A loaf on a table"),
      await picture("#d6e4d0", "#4b6b4f", 1000, 1500, null),
      await picture("#cfd8ea", "#40527a", 1200, 900, "A loaf in the window, cut in half, with seeds."),
    ]);
    await publish("One more, tall.", [await picture("#fbe6c8", "#a4632a", 900, 1400, "A tall loaf")]);
    const warned = await publish(
      "Not for everybody.",
      [await picture("#c9c9c9", "#222222", 1200, 800, "Mould on bread")],
      { sensitive: true },
    );
    const cover = await photo("#f0c27b", "#4b1248", 800, 800);
    const film = ffmpeg === null ? null : await makeFilm(ffmpeg, kept);
    const stand = mediumOf({ kind: "video", url: await kept(new Uint8Array([0]), "mp4") });
    const poster = await photo("#2d3a35", "#93b5a4", 1280, 720);
    const video: Medium = {
      ...stand,
      ...film?.video,
      alt: "A kettle comes to the boil on an old stove; then somebody pours tea.",
      previewUrl: poster,
    };
    const filmPath = await publish("How I make tea.", [video]);
    const warnedFilm = await publish("Hot.", [video], { warning: "Boiling water" });
    await publish("Round and round. #loop", [{ ...video, alternatives: [], captions: [], loops: true }]);
    const sound = await publish("The dough sings.", [
      mediumOf({
        kind: "audio",
        url: film?.sound ?? (await kept(new Uint8Array([1]), "m4a")),
        mediaType: "audio/mp4",
        alt: "Bubbles rising in dough",
        duration: 6,
        previewUrl: cover,
      }),
    ]);
    return { pictures, film: filmPath, warned, warnedFilm, sound };
  }
});
