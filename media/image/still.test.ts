import { createHash } from "node:crypto";
import { mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { isBlurhashValid } from "blurhash";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { hammingDistance } from "../hashing/hamming.ts";
import { hashPicture } from "../hashing/picture.ts";
import sharp from "./sharp.ts";
import { makePicture } from "./still.ts";

let folder: string;
let work: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "folkmoot-still-"));
  work = await mkdtemp(join(folder, "work-"));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

async function make(bytes: Uint8Array | string, mediaType: string) {
  const path = join(folder, "source");
  await writeFile(path, bytes);
  const made = await makePicture({ path, mediaType }, work);
  if (!made.ok) throw new Error(JSON.stringify(made.error));
  const of = (role: string) => made.value.files.find((file) => file.role === role);
  const main = await readFile(of("main")?.path ?? "");
  return { ...made.value, of, main, metadata: await sharp(main).metadata() };
}

const plain = (width: number, height = width, background = "#cc0033") =>
  sharp({ create: { width, height, channels: 3, background } });
/** Give or take a step. */
const red = /^#cc0[01]3[23]$/;
const clear = (size: number) =>
  sharp({
    create: { width: size, height: size, channels: 4, background: { r: 0, g: 80, b: 200, alpha: 0.5 } },
  });

/** What a camera sees: no two pixels alike, and larger shapes. */
async function photograph(width: number, height: number): Promise<Buffer> {
  const grain = { type: "gaussian", mean: 128, sigma: 40 } as const;
  const seen = await sharp({
    create: { width: 24, height: 18, channels: 3, background: "#888", noise: grain },
  })
    .png()
    .toBuffer();
  const shapes = await sharp(seen).resize(width, height, { fit: "fill" }).raw().toBuffer();
  for (let at = 0; at < shapes.length; at++) shapes[at] = (shapes[at] as number) ^ ((at * 7919) % 11);
  return sharp(shapes, { raw: { width, height, channels: 3 } })
    .png()
    .toBuffer();
}

