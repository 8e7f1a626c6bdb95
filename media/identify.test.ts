import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { identify } from "./identify.ts";
import sharp from "./image/sharp.ts";

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "folkmoot-identify-"));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

async function identified(bytes: Uint8Array | string, name = "upload") {
  const path = join(folder, name);
  await writeFile(path, bytes);
  const result = await identify(path);
  return result.ok
    ? `${result.value.family} ${result.value.mediaType} .${result.value.extension}`
    : result.error.type;
}

const plain = (background = "red") => sharp({ create: { width: 8, height: 8, channels: 3, background } });

async function animated(format: "gif" | "webp"): Promise<Buffer> {
  const frames = await Promise.all(["red", "blue"].map((color) => plain(color).png().toBuffer()));
  return sharp(frames, { join: { animated: true } })
    .toFormat(format)
    .toBuffer();
}

/** A PNG with a chunk that says how many frames it has; nobody here checks its sum. */
async function apng(frames: number): Promise<Buffer> {
  const png = await plain().png().toBuffer();
  const chunk = Buffer.alloc(20);
  chunk.writeUInt32BE(8, 0);
  chunk.write("acTL", 4, "latin1");
  chunk.writeUInt32BE(frames, 8);
  return Buffer.concat([png.subarray(0, 33), chunk, png.subarray(33)]);
}

const ftyp = (...brands: string[]) => {
  const head = Buffer.alloc(8);
  head.writeUInt32BE(16 + 4 * (brands.length - 1), 0);
  head.write("ftyp", 4, "latin1");
  const [major = "", ...compatible] = brands;
  return Buffer.concat([
    head,
    Buffer.from(`${major}\0\0\0\0${compatible.join("")}`, "latin1"),
    Buffer.alloc(64),
  ]);
};
const ebml = (type: string) =>
  Buffer.concat([
    Buffer.from([0x1a, 0x45, 0xdf, 0xa3, 0x80 + type.length + 3, 0x42, 0x82, 0x80 + type.length]),
    Buffer.from(type),
    Buffer.alloc(64),
  ]);
const ogg = (codec: string) =>
  Buffer.concat([Buffer.from("OggS"), Buffer.alloc(24), Buffer.from(codec, "latin1"), Buffer.alloc(64)]);
const riff = (type: string) =>
  Buffer.concat([Buffer.from(`RIFF\0\0\0\0${type}`, "latin1"), Buffer.alloc(64)]);
/** A frame of MPEG layer III, 128 kbit/s. */
const mp3 = Buffer.concat([Buffer.from([0xff, 0xfb, 0x90, 0x64]), Buffer.alloc(413)]);
/** With a cover of two megabytes before the sound. */
const tagged = Buffer.concat([
  Buffer.from("ID3\x04\0\0\0\x7f\x7f\x7f", "latin1"),
  Buffer.alloc(0x1fffff),
  mp3,
]);

