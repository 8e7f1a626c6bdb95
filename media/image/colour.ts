/** Bits of each channel by which colours count as the same. */
const BITS = 3;

/**
 * The colour that most of a picture has, as `#rrggbb`: of all that are alike the mean.
 *
 * @param pixels 4 bytes each: red, green, blue, and one that is passed over
 */
export function dominantColour(pixels: Uint8Array): string {
  const counts = new Uint32Array(1 << (3 * BITS));
  const kinds = Uint16Array.from({ length: pixels.length / 4 }, (_, at) => kindOf(pixels, at * 4));
  for (const kind of kinds) counts[kind] = (counts[kind] as number) + 1;
  const most = counts.indexOf(Math.max(...counts));
  const sums = [0, 0, 0];
  kinds.forEach((kind, at) => {
    if (kind === most)
      for (const channel of [0, 1, 2])
        sums[channel] = (sums[channel] as number) + (pixels[at * 4 + channel] as number);
  });
  const hex = sums.map((sum) =>
    Math.round(sum / (counts[most] as number))
      .toString(16)
      .padStart(2, "0"),
  );
  return `#${hex.join("")}`;
}

function kindOf(pixels: Uint8Array, at: number): number {
  const top = (channel: number) => (pixels[at + channel] as number) >> (8 - BITS);
  return (top(0) << (2 * BITS)) | (top(1) << BITS) | top(2);
}
