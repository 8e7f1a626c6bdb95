import { describe, expect, it } from "vitest";
import { toPicture } from "./picture.ts";
import { placeholder } from "./placeholder.ts";
import sharp from "./sharp.ts";

const size = { width: 40, height: 40 };
const plain = (width: number, height: number, alpha = 1) =>
  sharp({ create: { width, height, channels: 4, background: { r: 200, g: 30, b: 30, alpha } } });

async function made(bytes: Uint8Array) {
  const picture = await toPicture(bytes, size);
  if (!picture.ok) throw new Error(picture.error.type);
  return { ...picture.value, metadata: await sharp(picture.value.bytes).metadata() };
}

describe("a picture", () => {
  it("is cut to its shape, and is JPEG when nothing shines through", async () => {
    const { extension, metadata } = await made(await plain(300, 100).png().toBuffer());
    expect(extension).toBe("jpg");
    expect(metadata).toMatchObject({ width: 40, height: 40, format: "jpeg" });
  });

  it("stays PNG when it can be seen through", async () => {
    const { extension, metadata } = await made(await plain(90, 90, 0.5).webp().toBuffer());
    expect(extension).toBe("png");
    expect(metadata).toMatchObject({ format: "png", hasAlpha: true });
  });

  it("says nothing about where it was taken, and stands upright", async () => {
    const half = await plain(20, 60).png().toBuffer();
    const image = sharp({ create: { width: 60, height: 60, channels: 3, background: "white" } })
      .composite([{ input: half, left: 0, top: 0 }])
      .jpeg()
      .withExif({ IFD0: { Artist: "ana" }, IFD3: { GPSLatitude: "51/1 30/1 0/1" } })
      .withMetadata({ orientation: 6 });
    const { bytes, metadata } = await made(await image.toBuffer());
    expect(metadata.exif).toBeUndefined();
    expect(metadata.orientation).toBeUndefined();
    // Turned by a quarter, what was on the left is at the top.
    const { data, info } = await sharp(bytes).raw().toBuffer({ resolveWithObject: true });
    const at = (x: number, y: number) => data[(y * info.width + x) * info.channels + 1] ?? 0;
    expect(at(35, 3)).toBeLessThan(100);
    expect(at(3, 35)).toBeGreaterThan(200);
  });

  it("is the first frame of an animation", async () => {
    const frames = await Promise.all(
      ["red", "blue"].map((background) =>
        sharp({ create: { width: 16, height: 16, channels: 3, background } })
          .png()
          .toBuffer(),
      ),
    );
    const gif = await sharp(frames, { join: { animated: true } })
      .gif()
      .toBuffer();
    const { bytes, metadata } = await made(gif);
    expect(metadata.pages ?? 1).toBe(1);
    const { data } = await sharp(bytes).raw().toBuffer({ resolveWithObject: true });
    expect(data[0]).toBeGreaterThan(200);
  });

  it("is refused when it is something else, broken, or too large to decode", async () => {
    const svg = Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>');
    expect(await toPicture(svg, size)).toMatchObject({ error: { type: "picture/unknown-format" } });
    expect(await toPicture(new Uint8Array(0), size)).toMatchObject({
      error: { type: "picture/unknown-format" },
    });
    const png = await plain(50, 50).png().toBuffer();
    expect(await toPicture(png.subarray(0, 60), size)).toMatchObject({
      error: { type: "picture/unreadable" },
    });
    const huge = Buffer.from(png);
    huge.writeUInt32BE(60_000, 16);
    huge.writeUInt32BE(60_000, 20);
    expect(await toPicture(huge, size)).toMatchObject({ error: { type: "picture/unreadable" } });
  });
});

it("stands for whoever has none, the same every time", async () => {
  const [first, second] = [await placeholder("avatar"), await placeholder("avatar")];
  expect(Buffer.from(first).equals(Buffer.from(second))).toBe(true);
  expect(await sharp(first).metadata()).toMatchObject({ width: 400, height: 400, format: "png" });
  expect(await sharp(await placeholder("header")).metadata()).toMatchObject({ width: 1500, height: 500 });
});
