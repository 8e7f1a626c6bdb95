/** A whole batch that fails this often is dealt with change by change ... */
const BATCH_TRIES = 4;
/** ... of which one that fails this often is passed over: after some minutes, so that a short outage costs nothing. */
const SINGLE_TRIES = 8;
const FIRST_WAIT_MS = 500;
const LONGEST_WAIT_MS = 60_000;

/** How one consumer goes on after its handler has thrown. */
export interface Retries {
  /** How many changes to deal with next, at most `most`; none while it waits. */
  next(most: number): number;
  /** These many were dealt with. */
  succeeded(count: number): void;
  /** The handler threw for these many: whether to try them again or to pass the one over. */
  failed(count: number): "again" | "pass-over";
}

/**
 * Keeps one change that can never be dealt with from holding up all that come after it. In memory: after a restart the
 * tries begin anew.
 *
 * @param now milliseconds of a monotonic clock
 */
export function createRetries(now: () => number = () => performance.now()): Retries {
  let tries = 0;
  /** Changes still to be dealt with one by one. */
  let singly = 0;
  let until = 0;
  return {
    next(most) {
      if (now() < until) return 0;
      return singly > 0 ? 1 : most;
    },
    succeeded(count) {
      tries = 0;
      singly = Math.max(0, singly - count);
    },
    failed(count) {
      tries += 1;
      if (singly === 0 && tries >= BATCH_TRIES) {
        singly = count;
        tries = 0;
        return "again";
      }
      if (singly > 0 && tries >= SINGLE_TRIES) {
        singly -= 1;
        tries = 0;
        return "pass-over";
      }
      until = now() + Math.min(LONGEST_WAIT_MS, FIRST_WAIT_MS * 2 ** (tries - 1));
      return "again";
    },
  };
}
