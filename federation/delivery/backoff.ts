const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

const DELAYS = [MINUTE, 5 * MINUTE, 15 * MINUTE, HOUR, 3 * HOUR, 6 * HOUR, 12 * HOUR, DAY];

/** How long an activity is kept for a host that does not answer. */
export const GIVE_UP_AFTER_MS = 30 * DAY;

/** A refused signature is retried for a few hours (keys rotate, caches expire), not for a month. */
export const MAX_REFUSALS = 6;

/**
 * When to try again after the `attempts`-th failure: from a minute to a day, each up to a fifth later so that hosts that
 * failed together do not return together.
 *
 * @param jitter 0 to 1
 */
export function nextAttempt(now: Date, attempts: number, jitter: number): Date {
  const delay = DELAYS[Math.min(attempts, DELAYS.length) - 1] ?? MINUTE;
  return new Date(now.getTime() + delay * (1 + 0.2 * jitter));
}
