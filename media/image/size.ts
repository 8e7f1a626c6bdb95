export interface Size {
  width: number;
  height: number;
}

/** Pixels of what peers are given: 3840 x 2160, as in Mastodon. */
const MAIN_PIXELS = 8_294_400;
/** Pixels of what timelines show: 640 x 360, as in Mastodon. */
const SMALL_PIXELS = 230_400;
/** What WebP holds. A long comic stays as long as it is. */
const MAX_SIDE = 16_383;

/** In which size a picture is kept: its own, unless that is larger than anybody's screen. */
export const mainSize = (size: Size): Size => within(size, MAIN_PIXELS);
/** In which size it stands in a timeline. */
export const smallSize = (size: Size): Size => within(size, SMALL_PIXELS);

function within({ width, height }: Size, pixels: number): Size {
  const scale = Math.min(1, Math.sqrt(pixels / (width * height)), MAX_SIDE / width, MAX_SIDE / height);
  if (scale === 1) return { width, height };
  const side = (length: number) => Math.min(MAX_SIDE, Math.max(1, Math.floor(length * scale)));
  return { width: side(width), height: side(height) };
}
