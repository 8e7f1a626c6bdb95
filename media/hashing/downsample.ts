/** The side of the square that a picture is brought to before its frequencies are looked at. */
export const SIDE = 64;

/** Which pixels along one side make each of the 64 samples, and how much of it each is. */
interface Tents {
  /** Of sample j: its first pixel, and where its weights begin; one more of the latter, where they end. */
  readonly first: Int32Array;
  readonly offset: Int32Array;
  readonly weights: Float64Array;
}

/**
 * Brings luma of any size to 64 x 64: the two-pass Jarosz filter (a box along the rows, a box along the columns, and
 * both once more) and of its result the pixels in the middle of 64 x 64 equal cells. All of it is linear, and what
 * goes along rows commutes with what goes along columns: so a sample is one weighted sum over each side, and what
 * nobody asks for is not computed. The reference filters every pixel, in single precision; the difference is its
 * rounding, below 0.001 of 255.
 *
 * Source: `jaroszFilterFloat`, `computeJaroszFilterWindowSize` and `decimateFloat` in
 * pdq/cpp/downscaling/downscaling.cpp of facebook/ThreatExchange.
 *
 * @param into 64 x 64, row by row
 */
export function downsample(luma: Uint8Array, width: number, height: number, into: Float32Array): void {
  const across = tents(width);
  const down = width === height ? across : tents(height);
  const column = width <= columns.length ? columns : new Float64Array(width);
  for (let i = 0; i < SIDE; i++) {
    sumRows(luma, width, down, i, column);
    sumColumns(column, across, into, i * SIDE);
  }
}

const columns = new Float64Array(4096);

/**
 * Of every column its pixels within the rows of sample i, weighed. Column after column is a run that the processor
 * overlaps.
 */
function sumRows(luma: Uint8Array, width: number, down: Tents, i: number, into: Float64Array): void {
  const { first, offset, weights } = down;
  const begin = offset[i] as number;
  const end = offset[i + 1] as number;
  let from = (first[i] as number) * width;
  for (let k = begin; k < end; k++, from += width) {
    const weight = weights[k] as number;
    if (k === begin) for (let x = 0; x < width; x++) into[x] = weight * (luma[from + x] as number);
    else for (let x = 0; x < width; x++) into[x] = (into[x] as number) + weight * (luma[from + x] as number);
  }
}

function sumColumns(column: Float64Array, across: Tents, into: Float32Array, at: number): void {
  const { first, offset, weights } = across;
  for (let j = 0; j < SIDE; j++) {
    const end = offset[j + 1] as number;
    let sum = 0;
    for (let k = offset[j] as number, x = first[j] as number; k < end; k++, x++) {
      sum += (weights[k] as number) * (column[x] as number);
    }
    into[at + j] = sum;
  }
}

/**
 * Two boxes one after the other make a tent. A box is a 128th of the side, rounded up: twice that is a 64th. It
 * reaches one pixel further forward than back when its width is even, and is cut, and its mean taken over fewer
 * pixels, at the ends.
 */
function tents(length: number): Tents {
  const box = Math.ceil(length / (2 * SIDE));
  const ahead = (box + 2) >> 1;
  const lowest = (at: number) => Math.max(0, at - (box - ahead));
  const beyond = (at: number) => Math.min(length, at + ahead);

  const first = new Int32Array(SIDE);
  const offset = new Int32Array(SIDE + 1);
  const weights = new Float64Array(SIDE * 2 * box);
  let end = 0;
  for (let j = 0; j < SIDE; j++) {
    const middle = Math.trunc(((j + 0.5) * length) / SIDE);
    const begin = lowest(lowest(middle));
    first[j] = begin;
    offset[j] = end;
    // Where a box begins the weight rises by its share, where it ends it falls: their sum along the way is the weight.
    const rise = new Float64Array(2 * box + 1);
    for (let at = lowest(middle); at < beyond(middle); at++) {
      const share = 1 / ((beyond(middle) - lowest(middle)) * (beyond(at) - lowest(at)));
      rise[lowest(at) - begin] = (rise[lowest(at) - begin] as number) + share;
      rise[beyond(at) - begin] = (rise[beyond(at) - begin] as number) - share;
    }
    const count = beyond(beyond(middle) - 1) - begin;
    for (let k = 0, weight = 0; k < count; k++) {
      weight += rise[k] as number;
      weights[end++] = weight;
    }
  }
  offset[SIDE] = end;
  return { first, offset, weights };
}
