/** Time, passed in wherever it matters: several nodes in one process may live at different times. */
export interface Clock {
  now(): Date;
}

export const systemClock: Clock = { now: () => new Date() };
