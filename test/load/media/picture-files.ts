import { writeFile } from "node:fs/promises";
import path from "node:path";
import sharp from "sharp";

/** What telephones and screens make: JPEGs of 12 megapixels with shapes and grain, and PNGs full of text. */
export async function writePictureFiles(
  folder: string,
  photos: number,
  screens: number,
): Promise<PictureFile[]> {
  const files: PictureFile[] = [];
  for (let at = 0; at < photos; at++) {
    files.push(await write(folder, `photo-${at}.jpg`, "image/jpeg", await photo(4000, 3000, at)));
  }
  for (let at = 0; at < screens; at++) {
    files.push(await write(folder, `screen-${at}.png`, "image/png", await screen(2560, 1440, at)));
  }
  return files;
}

export interface PictureFile {
  path: string;
  mediaType: string;
}

async function write(folder: string, name: string, mediaType: string, bytes: Buffer): Promise<PictureFile> {
  const file = path.join(folder, name);
  await writeFile(file, bytes);
  return { path: file, mediaType };
}

async function photo(width: number, height: number, seed: number): Promise<Buffer> {
  const noise = (side: number, sigma: number) =>
    sharp({
      create: {
        width: side * 4,
        height: side * 3,
        channels: 3,
        background: "#888",
        noise: { type: "gaussian", mean: 128, sigma },
      },
    });
  const layers = await Promise.all(
    [3 + seed, 40, 300].map(async (side, at) => {
      const pixels = await noise(side, 70 - 20 * at)
        .png()
        .toBuffer();
      return sharp(pixels)
        .resize(width, height, { fit: "fill", kernel: "cubic" })
        .png({ compressionLevel: 1 })
        .toBuffer();
    }),
  );
  const [ground, ...others] = layers;
  return sharp(ground)
    .composite(others.map((input) => ({ input, blend: "overlay" as const })))
    .jpeg({ quality: 92 })
    .withExif({ IFD0: { Model: "Folkmoot" }, IFD3: { GPSLatitude: "51/1 30/1 0/1" } })
    .toBuffer();
}

async function screen(width: number, height: number, seed: number): Promise<Buffer> {
  const letters = "abcdefghij klmnop qrstuv(){};=";
  const line = (at: number) =>
    Array.from({ length: 180 }, (_, x) => letters.charAt((x * x * 7 + at * 31 + seed) % letters.length)).join(
      "",
    );
  const text = Array.from(
    { length: Math.floor(height / 24) },
    (_, at) =>
      `<text x="20" y="${30 + at * 23}" font-size="17" font-family="monospace" fill="#d0d0e0">${line(at)}</text>`,
  );
  const ground =
    '<rect width="100%" height="100%" fill="#1e1e2e"/><rect x="1800" width="700" height="900" fill="#345"/>';
  return sharp(
    Buffer.from(
      `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}">${ground}${text.join("")}</svg>`,
    ),
  )
    .removeAlpha()
    .png()
    .toBuffer();
}
