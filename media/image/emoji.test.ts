import { expect, it } from "vitest";
import { MAX_EMOJI_BYTES, toEmoji } from "./emoji.ts";
import sharp from "./sharp.ts";

const plain = (width: number, height = width, background = "red") =>
  sharp({ create: { width, height, channels: 4, background } });

async function animation(): Promise<Uint8Array> {
  const frames = await Promise.all(["red", "blue"].map((color) => plain(16, 16, color).png().toBuffer()));
  return sharp(frames, { join: { animated: true } })
    .gif()
    .toBuffer();
}

async function made(bytes: Uint8Array) {
  const emoji = await toEmoji(bytes);
  if (!emoji.ok) throw new Error(emoji.error.type);
  return { ...emoji.value, metadata: await sharp(emoji.value.bytes, { animated: true }).metadata() };
}

it("keeps its format and loses what else the file carried", async () => {
  const png = await plain(32)
    .png()
    .withExif({ IFD0: { Artist: "ana" } })
    .toBuffer();
  const { extension, metadata, still } = await made(png);
  expect(extension).toBe("png");
  expect(metadata).toMatchObject({ format: "png", width: 32, height: 32 });
  expect(metadata.exif).toBeUndefined();
  expect(still).toBeNull();
  expect((await made(await plain(32).webp().toBuffer())).metadata.format).toBe("webp");
});

it("still moves, with its first frame beside it", async () => {
  const { extension, metadata, still } = await made(await animation());
  expect(extension).toBe("gif");
  expect(metadata.pages).toBe(2);
  expect(await sharp(still ?? new Uint8Array()).metadata()).toMatchObject({ format: "png", height: 16 });
});

it("is made smaller when nobody shows it so large", async () => {
  const { metadata } = await made(await plain(1200, 600).png().toBuffer());
  expect(metadata).toMatchObject({ width: 512, height: 256 });
});

it("is refused when it is something else, broken, or too large", async () => {
  const jpeg = await plain(8).removeAlpha().jpeg().toBuffer();
  expect(await toEmoji(jpeg)).toMatchObject({ error: { type: "emoji/unknown-format" } });
  const svg = Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"/>');
  expect(await toEmoji(svg)).toMatchObject({ error: { type: "emoji/unknown-format" } });
  const png = await plain(64).png().toBuffer();
  expect(await toEmoji(png.subarray(0, 60))).toMatchObject({ error: { type: "emoji/unreadable" } });
  const huge = Buffer.from(png);
  huge.writeUInt32BE(60_000, 16);
  expect(await toEmoji(huge)).toMatchObject({ error: { type: "emoji/unreadable" } });
  expect(await toEmoji(new Uint8Array(MAX_EMOJI_BYTES + 1))).toMatchObject({
    error: { type: "emoji/too-large" },
  });
});
