import { randomFillSync } from "node:crypto";
import type { Clock } from "./clock.ts";

export interface Ids {
  /**
   * A UUIDv7 (RFC 9562 §5.7), later than every one made before by this source for the same millisecond.
   *
   * @param at the time it stands for; now when left out
   */
  next(at?: Date): string;
}

/**
 * Ids without a time of their own never go backwards, even if the clock does: `rand_a` counts within a millisecond
 * (§6.2, method 1).
 *
 * @example createIds(systemClock).next() // "019aa3f0-5c1e-7000-9b1f-6d2a4c0e8f11"
 */
export function createIds(clock: Clock): Ids {
  const random = new Uint8Array(4096);
  let used = random.length;
  let last = 0;
  let counter = 0;

  const tail = (): string => {
    if (used === random.length) {
      randomFillSync(random);
      used = 0;
    }
    const bytes = random.subarray(used, used + 8);
    used += 8;
    // The variant, binary 10, takes the two highest bits.
    bytes[0] = 0x80 | ((bytes[0] ?? 0) & 0x3f);
    return hex(bytes);
  };

  return {
    next(at) {
      let time = (at ?? clock.now()).getTime();
      if (at === undefined) {
        if (time > last) counter = 0;
        else if (++counter > 0xfff) {
          counter = 0;
          last++;
        }
        last = Math.max(last, time);
        time = last;
      }
      const low = at === undefined ? counter : Math.trunc(Math.random() * 0x1000);
      const stamp = Math.max(0, time).toString(16).padStart(12, "0");
      const rest = tail();
      return `${stamp.slice(0, 8)}-${stamp.slice(8)}-7${low.toString(16).padStart(3, "0")}-${rest.slice(0, 4)}-${rest.slice(4)}`;
    },
  };
}

function hex(bytes: Uint8Array): string {
  let text = "";
  for (const byte of bytes) text += byte.toString(16).padStart(2, "0");
  return text;
}
