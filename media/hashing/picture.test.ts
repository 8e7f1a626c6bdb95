import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import sharp from "sharp";
import { describe, expect, it } from "vitest";
import { hammingDistance } from "./hamming.ts";
import { hashPicture } from "./picture.ts";

const vectors = fileURLToPath(new URL("../../../shared/vectors/pdq/", import.meta.url));
const present = existsSync(vectors);
if (!present) process.stderr.write("the PDQ vectors are not here: their tests are skipped.\n");

async function hashed(input: string | Buffer) {
  const result = await hashPicture(input);
  if (!result.ok) throw new Error(result.error.type);
  return result.value;
}

/** Shapes and a gradient, as SVG: the same at any size. */
const drawing = (width: number, height: number) =>
  sharp(
    Buffer.from(`<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 120 90"
      width="${width}" height="${height}" preserveAspectRatio="none">
      <linearGradient id="g"><stop stop-color="#024"/><stop offset="1" stop-color="#fc8"/></linearGradient>
      <rect width="120" height="90" fill="url(#g)"/><circle cx="35" cy="40" r="22" fill="#e33"/>
      <path d="M50 85 L95 12 L112 70 Z" fill="#2a7"/><rect x="8" y="66" width="47" height="9" fill="#fff"/>
      <circle cx="88" cy="22" r="11" fill="#148"/><path d="M4 8 L60 18 L20 30 Z" fill="#fd0"/></svg>`),
  );

describe.runIf(present)("the published pictures of PDQ", () => {
  const lines = present
    ? readFileSync(path.join(vectors, "expected.csv"), "utf8").trim().split("\n").slice(1)
    : [];

  it.each(lines.map((line) => line.split(",")))("%s, %s: %s", async (pdq = "", quality = "", image = "") => {
    const found = await hashed(path.join(vectors, "images", image));
    expect(found.quality).toBe(Number(quality));
    expect(hammingDistance(found.pdq, pdq)).toBeLessThanOrEqual(10);
  });
});

describe("PDQ of a picture", () => {
  it("stays near when the picture is made smaller, coded badly, or brought into another format", async () => {
    const { pdq, quality } = await hashed(await drawing(1200, 900).png().toBuffer());
    expect(quality).toBeGreaterThanOrEqual(80);
    const copies = [
      drawing(1200, 900).jpeg({ quality: 30 }),
      drawing(640, 480).webp({ quality: 60 }),
      drawing(300, 225).jpeg(),
      drawing(160, 120).gif(),
      drawing(800, 600).flatten().greyscale().png(),
      drawing(400, 300).flatten().toColourspace("cmyk").jpeg(),
    ];
    for (const copy of copies) {
      expect(hammingDistance(pdq, (await hashed(await copy.toBuffer())).pdq)).toBeLessThanOrEqual(31);
    }
  });

  it("is that of the picture as it stands upright", async () => {
    const upright = await hashed(await drawing(400, 300).png().toBuffer());
    const lying = await drawing(400, 300)
      .rotate(90)
      .jpeg({ quality: 95 })
      .withMetadata({ orientation: 8 })
      .toBuffer();
    expect(hammingDistance(upright.pdq, (await hashed(lying)).pdq)).toBeLessThanOrEqual(16);
  });

  it("is that of the picture on white, whatever colour lies under what cannot be seen", async () => {
    const size = { width: 200, height: 200, channels: 4 as const };
    const dot = await drawing(120, 90).png().toBuffer();
    const [black, white] = await Promise.all(
      ["#0000", "#fff0"].map(async (background) =>
        hashed(
          await sharp({ create: { ...size, background } })
            .composite([{ input: dot, left: 40, top: 60 }])
            .png()
            .toBuffer(),
        ),
      ),
    );
    expect(black).toEqual(white);
  });

  it("is that of an animation's first frame", async () => {
    const frames = await Promise.all(
      [drawing(120, 90), drawing(120, 90).negate()].map((frame) => frame.png().toBuffer()),
    );
    const moving = await sharp(frames, { join: { animated: true } })
      .webp({ lossless: true })
      .toBuffer();
    expect(await hashed(moving)).toEqual(await hashed(frames[0] as Buffer));
  });

  it("has quality 0 where there is nothing to see", async () => {
    const flat = sharp({ create: { width: 900, height: 700, channels: 3, background: "#5a8" } });
    expect((await hashed(await flat.png().toBuffer())).quality).toBe(0);
  });

  it("is known of a picture of one pixel and of one of a thousand times as wide as high", async () => {
    const line = (width: number, height: number) =>
      drawing(width, height).resize(width, height, { fit: "fill" });
    expect(await hashed(await line(1, 1).png().toBuffer())).toMatchObject({ quality: 0 });
    expect((await hashed(await line(10_000, 10).png().toBuffer())).pdq).toMatch(/^[0-9a-f]{64}$/);
  });

  it("is refused to what is no picture, is broken, or is too large to decode", async () => {
    expect(await hashPicture(svg)).toMatchObject({ error: { type: "media/unknown-type" } });
    const png = await drawing(300, 200).png().toBuffer();
    for (const bytes of [Buffer.alloc(0), Buffer.from("<html>"), png.subarray(0, png.length / 2)]) {
      expect(await hashPicture(bytes)).toMatchObject({ error: { type: "media/unreadable" } });
    }
    expect(await hashPicture("/nowhere/at-all.png")).toMatchObject({ error: { type: "media/unreadable" } });
    const huge = Buffer.from(png);
    huge.writeUInt32BE(50_000, 16);
    huge.writeUInt32BE(50_000, 20);
    expect(await hashPicture(huge)).toEqual({
      ok: false,
      error: { type: "media/too-many-pixels", most: 100_000_000 },
    });
  });
});

const svg = Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>');
