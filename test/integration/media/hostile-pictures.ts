import { Readable } from "node:stream";
import { buffer } from "node:stream/consumers";
import { crc32, createDeflate } from "node:zlib";
import sharp from "sharp";

/** Files that do harm to whoever decodes them without care, each made here: none of them is worth keeping in a repository. */

function chunk(type: string, data: Uint8Array): Buffer {
  const written = Buffer.alloc(12 + data.length);
  written.writeUInt32BE(data.length, 0);
  written.write(type, 4, "latin1");
  written.set(data, 8);
  written.writeUInt32BE(crc32(written.subarray(4, 8 + data.length)), 8 + data.length);
  return written;
}

/** A PNG of zeros, one bit a pixel: 2.5 thousand million pixels are 1.4 MB. */
export async function zeros(width: number, height: number, { interlaced = false } = {}): Promise<Buffer> {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header[8] = 1;
  header[12] = interlaced ? 1 : 0;
  const row = Buffer.alloc(Math.ceil(width / 8) + 1);
  const rows = await buffer(
    Readable.from(Array.from({ length: height }, () => row)).pipe(createDeflate({ level: 1 })),
  );
  const signature = Buffer.from("\x89PNG\r\n\x1a\n", "latin1");
  return Buffer.concat([
    signature,
    chunk("IHDR", header),
    chunk("IDAT", rows),
    chunk("IEND", Buffer.alloc(0)),
  ]);
}

/** A GIF whose frames are one pixel each, on a canvas of any size. */
export function frames(count: number, width: number, height = width): Buffer {
  const screen = Buffer.from("GIF89a\0\0\0\0\x80\0\0\0\0\0\xff\xff\xff", "latin1");
  screen.writeUInt16LE(width, 6);
  screen.writeUInt16LE(height, 8);
  const frame = Buffer.from("!\xf9\x04\0\x01\0\0\0,\0\0\0\0\x01\0\x01\0\0\x02\x02D\x01\0", "latin1");
  return Buffer.concat([screen, ...Array.from({ length: count }, () => frame), Buffer.from(";")]);
}

/** The same picture in every coding that is taken, under its media type. */
export async function pictures(): Promise<ReadonlyMap<string, Buffer>> {
  const [width, height] = [320, 240];
  const data = Buffer.from(
    Array.from({ length: width * height * 3 }, (_, at) => (at * 7919 + (at >> 5) * 31) & 255),
  );
  const made = () => sharp(data, { raw: { width, height, channels: 3 } });
  return new Map([
    ["image/jpeg", await made().jpeg().toBuffer()],
    ["image/jpeg progressive", await made().jpeg({ progressive: true }).toBuffer()],
    ["image/png", await made().png().toBuffer()],
    ["image/png interlaced", await made().png({ progressive: true }).toBuffer()],
    ["image/gif", await made().gif().toBuffer()],
    ["image/webp", await made().webp().toBuffer()],
    ["image/webp lossless", await made().webp({ lossless: true }).toBuffer()],
    ["image/avif", await made().avif({ effort: 0 }).toBuffer()],
  ]);
}

/** What its header says about its size, made larger. */
export function enlarged(mediaType: string, bytes: Buffer): Buffer {
  const patched = Buffer.from(bytes);
  if (mediaType === "image/jpeg") {
    const frame = patched.indexOf(Buffer.from([0xff, 0xc0]));
    patched.writeUInt16BE(65_500, frame + 5);
    patched.writeUInt16BE(65_500, frame + 7);
  } else if (mediaType === "image/png") {
    patched.writeUInt32BE(50_000, 16);
    patched.writeUInt32BE(50_000, 20);
    patched.writeUInt32BE(crc32(patched.subarray(12, 29)), 29);
  } else if (mediaType === "image/gif") {
    patched.writeUInt16LE(65_535, 6);
    patched.writeUInt16LE(65_535, 8);
    const frame = patched.indexOf(Buffer.from([0x2c, 0, 0, 0, 0]));
    patched.writeUInt16LE(65_535, frame + 5);
    patched.writeUInt16LE(65_535, frame + 7);
  } else if (mediaType === "image/webp") {
    patched.writeUInt16LE(16_383, 26);
    patched.writeUInt16LE(16_383, 28);
  } else {
    const extents = patched.indexOf("ispe");
    patched.writeUInt32BE(60_000, extents + 8);
    patched.writeUInt32BE(60_000, extents + 12);
  }
  return patched;
}

/** Bytes that come out the same every time. */
export function noise(length: number, seed: number): Buffer {
  let state = seed * 2_654_435_761 + 1;
  const next = () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state >>> 24;
  };
  return Buffer.from(Array.from({ length }, next));
}

/** Drawings that keep an interpreter busy, or have it open what is not theirs. */
export async function drawings(): Promise<Record<string, string>> {
  const svg = (inside: string, size = 'width="100" height="100"', before = "") =>
    `${before}<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" ${size}>${inside}</svg>`;
  const nested = (count: number, of: (at: number) => string) =>
    Array.from({ length: count }, (_, at) => of(at + 1)).join("");
  const ten = (text: string) => text.repeat(10);
  const laughs = nested(9, (at) => `<!ENTITY a${at} "${ten(`&a${at - 1};`)}">`);
  const spread = '<feMorphology operator="dilate" radius="50"/>'.repeat(4_000);
  const bomb = (await zeros(20_000, 20_000)).toString("base64");
  return {
    "an entity of a thousand million": svg(
      "<text>&a9;</text>",
      undefined,
      `<!DOCTYPE svg [<!ENTITY a0 "lol">${laughs}]>`,
    ),
    "an entity that is a file": svg(
      "<text>&a;</text>",
      undefined,
      '<!DOCTYPE svg [<!ENTITY a SYSTEM "file:///etc/passwd">]>',
    ),
    "one that takes hours": svg(
      `<filter id="f">${spread}</filter><rect width="100" height="100" filter="url(#f)"/>`,
    ),
    "one that is deep": svg("<g>".repeat(100_000) + "</g>".repeat(100_000)),
    "a picture within that is a bomb": svg(
      `<image width="100" height="100" href="data:image/png;base64,${bomb}"/>`,
    ),
    "one that is larger than everything": svg("<rect/>", 'width="1e30" height="1e30"'),
    "one that is large": svg("<rect/>", 'width="3000000" height="3000000"'),
    "one with a large view": svg("<rect/>", 'viewBox="0 0 3000000 3000000"'),
    "one without a size": svg("<rect/>", 'width="0" height="0"'),
    "one that is cut off": '<svg xmlns="http://www.w3.org/2000/svg"><rect',
    "one of five million bytes": svg(`<!--${"x".repeat(5_000_000)}-->`),
    "one that is no SVG but looks like it": "<svg><script>alert(1)</script></svg>",
  };
}
