/**
 * Luma of decoded pixels, one byte each: 0.299 R + 0.587 G + 0.114 B (Rec. 601, as PDQ wants it), rounded. What has
 * one or two channels is grey already; an alpha channel is passed over.
 *
 * @param channels 1 to 4 bytes a pixel
 */
export function toLuma(pixels: Uint8Array, channels: number): Uint8Array {
  if (channels === 1) return pixels;
  const luma = new Uint8Array(pixels.length / channels);
  if (channels === 2) {
    for (let at = 0; at < luma.length; at++) luma[at] = pixels[at * 2] as number;
    return luma;
  }
  for (let at = 0, from = 0; at < luma.length; at++, from += channels) {
    const red = pixels[from] as number;
    const green = pixels[from + 1] as number;
    const blue = pixels[from + 2] as number;
    // In parts of 65,536: 19,595 + 38,470 + 7,471 are all of them.
    luma[at] = (19_595 * red + 38_470 * green + 7_471 * blue + 32_768) >>> 16;
  }
  return luma;
}
