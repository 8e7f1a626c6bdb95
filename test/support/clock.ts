import type { Clock } from "#server/platform/clock.ts";

export interface FakeClock extends Clock {
  /** Moves the time by `ms`, also backwards. */
  advance(ms: number): void;
  set(time: Date): void;
}

/** A clock that stands still until it is told to move. */
export function createFakeClock(start = new Date("2026-11-21T12:00:00Z")): FakeClock {
  let time = start.getTime();
  return {
    now: () => new Date(time),
    advance: (ms) => {
      time += ms;
    },
    set: (to) => {
      time = to.getTime();
    },
  };
}
