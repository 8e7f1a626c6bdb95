import { existsSync, readdirSync } from "node:fs";
import { request as httpRequest } from "node:http";
import { join } from "node:path";
import sharp from "sharp";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { sweepFiles } from "#server/files/sweep.ts";
import { removeLooseMedia } from "#server/media/remove.ts";
import { publishScheduled } from "#server/posts/scheduled/publish.ts";
import { eventually } from "#test/e2e/people.ts";
import { photograph, upload } from "#test/support/pictures.ts";
import { type ApiRig, createApiRig, type Json, type Person } from "./rig.ts";

let rig: ApiRig;
let ana: Person;
let ben: Person;
beforeAll(async () => {
  rig = await createApiRig({ MAX_PICTURE_BYTES: "2000000", MAX_VIDEO_BYTES: "3000000" });
  [ana, ben] = [await rig.person("ana"), await rig.person("ben")];
}, 60_000);
afterAll(() => rig.close(), 60_000);

const notFound = { status: 404, body: { error: "Record not found" } };
let seed = 1;
/** A new picture of ana's, or of whoever. */
async function picture(person = ana, fields: Record<string, string> = {}): Promise<Json> {
  seed += 1;
  const { status, body } = await person.post("/api/v2/media", upload(await photograph(seed), fields));
  expect([body, status]).toEqual([expect.objectContaining({ type: "image" }), 200]);
  return body;
}
const post = (person: Person, body: object) => person.post("/api/v1/statuses", body);
const countMedia = async (person: Person) => {
  const [row] = await rig.ctx.sql`select count(*)::int as n from media where account_id = ${person.id}`;
  return row?.n;
};
const workLeft = () => {
  const folder = join(rig.ctx.config.dataDir, "work");
  return existsSync(folder) ? readdirSync(folder) : [];
};

describe("a picture", () => {
  it("is ready when it has been sent, without what its camera wrote into it", async () => {
    const bytes = await photograph();
    const form = upload(bytes, { description: " A wall ", focus: "-0.5,0.25" }, "wall.png");
    const { status, body } = await ana.post("/api/v2/media", form);
    expect(status).toBe(200);
    expect(body).toMatchObject({
      id: expect.stringMatching(/^[0-9a-f-]{36}$/),
      type: "image",
      remote_url: null,
      preview_remote_url: null,
      text_url: null,
      meta: {
        original: { width: 640, height: 480, size: "640x480", aspect: 640 / 480 },
        small: { width: expect.any(Number), height: expect.any(Number) },
        focus: { x: -0.5, y: 0.25 },
      },
      description: "A wall",
      blurhash: expect.stringMatching(/^.{6,}$/),
    });
    for (const address of [body.url, body.preview_url]) {
      const served = await fetch(address);
      expect(served.status).toBe(200);
      const kept = await sharp(await served.arrayBuffer()).metadata();
      expect(kept.exif).toBeUndefined();
    }
    expect((await ana.get(`/api/v1/media/${body.id}`)).body).toEqual(body);
    const [row] = await rig.ctx.sql`select sha256, hashes from media where id = ${body.id}`;
    expect(row).toMatchObject({
      sha256: expect.stringMatching(/^[0-9a-f]{64}$/),
      hashes: [{ pdq: expect.stringMatching(/^[0-9a-f]{64}$/), quality: expect.any(Number), at: null }],
    });
    expect(workLeft()).toEqual([]);
  });

  it("can be sent the old way, and in chunks without a length", async () => {
    expect((await ana.post("/api/v1/media", upload(await photograph(2)))).status).toBe(200);
    const reply = await sendChunked(await photograph(3));
    expect(reply).toMatchObject({ status: 200, body: { type: "image" } });
  });

  it("may have another picture that stands for it", async () => {
    const form = upload(await photograph(4), { thumbnail: await photograph(5, 320, 320) });
    const { body } = await ana.post("/api/v2/media", form);
    expect(body.meta.small).toMatchObject({ width: 320, height: 320 });
    const changed = new FormData();
    changed.append("thumbnail", new Blob([await photograph(6, 200, 100)]), "t.jpg");
    const again = await ana.put(`/api/v1/media/${body.id}`, changed);
    expect(again.body.meta.small).toMatchObject({ width: 200, height: 100 });
    expect(again.body.url).toBe(body.url);
    // The picture that stood for it until now is gone.
    expect((await fetch(again.body.preview_url)).status).toBe(200);
    expect((await fetch(body.preview_url)).status).toBe(404);
  });

  it("has no picture stand for it that is too large, or while too many are made", async () => {
    const { id } = await picture();
    const put = (bytes: Uint8Array<ArrayBuffer>) => {
      const form = new FormData();
      form.append("thumbnail", new Blob([bytes]), "t.jpg");
      return ana.put(`/api/v1/media/${id}`, form);
    };
    const large = new Uint8Array(2_500_000);
    large.set(await photograph(7));
    expect(await put(large)).toMatchObject({
      status: 422,
      body: { error: expect.stringContaining("larger") },
    });
    const { atOnce } = rig.ctx.media;
    Object.assign(rig.ctx.media, { atOnce: async () => null });
    expect((await put(await photograph(8))).status).toBe(503);
    Object.assign(rig.ctx.media, { atOnce });
    expect((await put(await photograph(8))).status).toBe(200);
  });

  it("is described in any characters that a client may send", async () => {
    const { id } = await picture();
    const { status, body } = await ana.put(`/api/v1/media/${id}`, { description: "a\u0000b\ud800" });
    expect([status, body.description]).toEqual([200, "ab\ufffd"]);
  });
});

