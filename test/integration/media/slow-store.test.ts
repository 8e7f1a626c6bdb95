import sharp from "sharp";
import { afterAll, afterEach, beforeAll, expect, it } from "vitest";
import { MediaStoreError } from "#media/storage/port.ts";
import { sweepFiles } from "#server/files/sweep.ts";
import { type ApiRig, createApiRig, type Person } from "#test/integration/api/rig.ts";
import { type Origin, picture, startOrigin } from "#test/integration/remote-media/origin.ts";
import { photograph, upload } from "#test/support/pictures.ts";

let rig: ApiRig;
let origin: Origin;
let ana: Person;
beforeAll(async () => {
  [rig, origin] = await Promise.all([createApiRig({ DATABASE_POOL: "4" }), startOrigin()]);
  ana = await rig.person("ana");
}, 60_000);
afterAll(() => Promise.all([rig.close(), origin.close()]), 60_000);

const files = () => rig.ctx.files;
let own: Pick<ReturnType<typeof files>, "put" | "remove">;
beforeAll(() => {
  own = { put: files().put, remove: files().remove };
});
afterEach(() => Object.assign(files(), own));

it("holds up nobody who wants nothing of it", async () => {
  const answering = Promise.withResolvers<void>();
  files().put = async (bytes, extension) => {
    await answering.promise;
    return own.put(bytes, extension);
  };
  const noise = await picture(40, 40);
  const looks = Array.from({ length: 8 }, (_, n) => {
    const url = origin.has(`/${n}.png`, "image/png", Buffer.concat([noise, Buffer.alloc(n + 1)]));
    return fetch(rig.ctx.proxy.of(url, "original") ?? "");
  });
  const form = new FormData();
  form.append("avatar", new Blob([new Uint8Array(await photograph(1))]), "a.jpg");
  const profiles = Array.from({ length: 4 }, () => ana.patch("/api/v1/accounts/update_credentials", form));
  await new Promise((resolve) => setTimeout(resolve, 500));
  expect((await ana.get("/api/v1/accounts/verify_credentials")).status).toBe(200);
  answering.resolve();
  expect((await Promise.all(looks)).map(({ status }) => status)).toEqual(Array(8).fill(200));
  expect((await Promise.all(profiles)).map(({ status }) => status)).toEqual(Array(4).fill(200));
  await rig.node.settle();
  const rows = await rig.ctx.sql<{ file: string }[]>`select file from remote_media where file is not null`;
  expect(rows).toHaveLength(8);
  for (const { file } of rows) expect(await files().size(file)).not.toBeNull();
});

it("keeps nobody from removing what is theirs: the files go with the next sweep", async () => {
  const { body } = await ana.post("/api/v2/media", upload(await photograph(2)));
  files().remove = () => Promise.reject(new MediaStoreError("unreachable"));
  expect((await ana.delete(`/api/v1/media/${body.id}`)).status).toBe(200);
  expect(await sweepFiles(rig.ctx)).toBe(0);
  Object.assign(files(), own);
  expect((await fetch(body.url)).status).toBe(200);
  expect(await sweepFiles(rig.ctx)).toBeGreaterThan(0);
  expect((await fetch(body.url)).status).toBe(404);
});

it("is not said to have what it could not take", async () => {
  files().put = () => Promise.reject(new MediaStoreError("unreachable"));
  const red = await sharp({ create: { width: 9, height: 9, channels: 3, background: "red" } })
    .png()
    .toBuffer();
  const url = origin.has("/red.png", "image/png", red);
  expect((await fetch(rig.ctx.proxy.of(url, "original") ?? "")).status).toBe(200);
  await rig.node.settle();
  expect(await rig.ctx.sql`select from remote_media where url = ${url}`).toHaveLength(0);
});
