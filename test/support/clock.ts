import type { Clock } from "#server/platform/clock.ts";

export interface FakeClock extends Clock {
  advance(milliseconds: number): void;
}

/** Time that stands still until it is told to go on. */
export function createFakeClock(start: Date): FakeClock {
  let time = start.getTime();
  return {
    now: () => new Date(time),
    advance: (milliseconds) => {
      time += milliseconds;
    },
  };
}