describe("what is sent", () => {
  const refusals = async (bytes: Uint8Array<ArrayBuffer>, name = "a.jpg", fields = {}) => {
    const before = await countMedia(ben);
    const { status, body } = await ben.post("/api/v2/media", upload(bytes, fields, name));
    expect(await countMedia(ben)).toBe(before);
    expect(workLeft()).toEqual([]);
    return [status, body.error];
  };
  const text = (words: string) => new Uint8Array(Buffer.from(words));

  it("is refused in plain words when it is empty, damaged, or nothing that is taken", async () => {
    expect(await refusals(new Uint8Array(0))).toEqual([
      422,
      "Validation failed: The file is empty or damaged, and cannot be read",
    ]);
    expect(await refusals((await photograph(7)).slice(0, 300))).toEqual([
      422,
      "Validation failed: The file is empty or damaged, and cannot be read",
    ]);
    expect(await refusals(text("<html><script>alert(1)</script></html>"))).toEqual([
      422,
      "Validation failed: This kind of file cannot be attached",
    ]);
    expect(await refusals(await photograph(8), "a.jpg", { description: "x".repeat(1_501) })).toEqual([
      422,
      "Validation failed: Description is too long (maximum is 1500 characters)",
    ]);
    expect(await refusals(await photograph(8), "a.jpg", { thumbnail: text("no picture") })).toEqual([
      422,
      "Validation failed: This kind of file cannot be attached",
    ]);
  });

  it("is refused when it is larger than a picture may be, or than anything", async () => {
    const large = await sharp({
      create: {
        width: 900,
        height: 900,
        channels: 3,
        noise: { type: "gaussian", mean: 128, sigma: 60 },
        background: "",
      },
    })
      .png()
      .toBuffer();
    expect(large.length).toBeGreaterThan(2_000_000);
    expect(await refusals(new Uint8Array(large), "a.png")).toEqual([
      422,
      "Validation failed: The file is larger than 1.9 MB",
    ]);
    expect(await refusals(new Uint8Array(8_000_000))).toEqual([413, "The file is larger than 2.8 MB"]);
    expect(await sendChunked(new Uint8Array(8_000_000))).toMatchObject({ status: 413 });
    expect(workLeft()).toEqual([]);
  });

  it("must be there", async () => {
    expect(await ana.post("/api/v2/media", { description: "nothing" })).toMatchObject({
      status: 422,
      body: { error: "Validation failed: File can't be blank" },
    });
  });

  it("is not read before it is known who sends it", async () => {
    for (const token of [null, "nobody", await rig.token(ana.id, ["read"])]) {
      const reply = await sendChunked(new Uint8Array(1_000_000), token);
      expect([401, 403]).toContain(reply.status);
    }
    expect(workLeft()).toEqual([]);
  });

  it("leaves nothing behind when its sender goes away", async () => {
    const before = await countMedia(ana);
    await new Promise<void>((resolve) => {
      const sending = httpRequest(`${rig.origin}/api/v2/media`, {
        method: "POST",
        headers: {
          authorization: `Bearer ${ana.token}`,
          "content-type": "multipart/form-data; boundary=cut",
        },
      });
      sending.on("error", () => resolve());
      sending.write(head);
      sending.write(Buffer.alloc(200_000));
      void eventually(async () => expect(workLeft()).toHaveLength(1)).then(() => sending.destroy());
    });
    await eventually(async () => expect(workLeft()).toEqual([]));
    expect(await countMedia(ana)).toBe(before);
  });
});

