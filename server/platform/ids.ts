import { randomUUID } from "node:crypto";
import type { Clock } from "./clock.ts";

export interface Ids {
  /** A new UUIDv7, greater than all before it from this generator. With `at`, one of that time, in no such order. */
  next(at?: Date): string;
}

const COUNTER_END = 0x1000;

/**
 * Makes UUIDv7 (RFC 9562 §5.7): 48 bits of milliseconds, then a 12-bit counter (§6.2, method 1) that keeps ids of one
 * millisecond in order, then 62 random bits. When the clock goes back, or the counter is used up, the generator goes on
 * from the last time it gave out.
 *
 * @example
 * createIds(systemClock).next(); // "019aa5a2-1f40-7c31-9d5e-8a4b8f1b2c3d"
 */
export function createIds(clock: Clock): Ids {
  let lastMs = 0;
  let counter = 0;
  return {
    next(at) {
      if (at) return format(at.getTime(), Math.floor(Math.random() * COUNTER_END));
      const ms = clock.now().getTime();
      if (ms > lastMs) {
        lastMs = ms;
        // A random start in the lower half keeps ids unguessable and leaves room to count.
        counter = Math.floor(Math.random() * (COUNTER_END / 2));
      } else if (++counter === COUNTER_END) {
        lastMs++;
        counter = 0;
      }
      return format(lastMs, counter);
    },
  };
}

/** The random part and the variant bits are those of a UUIDv4, which Node makes from a pool of random bytes. */
function format(ms: number, counter: number): string {
  const time = Math.max(0, ms).toString(16).padStart(12, "0");
  return `${time.slice(0, 8)}-${time.slice(8)}-7${counter.toString(16).padStart(3, "0")}${randomUUID().slice(18)}`;
}

/**
 * The time in a UUIDv7.
 *
 * @example timeOf("019aa5a2-1f40-7c31-9d5e-8a4b8f1b2c3d") // 2025-11-21T17:37:46.816Z
 */
export function timeOf(id: string): Date {
  return new Date(Number.parseInt(id.slice(0, 8) + id.slice(9, 13), 16));
}
