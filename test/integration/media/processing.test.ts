import { existsSync, mkdirSync, readdirSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { hostname } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { processMedium, reviveMedia } from "#server/media/process.ts";
import { findMedium } from "#server/media/store/media.ts";
import { uploadMedium } from "#server/media/upload.ts";
import { openWork, sweepWork } from "#server/media/work.ts";
import { eventually, must } from "#test/e2e/people.ts";
import { type ApiRig, createApiRig, type Json, type Person } from "#test/integration/api/rig.ts";
import { clip, ffmpegForTests, tempFolder } from "#test/support/clips.ts";
import { photograph, upload } from "#test/support/pictures.ts";

const ffmpeg = await ffmpegForTests();
const folder = tempFolder();
let rig: ApiRig;
let ana: Person;
beforeAll(async () => {
  rig = await createApiRig();
  ana = await rig.person("ana");
}, 60_000);
afterAll(() => rig?.close(), 60_000);

type Bytes = Uint8Array<ArrayBuffer>;
const work = () => path.join(rig.ctx.config.dataDir, "work");
const workLeft = () => (existsSync(work()) ? readdirSync(work()) : []);
const rowOf = async (id: string) => findMedium(rig.ctx.sql, id, ana.id);

async function film(name: string, options: string): Promise<Bytes> {
  if (ffmpeg === null) throw new Error("no ffmpeg");
  return new Uint8Array(await readFile(await clip(ffmpeg, path.join(folder, name), options)));
}
const short = (seed: number) =>
  film(
    `short${seed}.mp4`,
    `-f lavfi -i testsrc=d=1:r=10:s=32${seed}x240 -f lavfi -i sine=d=1 -c:v libx264 -preset ultrafast -pix_fmt yuv420p`,
  );

async function send(bytes: Bytes, name = "film.mp4", fields = {}): Promise<Json> {
  const { status, body } = await ana.post("/api/v2/media", upload(bytes, fields, name));
  expect([status, body]).toEqual([202, expect.objectContaining({ url: null, preview_url: null })]);
  return body;
}

async function ended(id: string): Promise<Json> {
  let reply: Json;
  await eventually(async () => {
    reply = await ana.get(`/api/v1/media/${id}`);
    expect(reply.status).not.toBe(206);
  }, 60_000);
  return reply;
}

/** A medium that waits, and no queue that knows of it: the bytes are in the store. */
async function waiting(bytes: Bytes): Promise<string> {
  const opened = await openWork(rig.ctx);
  const { createHash } = await import("node:crypto");
  const { writeFile } = await import("node:fs/promises");
  const file = path.join(opened.path, "file");
  await writeFile(file, bytes);
  const lazy = { ...rig.ctx, media: { ...rig.ctx.media, atOnce: async () => null, later: async () => {} } };
  const row = must(
    await uploadMedium(lazy, {
      accountId: ana.id,
      file: {
        path: file,
        size: bytes.byteLength,
        sha256: createHash("sha256").update(bytes).digest("hex"),
      },
      work: opened.path,
    }),
  );
  await opened.remove();
  expect(row.state).toBe("waiting");
  return row.id;
}

it("is one of a dozen at most that somebody may have wait, as those of others come after them", async () => {
  const ben = await rig.person("ben");
  const { atOnce, later } = rig.ctx.media;
  Object.assign(rig.ctx.media, { atOnce: async () => null, later: async () => {} });
  const ids: string[] = [];
  for (let n = 0; n < 12; n++) {
    const { status, body } = await ben.post("/api/v2/media", upload(await photograph(50 + n)));
    expect(status).toBe(202);
    ids.push(body.id);
  }
  expect((await ben.post("/api/v2/media", upload(await photograph(70)))).status).toBe(429);
  await ben.delete(`/api/v1/media/${ids[0]}`);
  expect((await ben.post("/api/v2/media", upload(await photograph(70)))).status).toBe(202);
  Object.assign(rig.ctx.media, { atOnce, later });
  await rig.ctx.sql`delete from media where account_id = ${ben.id}`;
});

describe.skipIf(ffmpeg === null)("a video", () => {
  it("is made after the answer, and can be posted when it is ready", async () => {
    const { id } = await send(await short(0), "film.mp4", { description: "a test card" });
    expect(await ana.post("/api/v1/statuses", { status: "too soon", media_ids: [id] })).toMatchObject({
      status: 422,
    });
    const { status, body } = await ended(id);
    expect(status).toBe(200);
    expect(body).toMatchObject({
      type: "video",
      description: "a test card",
      preview_url: expect.stringMatching(/^http/),
      meta: {
        original: { width: 320, height: 240, duration: expect.any(Number), frame_rate: expect.any(String) },
        length: expect.stringMatching(/^0:00:0[01]\.\d\d$/),
      },
    });
    expect((await fetch(body.url)).headers.get("content-type")).toBe("video/mp4");
    const posted = await ana.post("/api/v1/statuses", { status: "look", media_ids: [id] });
    expect(posted.body.media_attachments).toEqual([body]);
    const [post] = await rig.ctx.sql`select media from posts where id = ${posted.body.id}`;
    expect(post?.media[0].alternatives.map((each: Json) => each.mediaType)).toContain(
      "application/x-mpegURL",
    );
    // What was sent is no longer kept.
    const row = await rowOf(id);
    expect(row?.sourceFile).toBeNull();
    expect(await rig.ctx.files.size(`${row?.sha256}.bin`)).toBeNull();
    expect(workLeft()).toEqual([]);
  });

  it("is ready in the answer to who calls the old endpoint, with pictures through a video and the shape of a sound", async () => {
    const [seen, heard] = [
      await ana.post(
        "/api/v1/media",
        upload(await film("v.webm", "-f lavfi -i testsrc=d=3:r=5:s=160x120 -c:v libvpx")),
      ),
      await ana.post("/api/v1/media", upload(await film("s.wav", "-f lavfi -i sine=d=1"), {}, "s.wav")),
    ];
    expect(seen).toMatchObject({ status: 200, body: { type: "video", url: expect.stringMatching(/mp4$/) } });
    expect(heard).toMatchObject({ status: 200, body: { type: "audio", url: expect.stringMatching(/m4a$/) } });
    const storyboard = await fetch(seen.body.storyboard);
    expect(storyboard.headers.get("content-type")).toContain("text/vtt");
    expect(await storyboard.text()).toMatch(/^WEBVTT\n\n.*\n.*\.jpg#xywh=0,0,/);
    expect(heard.body.waveform).toHaveLength(100);
    expect(await ana.post("/api/v1/media", upload(new Uint8Array(9), {}, "x.mp4"))).toMatchObject({
      status: 422,
    });
  });

  it("has captions, which a post of it shows from then on", async () => {
    const { id } = await send(await short(6));
    await ended(id);
    const { body: post } = await ana.post("/api/v1/statuses", { media_ids: [id] });
    const captions = (text: string, label: string) =>
      upload(new Uint8Array(Buffer.from(text)), { label }, "c.vtt");
    const vtt = "WEBVTT\n\n00:00.000 --> 00:00.900\nHello\n";
    const at = `/api/v1/media/${id}/captions`;
    const set = await ana.put(`${at}/de-at`, captions(vtt, "Deutsch"));
    expect(set.body.captions).toEqual([
      { language: "de-AT", label: "Deutsch", url: expect.stringMatching(/\.vtt$/) },
    ]);
    const served = await fetch(set.body.captions[0].url);
    expect(served.headers.get("content-type")).toMatch(/^text\/vtt/);
    expect(await served.text()).toContain("Hello");
    await ana.put(`${at}/en`, captions(vtt.replace("Hello", "Hi"), "English"));
    const now = async () => (await ana.get(`/api/v1/statuses/${post.id}`)).body.media_attachments[0].captions;
    expect((await now()).map((each: Json) => each.language)).toEqual(["de-AT", "en"]);
    expect(await ana.put(`${at}/nonsense!`, captions(vtt, ""))).toMatchObject({ status: 422 });
    expect(await ana.put(`${at}/fr`, captions("no captions", ""))).toMatchObject({
      status: 422,
      body: { error: expect.stringContaining("cannot be read as WebVTT or SRT") },
    });
    const { body } = await ana.delete(`${at}/de-AT`);
    expect(body.captions).toMatchObject([{ language: "en" }]);
    expect(await now()).toHaveLength(1);
    expect((await fetch(set.body.captions[0].url)).status).toBe(404);
  });

  it("is alone in its post", async () => {
    const { id } = await send(await short(2));
    const picture = await ana.post("/api/v2/media", upload(await photograph(70)));
    await ended(id);
    expect(await ana.post("/api/v1/statuses", { media_ids: [id, picture.body.id] })).toMatchObject({
      status: 422,
      body: { error: "Cannot attach a video to a post that already contains images" },
    });
  });

  it("stops being made when its owner takes it back", async () => {
    // Ten minutes, written at once: what is in it has to be made anew.
    await film("second.mp4", "-f lavfi -i testsrc2=d=1:r=30:s=640x480 -c:v mpeg4 -q:v 8 -pix_fmt yuv420p");
    const long = await film(
      "long.mp4",
      `-stream_loop 600 -i ${path.join(folder, "second.mp4")} -c copy -movflags +faststart`,
    );
    const { id } = await send(long);
    await eventually(async () => expect((await rowOf(id))?.state).toBe("processing"), 30_000);
    expect((await ana.delete(`/api/v1/media/${id}`)).status).toBe(200);
    await eventually(async () => expect(workLeft()).toEqual([]), 20_000);
    expect(await rowOf(id)).toBeNull();
    const [left] = await rig.ctx.sql`select count(*)::int as n from media_files where medium_id = ${id}`;
    expect(left?.n).toBe(0);
  });
});

describe.skipIf(ffmpeg === null)("what cannot be made", () => {
  it("is told to its owner in plain words, and is part of no post", async () => {
    const cut = (await short(4)).slice(0, 400);
    const { id } = await send(cut);
    expect(await ended(id)).toMatchObject({
      status: 422,
      body: { error: "Validation failed: The file is empty or damaged, and cannot be read" },
    });
    expect(await ana.post("/api/v1/statuses", { status: "x", media_ids: [id] })).toMatchObject({
      status: 422,
    });
    expect(await rig.ctx.files.size(`${(await rowOf(id))?.sha256}.bin`)).toBeNull();
    expect(workLeft()).toEqual([]);
  });
});

describe("a medium whose process died", () => {
  it("is begun once more", async () => {
    const id = await waiting(await photograph(80));
    const { sql } = rig.ctx;
    await sql`update media set state = 'processing', attempts = 1, updated_at = now() - interval '1 hour' where id = ${id}`;
    expect(await reviveMedia(rig.ctx)).toBe(1);
    expect(await ended(id)).toMatchObject({ status: 200, body: { type: "image" } });
    expect((await rowOf(id))?.attempts).toBe(2);
  });

  it("is given up when that one died too, and its owner is told", async () => {
    const id = await waiting(await photograph(81));
    await rig.ctx.sql`update media set state = 'processing', attempts = 2 where id = ${id}`;
    await processMedium(rig.ctx, { mediumId: id }, new AbortController().signal);
    expect(await ana.get(`/api/v1/media/${id}`)).toMatchObject({
      status: 422,
      body: { error: "The file could not be processed: it took too long, or something broke down" },
    });
  });

  it("is not counted against when the process was told to stop", async () => {
    const id = await waiting(await photograph(82));
    const outcome = await processMedium(rig.ctx, { mediumId: id }, AbortSignal.abort());
    expect(outcome).toMatchObject({ outcome: "retry" });
    expect(await rowOf(id)).toMatchObject({ state: "waiting", attempts: 0 });
    await processMedium(rig.ctx, { mediumId: id }, new AbortController().signal);
    expect((await ana.get(`/api/v1/media/${id}`)).status).toBe(200);
  });

  it("is given up when what was sent is gone", async () => {
    const id = await waiting(await photograph(83));
    await rig.ctx.files.remove((await rowOf(id))?.sourceFile ?? "");
    const attempt = () => processMedium(rig.ctx, { mediumId: id }, new AbortController().signal);
    expect(await attempt()).toMatchObject({ outcome: "retry" });
    expect(await attempt()).toBeUndefined();
    expect(await rowOf(id)).toMatchObject({ state: "failed", error: { type: "media/gave-up" } });
  });
});

describe("folders of work", () => {
  it("are removed when their process died, and left when it lives", async () => {
    const own = await openWork(rig.ctx);
    const dead = `${hostname().replace(/[^\w-]/g, "_")}.4194305.x`;
    mkdirSync(path.join(work(), dead));
    await sweepWork(rig.ctx);
    expect(readdirSync(work())).toEqual([path.basename(own.path)]);
    await own.remove();
  });
});