describe("media of a post", () => {
  it("are shown in the order that was asked for", async () => {
    const [a, b, c] = [await picture(), await picture(ana, { description: "b" }), await picture()];
    const { status, body } = await post(ana, { status: "three", media_ids: [c.id, a.id, b.id] });
    expect(status).toBe(200);
    expect(body.media_attachments).toEqual([c, a, b]);
    expect((await ben.get(`/api/v1/statuses/${body.id}`)).body.media_attachments).toEqual([c, a, b]);
  });

  it("need no text beside them", async () => {
    const { id } = await picture();
    expect((await post(ana, { media_ids: [id] })).status).toBe(200);
  });

  it("are nobody else's, no other post's, and ready", async () => {
    const [own, other] = [await picture(), await picture(ben)];
    const gone = "01900000-0000-7000-8000-000000000000";
    for (const ids of [[own.id, other.id], [gone], ["nonsense"]]) {
      const { status, body } = await post(ana, { status: "x", media_ids: ids });
      expect([status, body.error]).toEqual([
        422,
        `Media ${ids.at(-1)} not found or already attached to another post`,
      ]);
    }
    expect((await post(ana, { status: "x", media_ids: [own.id] })).status).toBe(200);
    expect(await post(ana, { status: "again", media_ids: [own.id] })).toMatchObject({ status: 422 });
    const { id } = await picture();
    await rig.ctx.sql`update media set state = 'processing' where id = ${id}`;
    expect(await post(ana, { status: "x", media_ids: [id] })).toMatchObject({
      status: 422,
      body: { error: "Cannot attach files that have not finished processing. Try again in a moment!" },
    });
    expect(await ana.get(`/api/v1/media/${id}`)).toMatchObject({
      status: 206,
      body: { id, url: null, preview_url: null, progress: 1 },
    });
    expect(await ana.put(`/api/v1/media/${id}`, { description: "soon" })).toMatchObject({
      status: 206,
      body: { id, url: null, description: "soon" },
    });
  });

  it("are none that could not be made, of which is told why whenever it is asked for", async () => {
    const { id } = await picture();
    const error = JSON.stringify({ type: "media/disk-full" });
    await rig.ctx.sql`update media set state = 'failed', error = ${error}::text::jsonb where id = ${id}`;
    const refused = {
      status: 422,
      body: { error: "There is no room for files here at the moment. Try again later" },
    };
    expect(await ana.get(`/api/v1/media/${id}`)).toMatchObject(refused);
    expect(await ana.put(`/api/v1/media/${id}`, { description: "x" })).toMatchObject(refused);
    expect((await post(ana, { status: "x", media_ids: [id] })).status).toBe(422);
    expect((await ana.delete(`/api/v1/media/${id}`)).status).toBe(200);
  });

  it("go to one of two posts that ask for them at once", async () => {
    const { id } = await picture();
    const replies = await Promise.all([1, 2, 3].map((n) => post(ana, { status: `${n}`, media_ids: [id] })));
    expect(replies.map((reply) => reply.status).sort()).toEqual([200, 422, 422]);
  });

  it("are as many as the node allows", async () => {
    const ids: string[] = [];
    for (let n = 0; n < 9; n++) ids.push((await picture()).id);
    expect(await post(ana, { status: "x", media_ids: ids })).toMatchObject({
      status: 422,
      body: { error: "Cannot attach more than 8 files" },
    });
    const { body } = await post(ana, { status: "x", media_ids: ids.slice(0, 8) });
    expect(body.media_attachments).toHaveLength(8);
  });

  it("are described anew after they were posted, which is an edit", async () => {
    const { id } = await picture(ana, { description: "before" });
    const { body: made } = await post(ana, { status: "look", media_ids: [id] });
    const changed = await ana.put(`/api/v1/media/${id}`, { description: "after", focus: "1,-1" });
    expect(changed).toMatchObject({ status: 200, body: { description: "after" } });
    const { body } = await ana.get(`/api/v1/statuses/${made.id}`);
    expect(body.media_attachments).toMatchObject([
      { id, description: "after", meta: { focus: { x: 1, y: -1 } } },
    ]);
    expect(body.edited_at).not.toBeNull();
    const { body: history } = await ana.get(`/api/v1/statuses/${made.id}/history`);
    expect(history.map((each: Json) => each.media_attachments[0].description)).toEqual(["before", "after"]);
    const events = await rig.ctx.sql`select kind from outbox_events where payload ->> 'postId' = ${made.id}`;
    expect(events.map((event) => event.kind)).toContain("post.edited");
  });

  it("are changed with the post", async () => {
    const [a, b, c] = [await picture(), await picture(), await picture()];
    const { body: made } = await post(ana, { status: "look", media_ids: [a.id, b.id] });
    const edit = {
      status: "look now",
      media_ids: [c.id, a.id],
      media_attributes: [{ id: a.id, description: "the first", focus: "0,0.5" }],
    };
    const { status, body } = await ana.put(`/api/v1/statuses/${made.id}`, edit);
    expect(status).toBe(200);
    expect(body.media_attachments).toMatchObject([
      { id: c.id },
      { id: a.id, description: "the first", meta: { focus: { x: 0, y: 0.5 } } },
    ]);
    // What was taken out is still the post's: its history shows it, and it can come back.
    expect(await post(ana, { status: "x", media_ids: [b.id] })).toMatchObject({ status: 422 });
    const back = await ana.put(`/api/v1/statuses/${made.id}`, { status: "look", media_ids: [b.id] });
    expect(back.body.media_attachments).toMatchObject([{ id: b.id }]);
    const strange = { status: "x", media_ids: [(await picture(ben)).id] };
    expect(await ana.put(`/api/v1/statuses/${made.id}`, strange)).toMatchObject({ status: 422 });
  });

  it("can be posted again when their post was deleted, or go with it", async () => {
    const [a, b] = [await picture(), await picture()];
    const { body: made } = await post(ana, { status: "first", media_ids: [a.id, b.id] });
    const { body: deleted } = await ana.delete(`/api/v1/statuses/${made.id}`);
    expect(deleted.media_attachments).toEqual([a, b]);
    const { body: again } = await post(ana, { status: "second", media_ids: [a.id, b.id] });
    expect(again.media_attachments).toEqual([a, b]);
    await ana.put(`/api/v1/statuses/${again.id}`, { status: "second", media_ids: [a.id] });
    await ana.delete(`/api/v1/statuses/${again.id}?delete_media=true`);
    // Also the one that it had until the edit.
    for (const { id, url } of [a, b]) {
      expect(await ana.get(`/api/v1/media/${id}`)).toMatchObject(notFound);
      expect((await fetch(url)).status).toBe(404);
    }
  });

  it("wait with a post that waits, and are free again when it is cancelled", async () => {
    const a = await picture();
    const scheduled_at = new Date(Date.now() + 3_600_000).toISOString();
    const later = await post(ana, { status: "later", media_ids: [a.id], scheduled_at });
    expect(later.body).toMatchObject({ params: { media_ids: [a.id] }, media_attachments: [a] });
    expect(await post(ana, { status: "now", media_ids: [a.id] })).toMatchObject({ status: 422 });
    expect((await ana.delete(`/api/v1/media/${a.id}`)).status).toBe(422);
    await ana.delete(`/api/v1/scheduled_statuses/${later.body.id}`);
    const again = await post(ana, { status: "later", media_ids: [a.id], scheduled_at });
    const { sql } = rig.ctx;
    await sql`update scheduled_posts set due_at = now() - interval '1 hour' where id = ${again.body.id}`;
    await publishScheduled(rig.ctx);
    const { body } = await ana.get(`/api/v1/accounts/${ana.id}/statuses?limit=1`);
    expect(body).toMatchObject([{ content: "<p>later</p>", media_attachments: [a] }]);
  });
});

