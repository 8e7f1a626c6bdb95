import { SIDE } from "./downsample.ts";

/**
 * How much there is to see in a 64 x 64 picture, 0 to 100: the sum of its gradients, each in whole percent of the
 * range so that many small ones count for nothing, scaled by a factor that was found by trying.
 *
 * Source: `pdqImageDomainQualityMetric` in pdq/cpp/hashing/pdqhashing.cpp of facebook/ThreatExchange.
 */
export function measureQuality(picture: Float32Array): number {
  let sum = 0;
  for (let at = SIDE; at < SIDE * SIDE; at++)
    sum += gradient(picture[at] as number, picture[at - SIDE] as number);
  for (let row = 0; row < SIDE * SIDE; row += SIDE) {
    for (let at = row + 1; at < row + SIDE; at++)
      sum += gradient(picture[at] as number, picture[at - 1] as number);
  }
  return Math.min(100, Math.trunc(sum / 90));
}

function gradient(a: number, b: number): number {
  return Math.abs(Math.trunc(Math.fround(Math.fround(Math.fround(a - b) * 100) / 255)));
}
