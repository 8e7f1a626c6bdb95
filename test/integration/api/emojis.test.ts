import sharp from "sharp";
import { afterAll, beforeAll, expect, it } from "vitest";
import { announce } from "#server/announcements/write.ts";
import { addEmoji, removeEmoji } from "#server/emojis/add.ts";
import { sweepFiles } from "#server/files/sweep.ts";
import { must } from "#test/e2e/people.ts";
import { type ApiRig, createApiRig, type Json, type Person } from "./rig.ts";

let rig: ApiRig;
let ana: Person;
beforeAll(async () => {
  rig = await createApiRig();
  ana = await rig.person("ana");
}, 60_000);
afterAll(() => rig.close());

const picture = (background: string) =>
  sharp({ create: { width: 20, height: 20, channels: 4, background } })
    .png()
    .toBuffer();
const add = async (shortcode: string, more: { category?: string; isListed?: boolean; color?: string } = {}) =>
  must(await addEmoji(rig.ctx, { shortcode, bytes: await picture(more.color ?? "red"), ...more }));
const all = async () => (await rig.request("GET", "/api/v1/custom_emojis")).body;

it("lists the node's emoji, with their categories, for anybody", async () => {
  const blob = await add("blobcat", { category: "Blobs" });
  await add("secret", { isListed: false, color: "blue" });
  expect(await all()).toEqual([
    { shortcode: "blobcat", url: blob.url, static_url: blob.url, visible_in_picker: true, category: "Blobs" },
    {
      shortcode: "secret",
      url: expect.any(String),
      static_url: expect.any(String),
      visible_in_picker: false,
      category: null,
    },
  ]);
  const file = await fetch(blob.url);
  expect(file.headers.get("content-type")).toBe("image/png");
  expect(await sharp(await file.arrayBuffer()).metadata()).toMatchObject({ width: 20, height: 20 });
});

it("knows them in posts, polls, display names, bios and fields", async () => {
  const tea = await add("tea", { color: "green" });
  const known = [{ shortcode: "tea", url: tea.url, static_url: tea.url, visible_in_picker: true }];
  const post = await ana.post("/api/v1/statuses", { status: "some :tea: and :nothing:" });
  expect(post.body.emojis).toMatchObject(known);
  const poll = await ana.post("/api/v1/statuses", {
    status: "drink?",
    poll: { options: [":tea:", "water"], expires_in: 600 },
  });
  expect(poll.body.poll.emojis).toMatchObject(known);
  const named = await ana.patch("/api/v1/accounts/update_credentials", { display_name: "Ana :tea:" });
  expect(named.body.emojis).toMatchObject(known);
  const renamed = await ana.patch("/api/v1/accounts/update_credentials", {
    display_name: "Ana",
    note: "I like :tea:",
  });
  expect(renamed.body.emojis).toMatchObject(known);
  const without = await ana.patch("/api/v1/accounts/update_credentials", { note: "Nothing" });
  expect(without.body.emojis).toEqual([]);
});

it("are what people react with", async () => {
  const yes = await add("yes_yes", { color: "yellow" });
  const post = await rig.publish(ana, "agreed?");
  const reacted = await ana.post(`/api/v1/statuses/${post}/react/yes_yes`);
  expect(reacted.body.reactions).toMatchObject([{ name: "yes_yes", count: 1, me: true, url: yes.url }]);
  const { id } = must(await announce(rig.ctx, { text: "agreed :yes_yes:" }));
  expect((await ana.put(`/api/v1/announcements/${id}/reactions/yes_yes`)).status).toBe(200);
  const [shown] = (await ana.get("/api/v1/announcements")).body;
  expect(shown.reactions).toEqual([
    { name: "yes_yes", count: 1, me: true, url: yes.url, static_url: yes.url },
  ]);
  expect(shown.emojis).toMatchObject([{ shortcode: "yes_yes" }]);
  await removeEmoji(rig.ctx, "yes_yes");
  expect((await ana.get("/api/v1/announcements")).body[0]).toMatchObject({ reactions: [], emojis: [] });
});

it("are documents for other servers, and pictures for people", async () => {
  const owl = await add("owl", { color: "brown" });
  const iri = `${rig.origin}/emojis/owl`;
  const document = await rig.request("GET", "/emojis/owl", {
    headers: { accept: "application/activity+json" },
  });
  expect(document.body).toMatchObject({
    id: iri,
    type: "Emoji",
    name: ":owl:",
    icon: { type: "Image", mediaType: "image/png", url: owl.url },
  });
  expect(document.body["@context"]).toContain("https://www.w3.org/ns/activitystreams");
  const page = await rig.request("GET", "/emojis/owl", { headers: { accept: "text/html" } });
  expect([page.status, page.headers.get("location")]).toEqual([302, owl.url]);
  const none = await rig.request("GET", "/emojis/cuckoo", {
    headers: { accept: "application/activity+json" },
  });
  expect(none.status).toBe(404);
  const id = await rig.publish(ana, "hoo");
  void id;
  const post = await ana.post("/api/v1/statuses", { status: "who? :owl:" });
  const sent = await rig.request("GET", new URL(post.body.uri).pathname, {
    headers: { accept: "application/activity+json" },
  });
  expect(sent.body.tag).toContainEqual(expect.objectContaining({ id: iri, type: "Emoji", name: ":owl:" }));
});

it("give up their files when they are removed or get another picture, and not before", async () => {
  const first = await add("changing", { color: "black" });
  const twin = await add("twin", { color: "black" });
  expect(twin.url).toBe(first.url);
  const second = await add("changing", { color: "white" });
  expect(second.url).not.toBe(first.url);
  expect((await fetch(first.url)).status).toBe(200);
  await removeEmoji(rig.ctx, "twin");
  expect((await fetch(first.url)).status).toBe(404);
  await sweepFiles(rig.ctx);
  expect((await fetch(second.url)).status).toBe(200);
  expect(await removeEmoji(rig.ctx, "twin")).toBe(false);
});

it("have names of letters, digits and underscores, and are pictures", async () => {
  const bytes = await picture("red");
  for (const shortcode of ["a", "with space", "dash-ed", ":x:", "ü2"])
    expect(await addEmoji(rig.ctx, { shortcode, bytes })).toMatchObject({
      error: { type: "emoji/bad-shortcode" },
    });
  expect(await addEmoji(rig.ctx, { shortcode: "html", bytes: Buffer.from("<html>") })).toMatchObject({
    error: { type: "emoji/unknown-format" },
  });
  expect((await all()).map((each: Json) => each.shortcode)).not.toContain("html");
});
