import sharp from "sharp";
import { afterAll, beforeAll, expect, it } from "vitest";
import { type ApiRig, createApiRig, type Person } from "../api/rig.ts";

const ACTIONS = "/api/folkmoot/v1/actions";

let rig: ApiRig;
let mia: Person;
let ana: Person;
let ben: Person;

beforeAll(async () => {
  rig = await createApiRig();
  mia = await rig.person("mia", { role: "moderator" });
  ana = await rig.person("ana");
  ben = await rig.person("ben");
}, 60_000);
afterAll(() => rig.close());

async function picture(background: string): Promise<Blob> {
  const bytes = await sharp({ create: { width: 64, height: 64, channels: 3, background } })
    .png()
    .toBuffer();
  return new Blob([new Uint8Array(bytes)], { type: "image/png" });
}

/** Posts a picture; answers the post's id and the addresses of its files. */
async function postPicture(by: Person, background: string): Promise<{ id: string; urls: string[] }> {
  const form = new FormData();
  form.append("file", await picture(background), "a.png");
  const { body: medium } = await by.post("/api/v1/media", form);
  const { body: status } = await by.post("/api/v1/statuses", { status: "A picture", media_ids: [medium.id] });
  const [{ url, preview_url: preview }] = status.media_attachments;
  return { id: status.id, urls: [...new Set<string>([url, preview])] };
}

async function act(subject: object, kind: string): Promise<string> {
  const { status, body } = await mia.post(ACTIONS, { subject, kind, category: "spam" });
  expect(status).toBe(201);
  await rig.node.settle();
  return body.id;
}

async function undo(actionId: string): Promise<void> {
  expect((await mia.post(`${ACTIONS}/${actionId}/undo`, {})).status).toBe(200);
  await rig.node.settle();
}

const statusesOf = (urls: readonly string[]) =>
  Promise.all(urls.map(async (url) => (await fetch(url)).status));

it("serves the files of a removed post to nobody, and again when that is undone", async () => {
  const { id, urls } = await postPicture(ana, "#a33");
  expect(new Set(await statusesOf(urls))).toEqual(new Set([200]));
  const actionId = await act({ kind: "post", id }, "remove");
  expect(new Set(await statusesOf(urls))).toEqual(new Set([404]));
  // Whoever asks whether it has changed learns no more than others.
  const [etag] = /[0-9a-f]{64}/.exec(urls[0] ?? "") ?? [];
  expect((await fetch(urls[0] ?? "", { headers: { "if-none-match": `"${etag}"` } })).status).toBe(404);
  await undo(actionId);
  expect(new Set(await statusesOf(urls))).toEqual(new Set([200]));
});

it("serves on what somebody else shows too", async () => {
  const mine = await postPicture(ana, "#3a3");
  const theirs = await postPicture(ben, "#3a3");
  expect(theirs.urls).toEqual(mine.urls);
  await act({ kind: "post", id: mine.id }, "remove");
  expect(new Set(await statusesOf(mine.urls))).toEqual(new Set([200]));
  await act({ kind: "post", id: theirs.id }, "remove");
  expect(new Set(await statusesOf(mine.urls))).toEqual(new Set([404]));
});

it("serves no pictures of a suspended account, and all of them when it is back", async () => {
  const form = new FormData();
  form.append("avatar", await picture("#33a"), "a.png");
  const { body: account } = await ben.patch("/api/v1/accounts/update_credentials", form);
  const { urls } = await postPicture(ben, "#aa3");
  const all = [...urls, account.avatar];
  expect(new Set(await statusesOf(all))).toEqual(new Set([200]));
  const actionId = await act({ kind: "account", id: ben.id }, "suspend");
  expect(new Set(await statusesOf(all))).toEqual(new Set([404]));
  await undo(actionId);
  expect(new Set(await statusesOf(all))).toEqual(new Set([200]));
});

it("a picture that its author describes anew is not for that the author's own mark of what moderators marked", async () => {
  const { id } = await postPicture(ana, "#33a");
  const actionId = await act({ kind: "post", id }, "sensitive");
  const { body: marked } = await ana.get(`/api/v1/statuses/${id}`);
  expect(marked.sensitive).toBe(true);
  const medium = marked.media_attachments[0].id;
  expect((await ana.put(`/api/v1/media/${medium}`, { description: "Something blue" })).status).toBe(200);
  await undo(actionId);
  const { body } = await ana.get(`/api/v1/statuses/${id}`);
  expect([body.media_attachments[0].description, body.sensitive]).toEqual(["Something blue", false]);
});
