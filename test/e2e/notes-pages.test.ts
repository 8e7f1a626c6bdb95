import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { chromiumInstalled, launchBrowser } from "#test/support/browser.ts";
import { lookAt } from "#test/support/look.ts";
import type { Person } from "../integration/api/rig.ts";
import { createNotesRig, type NotesRig } from "../integration/notes/rig.ts";
import { PASSWORD } from "./clients/sign-in.ts";

describe.skipIf(!chromiumInstalled())("pages of notes of context, in a browser", () => {
  let rig: NotesRig;
  let browser: Browser;
  let ana: Person;
  let postId = "";
  let noteId = "";

  beforeAll(async () => {
    rig = await createNotesRig();
    ana = await rig.old("ana");
    const wendy = await rig.old("wendy");
    postId = await rig.publish(ana, "Nobody has ever walked on the moon.");
    noteId = await rig.write(wendy, postId, "Twelve people have, from 1969 to 1972.");
    await rig.rateBySides(noteId, [1, 1]);
    for (const shares of [
      [1, 0],
      [0, 1],
      [1, 0],
      [0, 1],
    ] as const) {
      const other = await rig.publish(ana, "The moon is made of cheese, and of nothing else at all.");
      await rig.rateBySides(await rig.write(wendy, other), shares);
    }
    await rig.settle();
    browser = await launchBrowser();
  }, 120_000);
  afterAll(async () => {
    await browser?.close();
    await rig?.close();
  });

  it("are for everybody's eyes, in both directions of writing", async () => {
    const node = { origin: rig.origin, host: new URL(rig.origin).host };
    const context = await browser.newContext();
    await lookAt(context, node, "note-post", `/@ana/${postId}`);
    await lookAt(context, node, "note", `/notes/${noteId}?lang=en`);
    const page = await context.newPage();
    await page.goto(`${rig.origin}/auth/sign_in?next=/notes`);
    await page.getByLabel(/username/i).fill("ana");
    await page.getByLabel(/^password/i).fill(PASSWORD);
    await page.getByRole("button", { name: /^sign in$/i }).click();
    await page.waitForURL(/\/notes/);
    for (const lang of ["en", "ar"]) {
      await lookAt(context, node, `notes-${lang}`, `/notes?lang=${lang}`);
      await lookAt(context, node, `note-rate-${lang}`, `/notes/${noteId}?lang=${lang}`);
      await lookAt(context, node, `note-new-${lang}`, `/notes/new?post=${postId}&lang=${lang}`);
    }
    await context.close();
  }, 180_000);

  it("show moderators what other nodes have told of", async () => {
    const node = { origin: rig.origin, host: new URL(rig.origin).host };
    await rig.person("mia", { role: "admin" });
    const document = {
      content: "The picture is from 2011, not from this week.",
      sources: ["https://archive.example/2011/picture"],
      whyNoSource: null,
      language: "en",
      ratings: 23,
    };
    await rig.ctx
      .sql`insert into peer_notes (id, iri, peer, post_iri, document, state, received_at, updated_at)
      values (${rig.ctx.ids.next()}, 'https://moot.example/moot/notes/7', 'moot.example', 'https://peer.example/posts/7',
        ${rig.ctx.sql.json(document)}, 'kept', now(), now())`;
    const context = await browser.newContext();
    const page = await context.newPage();
    await page.goto(`${rig.origin}/auth/sign_in?next=/desk/notes`);
    await page.getByLabel(/username/i).fill("mia");
    await page.getByLabel(/^password/i).fill(PASSWORD);
    await page.getByRole("button", { name: /^sign in$/i }).click();
    await page.waitForURL(/\/desk\/notes/);
    for (const lang of ["en", "ar"])
      await lookAt(context, node, `desk-notes-${lang}`, `/desk/notes?lang=${lang}`);
    await context.close();
  }, 120_000);

  it("are used with the keyboard alone, without scripts", async () => {
    const context = await browser.newContext({ javaScriptEnabled: false });
    const page = await context.newPage();
    page.setDefaultTimeout(15_000);
    await page.goto(`${rig.origin}/auth/sign_in?next=/notes`);
    await page.getByLabel(/username/i).fill("ana");
    await page.getByLabel(/^password/i).fill(PASSWORD);
    await page.keyboard.press("Enter");
    await page.getByRole("link", { name: "Rate this note" }).first().focus();
    await page.keyboard.press("Enter");
    await page.getByLabel("It helps", { exact: true }).focus();
    await page.keyboard.press("Space");
    await page.getByLabel("It is clear").focus();
    await page.keyboard.press("Space");
    await page.getByRole("button", { name: "Send the rating" }).focus();
    await page.keyboard.press("Enter");
    await page.getByText("Your rating was taken. Thank you.").waitFor();
    expect(await page.getByLabel("It helps", { exact: true }).isChecked()).toBe(true);
    await context.close();
  }, 60_000);
});