describe("a picture", () => {
  it("comes as JPEG, as a smaller WebP, and small, each under the sum of its bytes", async () => {
    const source = await sharp(await photograph(1600, 1200))
      .jpeg({ quality: 95 })
      .toBuffer();
    const { of, sha256, files, ...made } = await make(source, "image/jpeg");
    expect(made).toMatchObject({ kind: "image", width: 1600, height: 1200, duration: null, waveform: null });
    expect(sha256).toBe(createHash("sha256").update(source).digest("hex"));
    expect(of("main")).toMatchObject({ mediaType: "image/jpeg", width: 1600, height: 1200 });
    expect(of("alternative")).toMatchObject({ mediaType: "image/webp", width: 1600, height: 1200 });
    expect(of("small")).toMatchObject({ mediaType: "image/webp", width: 554, height: 415 });
    expect(of("alternative")?.size).toBeLessThan(of("main")?.size ?? 0);
    for (const { name, path, size, width } of files) {
      const bytes = await readFile(path);
      expect(path).toBe(join(work, name));
      expect(name.split(".")[0]).toBe(createHash("sha256").update(bytes).digest("hex"));
      expect([bytes.length, (await sharp(bytes).metadata()).width]).toEqual([size, width]);
    }
    expect(await readdir(work)).toHaveLength(3);
  });

  it("says nothing about where and with what it was taken, and stands upright", async () => {
    const left = await plain(20, 60, "black").png().toBuffer();
    const source = await plain(60, 60, "white")
      .composite([{ input: left, left: 0, top: 0 }])
      .jpeg()
      .withExif({ IFD0: { Artist: "ana" }, IFD3: { GPSLatitude: "51/1 30/1 0/1" } })
      .withXmp('<x:xmpmeta xmlns:x="adobe:ns:meta/"><secret/></x:xmpmeta>')
      .withMetadata({ orientation: 6 })
      .toBuffer();
    const { files, main, metadata } = await make(source, "image/jpeg");
    expect(metadata).not.toHaveProperty("orientation");
    for (const { path } of files) {
      const { exif, xmp, iptc, icc } = await sharp(path).metadata();
      expect({ exif, xmp, iptc, icc }).toEqual({});
      expect((await readFile(path)).includes("ana")).toBe(false);
    }
    // Turned by a quarter, what was on the left is at the top.
    const { data } = await sharp(main).greyscale().raw().toBuffer({ resolveWithObject: true });
    expect(data[60 * 3 + 50]).toBeLessThan(100);
    expect(data[60 * 50 + 3]).toBeGreaterThan(200);
  });

  it("keeps its colours when it was taken in others than sRGB", async () => {
    const wide = await plain(40).withIccProfile("p3").png().toBuffer();
    expect((await sharp(wide).metadata()).hasProfile).toBe(true);
    const { colour, metadata } = await make(wide, "image/png");
    expect(metadata.hasProfile).toBe(false);
    expect(colour).toMatch(red);
    const printed = await plain(40).toColourspace("cmyk").jpeg().toBuffer();
    expect((await make(printed, "image/jpeg")).metadata).toMatchObject({ space: "srgb", channels: 3 });
  });

  it("is no larger than a screen, and a timeline's no larger than a place in it", async () => {
    const wide = await make(await plain(4000, 3000).jpeg().toBuffer(), "image/jpeg");
    expect(wide).toMatchObject({ width: 3325, height: 2494 });
    const comic = await make(await plain(500, 16_500).png().toBuffer(), "image/png");
    expect(comic).toMatchObject({ width: 496, height: 16_383 });
    expect(comic.of("small")).toMatchObject({ width: 83, height: 2758 });
    const icon = await make(await plain(3, 2).png().toBuffer(), "image/png");
    expect(icon.of("small")).toMatchObject({ width: 3, height: 2 });
  });

  it("stays without loss when it can be seen through or is drawn, and is JPEG when it is a photograph", async () => {
    expect((await make(await clear(90).webp().toBuffer(), "image/webp")).metadata).toMatchObject({
      format: "png",
      hasAlpha: true,
    });
    expect((await make(await plain(90).png().toBuffer(), "image/png")).metadata.format).toBe("png");
    expect((await make(await photograph(300, 200), "image/png")).metadata.format).toBe("jpeg");
    const idle = await sharp(await photograph(300, 200))
      .ensureAlpha()
      .png()
      .toBuffer();
    expect((await make(idle, "image/png")).metadata).toMatchObject({ format: "jpeg", channels: 3 });
  });

  it("goes out in a form that every peer shows, whatever it came in", async () => {
    const seen = await photograph(200, 150);
    expect((await make(await sharp(seen).avif({ effort: 0 }).toBuffer(), "image/avif")).metadata.format).toBe(
      "jpeg",
    );
    expect((await make(await sharp(seen).webp().toBuffer(), "image/webp")).metadata.format).toBe("jpeg");
    expect((await make(await sharp(seen).gif().toBuffer(), "image/gif")).metadata.format).toMatch(/jpeg|png/);
  });

  it("is the first frame of what moves", async () => {
    const frames = await Promise.all(
      ["#cc0000", "#0000cc"].map((color) => plain(16, 16, color).png().toBuffer()),
    );
    const gif = await sharp(frames, { join: { animated: true } })
      .gif()
      .toBuffer();
    expect(await make(gif, "image/gif")).toMatchObject({ width: 16, height: 16, colour: "#cc0000" });
  });

  it("is described by a blurhash, a colour and a fingerprint that its own copies share", async () => {
    const source = await photograph(900, 700);
    const { blurhash, colour, hashes, of } = await make(source, "image/png");
    expect(isBlurhashValid(blurhash ?? "").result).toBe(true);
    expect(colour).toMatch(/^#[0-9a-f]{6}$/);
    const own = await hashPicture(source);
    const copy = await hashPicture(of("small")?.path ?? "");
    if (!own.ok || !copy.ok) throw new Error("not hashed");
    expect(hashes).toEqual([
      { pdq: expect.stringMatching(/^[0-9a-f]{64}$/), quality: expect.any(Number), at: null },
    ]);
    expect(hashes[0]?.pdq).toBe(own.value.pdq);
    expect(hammingDistance(copy.value.pdq, own.value.pdq)).toBeLessThanOrEqual(10);
  });

  it("says how far it is, and ends when it is told to", async () => {
    const path = join(folder, "source");
    await writeFile(path, await plain(400).jpeg().toBuffer());
    const source = { path, mediaType: "image/jpeg" };
    const steps: number[] = [];
    await makePicture(source, work, { onProgress: (done) => steps.push(done) });
    expect(steps.at(-1)).toBe(1);
    expect(steps).toEqual([...steps].sort());
    await rm(work, { recursive: true });
    const abort = new AbortController();
    const made = makePicture(source, work, { signal: abort.signal, onProgress: () => abort.abort() });
    expect(await made).toMatchObject({ error: { type: "media/gave-up" } });
  });
});

describe("a drawing", () => {
  const svg = (inside: string, size = 'width="24" height="24"') =>
    `<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" ${size}>${inside}</svg>`;

  it("becomes PNG, large enough to be looked at and no larger than a screen", async () => {
    const icon = await make(svg('<circle cx="12" cy="12" r="10" fill="#cc0033"/>'), "image/svg+xml");
    expect(icon.metadata).toMatchObject({ format: "png", hasAlpha: true, width: 1024, height: 1024 });
    expect(icon.colour).toMatch(red);
    const map = await make(
      svg('<rect width="1" height="1"/>', 'width="90000" height="30000"'),
      "image/svg+xml",
    );
    expect(map).toMatchObject({ width: 3840, height: 1280 });
  });

  it("opens no other file, runs nothing, and shows nothing of what it refers to", async () => {
    await writeFile(join(folder, "red.png"), await plain(20, 20, "red").png().toBuffer());
    await writeFile(join(folder, "red.css"), "rect { fill: red }");
    await writeFile(join(folder, "red.svg"), svg('<rect id="r" width="24" height="24" fill="red"/>'));
    const referring = [
      ...["red.png", `file://${folder}/red.png`, `${folder}/red.png`].map(
        (it) => `<image href="${it}" width="24" height="24"/>`,
      ),
      `<image xlink:href="file://${folder}/red.png" width="24" height="24"/>`,
      '<use href="red.svg#r"/>',
      `<style>@import url("red.css");</style>`,
      '<xi:include xmlns:xi="http://www.w3.org/2001/XInclude" href="red.svg"/>',
      '<foreignObject width="24" height="24"><div xmlns="http://www.w3.org/1999/xhtml" style="background:red">x</div></foreignObject>',
      '<script>document.documentElement.style.background = "red"</script><rect onload="fill=red" width="0" height="0"/>',
    ];
    const ground = '<rect width="24" height="24" fill="#00cc00"/>';
    const made = await make(svg(ground + referring.join("")), "image/svg+xml");
    expect(made.colour).toBe("#00cc00");
    expect((await sharp(made.main).stats()).channels[0]?.max).toBe(0);
  });
});