describe("media that belong to no post", () => {
  it("are removed by their owner, with their files", async () => {
    const a = await picture();
    expect((await ben.delete(`/api/v1/media/${a.id}`)).status).toBe(404);
    expect(await ana.delete(`/api/v1/media/${a.id}`)).toMatchObject({ status: 200, body: {} });
    expect(await ana.get(`/api/v1/media/${a.id}`)).toMatchObject(notFound);
    expect((await fetch(a.url)).status).toBe(404);
  });

  it("are removed after a day, and others are not", async () => {
    const [loose, attached, fresh] = [await picture(), await picture(), await picture()];
    await post(ana, { status: "x", media_ids: [attached.id] });
    await rig.ctx
      .sql`update media set updated_at = now() - interval '25 hours' where id in ${rig.ctx.sql([loose.id, attached.id])}`;
    expect(await removeLooseMedia(rig.ctx)).toBe(1);
    await sweepFiles(rig.ctx);
    expect(await ana.get(`/api/v1/media/${loose.id}`)).toMatchObject(notFound);
    const statuses = await Promise.all(
      [loose, attached, fresh].map(async ({ url }) => (await fetch(url)).status),
    );
    expect(statuses).toEqual([404, 200, 200]);
  });

  it("keep a file that another medium needs", async () => {
    const bytes = await photograph(900);
    const [first, second] = [
      await ana.post("/api/v2/media", upload(bytes)),
      await ben.post("/api/v2/media", upload(bytes)),
    ];
    expect(second.body.url).toBe(first.body.url);
    await ana.delete(`/api/v1/media/${first.body.id}`);
    expect((await fetch(second.body.url)).status).toBe(200);
  });
});

