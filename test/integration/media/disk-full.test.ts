import { existsSync, readdirSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { request as httpRequest } from "node:http";
import path from "node:path";
import { unzipSync } from "fflate";
import { afterAll, beforeAll, expect, it } from "vitest";
import { archivePath, listArchives, requestArchive } from "#server/exports/archives.ts";
import { eventually, must } from "#test/e2e/people.ts";
import { type ApiRig, createApiRig, type Json, type Person } from "#test/integration/api/rig.ts";
import { film, picture, startOrigin } from "#test/integration/remote-media/origin.ts";
import { tempFolder } from "#test/support/clips.ts";
import { photograph, upload } from "#test/support/pictures.ts";
import { mountSmallDisk } from "#test/support/small-disk.ts";

const disk = await mountSmallDisk(path.join(tempFolder(), "disk"), 8_000_000);
if (disk === null) process.stderr.write("skipped: no file system can be mounted here\n");

let rig: ApiRig;
let ana: Person;
beforeAll(async () => {
  if (disk === null) return;
  rig = await createApiRig({ DATA_DIR: disk.folder });
  ana = await rig.person("ana");
}, 60_000);
afterAll(async () => {
  await rig?.close();
  await disk?.unmount();
}, 60_000);

const left = () => {
  const work = path.join(disk?.folder ?? "", "work");
  return existsSync(work) ? readdirSync(work) : [];
};
const noRoom = "There is no room for files here at the moment. Try again later";

it.skipIf(disk === null)("refuses what would fill the disk before it is read", async () => {
  expect(await ana.post("/api/v2/media", upload(await photograph()))).toMatchObject({
    status: 507,
    body: { error: noRoom },
  });
  expect(left()).toEqual([]);
});

it.skipIf(disk === null)("ends what fills the disk while it comes, and leaves nothing of it", async () => {
  expect(await send(Buffer.alloc(20_000_000))).toEqual({ status: 507, body: { error: noRoom } });
  expect(left()).toEqual([]);
  // The node lives, and takes what there is room for.
  expect((await send(await photograph())).status).toBe(200);
});

it.skipIf(disk === null)("shows what others have without keeping it", async () => {
  const origin = await startOrigin();
  try {
    for (const url of [
      origin.has("/a.png", "image/png", await picture(40, 40)),
      origin.has("/b.mp4", "video/mp4", film(100_000)),
    ])
      expect((await fetch(rig.ctx.proxy.of(url, "original") ?? "")).status).toBe(200);
    await rig.node.settle();
    expect(await rig.ctx.sql`select from remote_media where file is not null`).toHaveLength(0);
    expect(left()).toEqual([]);
  } finally {
    await origin.close();
  }
});

it.skipIf(disk === null)("leaves files out of an archive, and nothing else", async () => {
  const { body } = await send(await photograph(9));
  await ana.post("/api/v1/statuses", { status: "x", media_ids: [body.id] });
  const { id } = must(await requestArchive(rig.ctx, ana.id));
  await eventually(async () => {
    const [archive] = await listArchives(rig.ctx, ana.id);
    expect(archive).toMatchObject({ id, state: "ready" });
  }, 30_000);
  const [archive] = await listArchives(rig.ctx, ana.id);
  const files = Object.keys(unzipSync(await readFile(archivePath(rig.ctx, archive?.file ?? ""))));
  expect(files).toContain("outbox.json");
  expect(files.filter((name) => name.startsWith("media_attachments/"))).toEqual([]);
});

/** Sends a file without saying how long it is. */
function send(bytes: Uint8Array): Promise<{ status: number; body: Json }> {
  return new Promise((resolve, reject) => {
    const sending = httpRequest(
      `${rig.origin}/api/v2/media`,
      {
        method: "POST",
        headers: {
          authorization: `Bearer ${ana.token}`,
          "content-type": "multipart/form-data; boundary=cut",
        },
      },
      async (response) => {
        let text = "";
        for await (const chunk of response) text += chunk;
        resolve({ status: response.statusCode ?? 0, body: JSON.parse(text) });
      },
    );
    sending.on("error", reject);
    sending.write('--cut\r\nContent-Disposition: form-data; name="file"; filename="a.jpg"\r\n\r\n');
    for (let at = 0; at < bytes.length; at += 50_000) sending.write(bytes.slice(at, at + 50_000));
    sending.end("\r\n--cut--\r\n");
  });
}
