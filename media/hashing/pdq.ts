import { downsample, SIDE } from "./downsample.ts";
import { COUNT, frequencies } from "./frequencies.ts";
import { measureQuality } from "./quality.ts";

/** A perceptual hash of a picture: near in Hamming distance where pictures look alike. */
export interface Pdq {
  /** 256 bits as 64 hexadecimal digits, in the order in which all implementations write them. */
  pdq: string;
  /** 0 to 100; hashes of 49 and less say nothing. */
  quality: number;
}

/** The side below which the reference finds nothing to hash. */
const SMALLEST = 5;

/**
 * PDQ of decoded luma: one byte a pixel, row by row, 0 black to 255 white (Rec. 601, full range: what ffmpeg writes
 * with `-pix_fmt gray`). Any size: of a side below 5 pixels nothing is known, which is quality 0 and a hash of
 * zeros. Hashes of a picture at most 31 apart are taken to show the same.
 *
 * Source: "The TMK+PDQF Video-Hashing Algorithm and the PDQ Image-Hashing Algorithm" (hashing/hashing.pdf) and
 * `pdqHash256FromFloatLuma` in pdq/cpp/hashing/pdqhashing.cpp, facebook/ThreatExchange.
 *
 * @throws RangeError when there are not width x height bytes
 * @example const { pdq, quality } = hashLuma(frame, 320, 180);
 */
export function hashLuma(luma: Uint8Array, width: number, height: number): Pdq {
  if (luma.length !== width * height) {
    throw new RangeError(`${luma.length} bytes of luma are no picture of ${width} x ${height}`);
  }
  if (width < SMALLEST || height < SMALLEST) return { pdq: "0".repeat(64), quality: 0 };
  downsample(luma, width, height, picture);
  frequencies(picture, spectrum);
  return { pdq: toBits(spectrum), quality: measureQuality(picture) };
}

// Nothing here waits, so a picture is done with these before the next one comes.
const picture = new Float32Array(SIDE * SIDE);
const spectrum = new Float32Array(COUNT * COUNT);
const sorted = new Float32Array(COUNT * COUNT);

/**
 * A bit for each frequency: whether there is more of it than the median, of two the lower one. The last comes first.
 */
function toBits(values: Float32Array): string {
  sorted.set(values);
  const median = sorted.sort()[sorted.length / 2 - 1] as number;
  let text = "";
  for (let at = values.length - 4; at >= 0; at -= 4) {
    let digit = 0;
    for (let bit = 3; bit >= 0; bit--) digit = digit * 2 + ((values[at + bit] as number) > median ? 1 : 0);
    text += digit.toString(16);
  }
  return text;
}