describe("a file is told by its content, and not by its name,", () => {
  it("as a picture", async () => {
    expect(await identified(await plain().jpeg().toBuffer(), "a.mp4")).toBe("image image/jpeg .jpg");
    expect(await identified(await plain().png().toBuffer(), "a.txt")).toBe("image image/png .png");
    expect(await identified(await plain().gif().toBuffer(), "a.jpg")).toBe("image image/gif .gif");
    expect(await identified(await plain().webp().toBuffer(), "a.exe")).toBe("image image/webp .webp");
    expect(await identified(await plain().avif().toBuffer(), "a")).toBe("image image/avif .avif");
    expect(await identified(ftyp("mif1", "avif", "miaf"))).toBe("image image/avif .avif");
    expect(await identified(ftyp("heic", "mif1"))).toBe("image image/heic .heic");
    expect(await identified(ftyp("heim", "mif1"))).toBe("image image/heic .heic");
    expect(await identified(ftyp("mif1", "heic"))).toBe("image image/heif .heif");
  });

  it("as a picture that moves, when it has more than one frame", async () => {
    expect(await identified(await animated("gif"))).toBe("animation image/gif .gif");
    expect(await identified(await animated("webp"))).toBe("animation image/webp .webp");
    expect(await identified(await apng(2))).toBe("animation image/apng .png");
    expect(await identified(await apng(1))).toBe("image image/png .png");
  });

  it("as a video", async () => {
    expect(await identified(ftyp("isom", "mp42"), "a.jpg")).toBe("video video/mp4 .mp4");
    expect(await identified(ftyp("M4V ", "mp42"))).toBe("video video/mp4 .mp4");
    expect(await identified(ftyp("qt  "))).toBe("video video/quicktime .mov");
    expect(await identified(ebml("webm"))).toBe("video video/webm .webm");
    expect(await identified(ebml("matroska"))).toBe("video video/matroska .mkv");
  });

  it("as sound, a cover before it or not", async () => {
    expect(await identified(mp3, "a.jpg")).toBe("audio audio/mpeg .mp3");
    expect(await identified(tagged)).toBe("audio audio/mpeg .mp3");
    expect(await identified(ogg("OpusHead"))).toBe("audio audio/ogg .ogg");
    expect(await identified(ogg("\x01vorbis"))).toBe("audio audio/ogg .ogg");
    expect(await identified(Buffer.concat([Buffer.from("fLaC"), Buffer.alloc(64)]))).toBe(
      "audio audio/flac .flac",
    );
    expect(await identified(riff("WAVE"))).toBe("audio audio/wav .wav");
    expect(await identified(ftyp("M4A ", "mp42"))).toBe("audio audio/mp4 .m4a");
    expect(await identified(Buffer.concat([Buffer.from([0xff, 0xf1, 0x50, 0x80]), Buffer.alloc(64)]))).toBe(
      "audio audio/aac .aac",
    );
  });

  it("as a drawing, when its first element is an svg", async () => {
    const drawing = "image image/svg+xml .svg";
    expect(await identified('<svg xmlns="http://www.w3.org/2000/svg"/>', "a.png")).toBe(drawing);
    const doctype = '<!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" "x.dtd" [\n<!ENTITY a "b">\n]>';
    expect(
      await identified(`\ufeff<?xml version="1.0"?>\n<!-- <b> -->\n${doctype}\n<svg:svg width="1"/>`),
    ).toBe(drawing);
    expect(await identified("<!doctype html><svg/>")).toBe(drawing);
    expect(await identified("<!doctype html><html><svg/></html>")).toBe("media/unknown-type");
    expect(await identified("<svgx/>")).toBe("media/unknown-type");
  });
});

describe("a file is refused", () => {
  it("when it is empty", async () => {
    expect(await identified("", "a.jpg")).toBe("media/unreadable");
  });

  it("when it is anything else, whatever it is called", async () => {
    const others = [
      "hello",
      "%PDF-1.7\n%",
      "PK\x03\x04",
      "\x1f\x8b\x08",
      "<!--",
      "<!doctype svg [",
      "<!doctype svg []",
      "<?xml",
      "#EXTM3U\n#EXTINF:1,\nfile:///etc/passwd\n",
      "ffconcat version 1.0\nfile '/etc/passwd'\n",
      "\0",
      "OggS",
      "ID3",
      "RIFF",
      "\x1a\x45\xdf\xa3",
      "\x89PNG\r\n\x1a\n",
    ];
    for (const text of others) {
      expect([text, await identified(Buffer.from(text, "latin1"), "a.jpg")]).toEqual([
        text,
        "media/unknown-type",
      ]);
    }
    expect(await identified(await plain().tiff().toBuffer())).toBe("media/unknown-type");
    expect(await identified(riff("AVI "))).toBe("media/unknown-type");
    expect(await identified(ogg("\x80theora"))).toBe("media/unknown-type");
  });

  it("when it may move and its frames cannot be counted", async () => {
    expect(await identified("GIF89a")).toBe("media/unreadable");
    expect(await identified(riff("WEBP"))).toBe("media/unreadable");
  });
});
