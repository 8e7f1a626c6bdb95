export interface Size {
  width: number;
  height: number;
}

/** A video of this many seconds and pixels at most gets one rendition. */
const SHORT = { seconds: 30, pixels: 854 * 480 };

/** The size in which something is shown whose shorter side may have `most` pixels, in 16:9 at most: even, never enlarged. */
export function shrink({ width, height }: Size, most: number): Size {
  const factor = Math.min(1, most / Math.min(width, height), (most * 16) / 9 / Math.max(width, height));
  return scaled({ width, height }, factor);
}

/** The size in which something is shown whose longer side may have `most` pixels: even, never enlarged. */
export function within({ width, height }: Size, most: number): Size {
  return scaled({ width, height }, Math.min(1, most / Math.max(width, height)));
}

function scaled({ width, height }: Size, factor: number): Size {
  const even = (side: number) => Math.max(2, Math.round((side * factor) / 2) * 2);
  return { width: even(width), height: even(height) };
}

/**
 * The sizes that a stream offers, largest first: that of the video and then each that has at most 0.6 times its pixels,
 * which 720 has of 1080 and not of 800.
 *
 * @param shorter the shorter sides, largest first
 */
export function ladder(source: Size, seconds: number, shorter: readonly number[]): [Size, ...Size[]] {
  const [first = 1_080, ...rest] = shorter;
  const top = shrink(source, first);
  const pixels = top.width * top.height;
  if (seconds <= SHORT.seconds && pixels <= SHORT.pixels) return [top];
  const smaller = rest.map((side) => shrink(source, side));
  return [top, ...smaller.filter(({ width, height }) => width * height <= 0.6 * pixels)];
}

/**
 * Bits a second that a video may take at its most moving: 5 Mbit/s at 1080p30, less than proportionally less with fewer
 * pixels, and 1.4 times that at 60 frames a second.
 */
export function bitrateOf({ width, height }: Size, fps: number): number {
  const share = (width * height) / (1_920 * 1_080);
  return Math.max(200_000, Math.round(5_000_000 * share ** 0.75 * (fps > 31 ? 1.4 : 1)));
}
