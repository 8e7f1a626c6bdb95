import { afterAll, beforeAll, expect, it } from "vitest";
import type { Person } from "../api/rig.ts";
import { type Browser, openBrowser } from "../sign-in/browser.ts";
import { createNotesRig, type NotesRig } from "./rig.ts";

const password = "a long enough password";
let rig: NotesRig;
let ana: Person;
let wendy: Person;
beforeAll(async () => {
  rig = await createNotesRig();
  ana = await rig.old("ana");
  wendy = await rig.old("wendy");
}, 120_000);
afterAll(() => rig.close());

async function signedIn(name: string): Promise<Browser> {
  const browser = openBrowser(rig.origin);
  await browser.send("/auth/sign_in", { name, password, next: "/notes" });
  return browser;
}

it("leads from a post over the form, the rating and the model to what readers find under the post", async () => {
  const postId = await rig.publish(ana, "The moon is a cheese");
  const stranger = openBrowser(rig.origin);
  expect((await stranger.get(`/@ana/${postId}`)).text).toContain(`href="/notes/new?post=${postId}"`);
  expect(await stranger.get(`/notes/new?post=${postId}`)).toMatchObject({
    status: 303,
    location: `/auth/sign_in?next=${encodeURIComponent(`/notes/new?post=${postId}`)}`,
  });

  const writer = await signedIn("wendy");
  const form = await writer.get(`/notes/new?post=${postId}&lang=de`);
  expect(form.text).toContain("Zusammenhang zu einem Beitrag ergänzen");
  expect(form.text).toContain("The moon is a cheese");
  const refused = await writer.send(`/notes/new?post=${postId}&lang=en`, { text: "It is <b>rock</b>." });
  expect(refused.status).toBe(422);
  expect(refused.text).toContain("Name a source, or say why none is needed.");
  expect(refused.text).toContain("It is &lt;b&gt;rock&lt;/b&gt;.");
  const sent = await writer.send(`/notes/new?post=${postId}`, {
    text: "It is <b>rock</b>.",
    sources: "https://nasa.example/moon\nhttps://esa.example/",
    language: "en",
  });
  expect(sent).toMatchObject({
    status: 303,
    location: expect.stringMatching(/^\/notes\/[0-9a-f-]{36}\?said=added$/),
  });
  const [path = ""] = sent.location?.split("?") ?? [];
  const own = await writer.get(path);
  expect(own.text).toContain("You wrote this note.");
  expect(own.text).not.toContain('name="rating"');
  expect((await writer.get("/notes/mine")).text).toContain(`href="${path}"`);
  expect((await stranger.get(path)).status).toBe(404);

  const rater = await signedIn("left0");
  expect((await rater.get("/notes")).text).toContain(`href="${path}"`);
  const page = await rater.get(path);
  expect(page.text).toContain("Does this note help people to understand the post?");
  expect(page.text).not.toContain("wendy");
  expect((await rater.send(`${path}/rating`, { reason: "clear" })).text).toContain("Say whether it helps.");
  const rated = await rater.send(`${path}/rating`, { rating: "somewhat", reason: "clear" });
  expect(rated).toMatchObject({ status: 303, location: `${path}?said=rated` });
  expect((await rater.get("/notes")).text).not.toContain(`href="${path}"`);
  expect((await rater.get(path)).text).toMatch(/value="somewhat"\s+checked/);

  const id = path.slice("/notes/".length);
  await rig.rateBySides(id, [1, 1]);
  for (const shares of [
    [1, 0],
    [0, 1],
    [1, 0],
    [0, 1],
  ] as const)
    await rig.rateBySides(await rig.write(wendy, await rig.publish(ana, "Another")), shares);
  await rig.settle();
  const shown = (await stranger.get(`/@ana/${postId}`)).text;
  expect(shown).toContain("Readers added context");
  expect(shown).toContain("It is &lt;b&gt;rock&lt;/b&gt;.");
  expect(shown).toContain("People who usually differ found this helpful.");
  expect(shown).toContain(`href="${path}"`);
  expect(shown).not.toContain("Added by the moderators");
  const about = await stranger.get(`${path}?lang=ar`);
  expect(about.text).toContain('dir="rtl"');
  expect((await stranger.get(`${path}?lang=en`)).text).toContain(
    "20 ratings: 20 helpful, 0 somewhat, 0 not helpful",
  );

  expect(await writer.send(`${path}/withdraw`, {})).toMatchObject({ location: "/notes?said=withdrawn" });
  expect((await stranger.get(`/@ana/${postId}`)).text).not.toContain("Readers added context");
}, 60_000);

it("tells who may not write or rate why", async () => {
  await rig.person("nina");
  const nina = await signedIn("nina");
  expect((await nina.get("/notes")).text).toContain("Your account is too new");
  const postId = await rig.publish(ana, "A claim");
  const refused = await nina.send(`/notes/new?post=${postId}`, { text: "No.", why_no_source: "x" });
  expect(refused).toMatchObject({ status: 422 });
  expect(refused.text).toContain("Your account is too new");
});
