import sharp from "sharp";

/** A JPEG that is no other's: its colours come from a seed. With the place where it was taken, as cameras write it. */
export async function photograph(seed = 1, width = 640, height = 480): Promise<Uint8Array<ArrayBuffer>> {
  const pixels = Buffer.alloc(width * height * 3);
  for (let at = 0; at < pixels.length; at++) pixels[at] = ((at * 7) ^ (at >> 9) ^ (seed * 37)) & 0xff;
  const bytes = await sharp(pixels, { raw: { width, height, channels: 3 } })
    .blur(4)
    .jpeg()
    .withExif({
      IFD0: { Copyright: "somebody" },
      IFD3: { GPSLatitude: "51/1 30/1 0/1", GPSLatitudeRef: "N" },
    })
    .toBuffer();
  return new Uint8Array(bytes);
}

/** Frames of one colour each, one after another. */
export async function movingGif(frames = 4): Promise<Uint8Array<ArrayBuffer>> {
  const size = 64;
  const pixels = Buffer.alloc(size * size * frames * 3);
  for (let at = 0; at < pixels.length; at++) pixels[at] = Math.floor(at / (size * size * 3)) * 60;
  const bytes = await sharp(pixels, {
    raw: { width: size, height: size * frames, channels: 3, pageHeight: size },
  })
    .gif({ delay: Array(frames).fill(100) })
    .toBuffer();
  return new Uint8Array(bytes);
}

/** A form that sends a file under a name, whatever it is. */
export function upload(
  bytes: Uint8Array<ArrayBuffer>,
  fields: Record<string, string | Uint8Array<ArrayBuffer>> = {},
  name = "photo.jpg",
): FormData {
  const form = new FormData();
  form.append("file", new Blob([bytes]), name);
  for (const [field, value] of Object.entries(fields))
    if (typeof value === "string") form.append(field, value);
    else form.append(field, new Blob([value]), `${field}.jpg`);
  return form;
}
