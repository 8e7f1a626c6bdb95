import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import sharp from "./sharp.ts";
import { type ShownForm, toShown } from "./shown.ts";

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "folkmoot-shown-"));
});
afterAll(() => rm(folder, { recursive: true }));

const plain = (width: number, height: number, background = "red") =>
  sharp({ create: { width, height, channels: 3, background } });

async function shown(bytes: Uint8Array, form: ShownForm) {
  const path = join(folder, "came");
  await writeFile(path, bytes);
  return toShown(path, form);
}

async function made(bytes: Uint8Array, form: ShownForm) {
  const result = await shown(bytes, form);
  if (!result.ok) throw new Error(result.error.type);
  return { ...result.value, metadata: await sharp(result.value.bytes, { animated: true }).metadata() };
}

it("passes on what fits, byte for byte", async () => {
  for (const bytes of [await plain(90, 60).png().toBuffer(), await plain(90, 60).avif().toBuffer()]) {
    for (const side of [null, 90, 400])
      expect(bytes.equals((await made(bytes, { side, moves: true })).bytes)).toBe(true);
  }
});

it("makes what is larger fit, as WebP, and never larger than it was", async () => {
  const { mediaType, extension, metadata } = await made(await plain(900, 600).jpeg().toBuffer(), {
    side: 300,
    moves: false,
  });
  expect({ mediaType, extension }).toEqual({ mediaType: "image/webp", extension: "webp" });
  expect(metadata).toMatchObject({ format: "webp", width: 300, height: 200 });
});

it("stands upright and says nothing of where it was taken", async () => {
  const jpeg = await plain(60, 40)
    .jpeg()
    .withExif({ IFD3: { GPSLatitude: "51/1 30/1 0/1" } })
    .withMetadata({ orientation: 6 })
    .toBuffer();
  const { metadata } = await made(jpeg, { side: null, moves: true });
  expect(metadata).toMatchObject({ format: "jpeg", width: 40, height: 60 });
  expect(metadata.exif).toBeUndefined();
});

it("moves on only where that is wanted", async () => {
  const frames = await Promise.all(["red", "blue"].map((color) => plain(40, 20, color).png().toBuffer()));
  const gif = await sharp(frames, { join: { animated: true } })
    .gif()
    .toBuffer();
  expect((await made(gif, { side: 20, moves: true })).metadata).toMatchObject({ pages: 2, width: 20 });
  expect((await made(gif, { side: 20, moves: false })).metadata.pages ?? 1).toBe(1);
  expect((await made(gif, { side: null, moves: true })).mediaType).toBe("image/gif");
});

it("refuses drawings, what is no picture, and what is broken or too large to decode", async () => {
  const form = { side: 50, moves: false };
  const svg = Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>');
  expect(await shown(svg, form)).toMatchObject({ error: { type: "media/unknown-type" } });
  expect(await shown(Buffer.from("<html>"), form)).toMatchObject({ error: { type: "media/unknown-type" } });
  const png = await plain(80, 80).png().toBuffer();
  expect(await shown(png.subarray(0, 70), form)).toMatchObject({ error: { type: "media/unreadable" } });
  const bomb = Buffer.from(png);
  bomb.writeUInt32BE(50_000, 16);
  bomb.writeUInt32BE(50_000, 20);
  expect(await shown(bomb, form)).toMatchObject({ error: {} });
});