it("goes with its account", async () => {
  const zoe = await rig.person("zoe");
  const a = await picture(zoe);
  await post(zoe, { status: "x", media_ids: [a.id] });
  const { deleteAccount } = await import("#server/accounts/delete.ts");
  expect((await deleteAccount(rig.ctx, zoe.id)).ok).toBe(true);
  expect(await countMedia(zoe)).toBe(0);
  await sweepFiles(rig.ctx);
  expect((await fetch(a.url)).status).toBe(404);
});

it("tells clients what they may send", async () => {
  const { body } = await ana.get("/api/v2/instance");
  expect(body.configuration.media_attachments).toMatchObject({
    description_limit: 1_500,
    image_size_limit: 2_000_000,
    video_size_limit: 3_000_000,
    supported_mime_types: expect.arrayContaining(["image/jpeg", "image/webp"]),
  });
});

const head = '--cut\r\nContent-Disposition: form-data; name="file"; filename="a.jpg"\r\n\r\n';

/** Sends a file without saying how long it is. */
function sendChunked(
  bytes: Uint8Array,
  token: string | null = ana.token,
): Promise<{ status: number; body: Json }> {
  return new Promise((resolve, reject) => {
    const sending = httpRequest(
      `${rig.origin}/api/v2/media`,
      {
        method: "POST",
        headers: {
          "content-type": "multipart/form-data; boundary=cut",
          ...(token !== null && { authorization: `Bearer ${token}` }),
        },
      },
      async (response) => {
        let text = "";
        for await (const chunk of response) text += chunk;
        resolve({ status: response.statusCode ?? 0, body: JSON.parse(text) });
      },
    );
    sending.on("error", reject);
    sending.write(head);
    for (let at = 0; at < bytes.length; at += 50_000) sending.write(bytes.slice(at, at + 50_000));
    sending.end("\r\n--cut--\r\n");
  });
}
