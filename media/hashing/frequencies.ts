import { SIDE } from "./downsample.ts";

/** Frequencies in each direction. */
export const COUNT = 16;

/**
 * The lowest 16 x 16 frequencies of a 64 x 64 picture, without the constant ones: of its discrete cosine transform
 * D A Dᵗ, where D has a cosine of frequency 1 to 16 in each row.
 *
 * Source: `dct64To16` in pdq/cpp/hashing/pdqhashing.cpp of facebook/ThreatExchange, after C. Zauner, "Implementation
 * and Benchmarking of Perceptual Image Hash Functions", 2010.
 *
 * @param into 16 x 16, row by row; a row is a vertical frequency
 */
export function frequencies(picture: Float32Array, into: Float32Array): void {
  wide.set(picture);
  for (let i = 0; i < COUNT; i++) {
    transformColumns(i * SIDE);
    for (let j = 0; j < COUNT; j++) {
      let sum = 0;
      for (let k = 0; k < SIDE; k++) sum += (row[k] as number) * (cosines[j * SIDE + k] as number);
      into[i * COUNT + j] = sum;
    }
  }
}

// Double precision throughout: what V8 is quicker at.
const wide = new Float64Array(SIDE * SIDE);
const row = new Float64Array(SIDE);

/** D, row by row, in the reference's single precision. */
const cosines = Float64Array.from({ length: COUNT * SIDE }, (_, at) => {
  const [i, j] = [Math.trunc(at / SIDE), at % SIDE];
  const scale = Math.fround(Math.sqrt(2 / SIDE));
  return Math.fround(scale * Math.cos((Math.PI / 2 / SIDE) * (i + 1) * (2 * j + 1)));
});

/** A row of D A. Four sums at a time, which do not wait for each other. */
function transformColumns(cosine: number): void {
  for (let j = 0; j < SIDE; j += 4) {
    let [a, b, c, d] = [0, 0, 0, 0];
    for (let k = 0, at = j; k < SIDE; k++, at += SIDE) {
      const factor = cosines[cosine + k] as number;
      a += factor * (wide[at] as number);
      b += factor * (wide[at + 1] as number);
      c += factor * (wide[at + 2] as number);
      d += factor * (wide[at + 3] as number);
    }
    row[j] = a;
    row[j + 1] = b;
    row[j + 2] = c;
    row[j + 3] = d;
  }
}
