/** Sound as `createWaveform` takes it: one channel of 16-bit numbers, low byte first. */
export const WAVEFORM_RATE = 8_000;
const BLOCK = 80;
const VALUES = 100;

/**
 * Loudness over time for drawing, of sound that comes in pieces and of unknown length: 0 to 1, where 1 is the loudest moment
 * of this sound, so that quiet speech has a shape too. Keeps one number for each 10 ms.
 *
 * @example
 * const waveform = createWaveform();
 * stream.on("data", waveform.take);
 * waveform.values(); // 100 numbers; null when no sound came
 */
export function createWaveform() {
  const levels: number[] = [];
  let rest = Buffer.alloc(0);
  return {
    take(chunk: Buffer): void {
      const bytes = rest.length === 0 ? chunk : Buffer.concat([rest, chunk]);
      let at = 0;
      for (; at + BLOCK * 2 <= bytes.length; at += BLOCK * 2) levels.push(levelOf(bytes, at));
      rest = Buffer.from(bytes.subarray(at));
    },
    values(): number[] | null {
      if (levels.length === 0) return null;
      const loudest = Array.from({ length: VALUES }, (_, at) =>
        loudestIn(levels, at / VALUES, (at + 1) / VALUES),
      );
      const peak = Math.max(...loudest);
      // Below a thousandth, -60 dB, there is nothing to hear, and a shape of it would be one of noise.
      if (peak < 0.001) return loudest.map(() => 0);
      return loudest.map((level) => Math.round((level / peak) * 1_000) / 1_000);
    },
  };
}

/** Root mean square, 0 to 1. */
function levelOf(bytes: Buffer, from: number): number {
  let sum = 0;
  for (let at = from; at < from + BLOCK * 2; at += 2) sum += bytes.readInt16LE(at) ** 2;
  return Math.sqrt(sum / BLOCK) / 32_768;
}

function loudestIn(levels: readonly number[], from: number, to: number): number {
  const first = Math.min(levels.length - 1, Math.floor(from * levels.length));
  let most = 0;
  for (let at = first; at < Math.max(first + 1, to * levels.length) && at < levels.length; at++)
    most = Math.max(most, levels[at] ?? 0);
  return most;
}
