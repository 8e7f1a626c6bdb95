import type { PictureHash } from "../produced.ts";
import type { Size } from "./sizes.ts";

/** Answers the hash of a picture in grey. */
export type HashLuma = (luma: Uint8Array, width: number, height: number) => { pdq: string; quality: number };

/**
 * Frames in grey that come in pieces, each looked at and let go.
 *
 * @param perSecond how many there are in a second of the video
 */
export function createSamples({ width, height }: Size, perSecond: number, hash: HashLuma) {
  const frame = Buffer.alloc(width * height);
  const hashes: PictureHash[] = [];
  const contrasts: { at: number; contrast: number; mean: number }[] = [];
  let filled = 0;

  const look = () => {
    const at = Math.round((hashes.length / perSecond) * 1_000) / 1_000;
    hashes.push({ ...hash(frame, width, height), at });
    contrasts.push({ at, ...contrastOf(frame) });
  };
  return {
    take(chunk: Buffer): void {
      for (let from = 0; from < chunk.length; ) {
        const copied = chunk.copy(frame, filled, from);
        from += copied;
        filled += copied;
        if (filled < frame.length) continue;
        look();
        filled = 0;
      }
    },
    hashes: () => hashes,
    /** How much of the video has been looked at. */
    seconds: () => hashes.length / perSecond,
    /**
     * Seconds to the frame that stands for the video: the first that is neither dark nor glaring nor of one colour, as
     * fades and title cards are; else the one with most to see.
     */
    poster(): number {
      const good = contrasts.find(({ contrast, mean }) => contrast >= 25 && mean >= 30 && mean <= 225);
      if (good) return good.at;
      return contrasts.reduce((best, each) => (each.contrast > best.contrast ? each : best), {
        at: 0,
        contrast: -1,
      }).at;
    },
  };
}

/** Mean and standard deviation, 0 to 255. */
function contrastOf(frame: Buffer): { mean: number; contrast: number } {
  let sum = 0;
  let squares = 0;
  for (const value of frame) {
    sum += value;
    squares += value * value;
  }
  const mean = sum / frame.length;
  return { mean, contrast: Math.sqrt(Math.max(0, squares / frame.length - mean * mean)) };
}
