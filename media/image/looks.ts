import { encode } from "blurhash";
import { hashImage } from "../hashing/picture.ts";
import type { PictureHash } from "../produced.ts";
import { dominantColour } from "./colour.ts";
import { openPixels, type Pixels } from "./decode.ts";

/** What a picture looks like, in a few characters. */
export interface Looks {
  blurhash: string;
  /** `#rrggbb` */
  colour: string;
  hash: PictureHash;
}

/** Side of the square that is enough for four waves each way, and for one colour. */
const TINY = 32;
const WAVES = 4;

/** Blurhash, dominant colour and PDQ of a picture, on white where it can be seen through. */
export async function describeLooks(pixels: Pixels, small: Pixels): Promise<Looks> {
  const tiny = await openPixels(small)
    .resize(TINY, TINY, { fit: "fill" })
    .flatten({ background: "white" })
    .ensureAlpha()
    .raw()
    .toBuffer();
  return {
    blurhash: encode(new Uint8ClampedArray(tiny), TINY, TINY, WAVES, WAVES),
    colour: dominantColour(tiny),
    hash: { ...(await hashImage(openPixels(pixels))), at: null },
  };
}

/** Without what shines through. */
export function onWhite({ data, width, height, channels }: Pixels): Pixels {
  if (channels === 3) return { data, width, height, channels };
  const flat = Buffer.allocUnsafe(width * height * 3);
  for (let from = 0, to = 0; from < data.length; from += 4) {
    const alpha = data[from + 3] as number;
    for (let channel = 0; channel < 3; channel++) {
      flat[to++] = 255 + Math.round((((data[from + channel] as number) - 255) * alpha) / 255);
    }
  }
  return { data: flat, width, height, channels: 3 };
}
