import { SIDE } from "./downsample.ts";

/**
 * How much there is to see in a 64 x 64 picture, 0 to 100: the sum of its gradients, each in whole percent of the range so that
 * many small ones count for nothing, scaled by a factor that was found by trying.
 *
 * Source: `pdqImageDomainQualityMetric` in pdq/cpp/hashing/pdqhashing.cpp of facebook/ThreatExchange.
 */
export function measureQuality(picture: Float32Array): number {
  let sum = 0;
  for (let at = 0; at < SIDE * SIDE; at++) {
    if (at + SIDE < SIDE * SIDE) sum += gradient(picture[at] as number, picture[at + SIDE] as number);
    if (at % SIDE < SIDE - 1) sum += gradient(picture[at] as number, picture[at + 1] as number);
  }
  return Math.min(100, Math.trunc(sum / 90));
}

function gradient(a: number, b: number): number {
  return Math.abs(Math.trunc(Math.fround(Math.fround(Math.fround(a - b) * 100) / 255)));
}
