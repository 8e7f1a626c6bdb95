/** After this long a request counts as slow: it leaves the fast lane, so that the hosts behind it need not wait. */
const SLOW_AFTER_MS = 2_000;
/** Slow requests that may be held open beside a full fast lane, as a multiple of it. */
const SLOW_SHARE = 3;

/**
 * Room for requests under way. Each host has at most `perHost`; only requests younger than two seconds fill the lane, so
 * a host that answers slowly or never holds nobody up; four times the lane is the most there ever is.
 */
export interface Lanes {
  /** How many more may start now. */
  free(): number;
  /** Hosts that have as many held or under way as they may. */
  saturated(): string[];
  /** One more for this host, which will enter. */
  hold(host: string): void;
  enter(id: string): void;
  leave(id: string, host: string): void;
  /** How many are under way. */
  readonly size: number;
}

/** @param now milliseconds of a monotonic clock */
export function createLanes(capacity: number, perHost: number, now: () => number): Lanes {
  const running = new Map<string, number>();
  const byHost = new Map<string, number>();
  return {
    free() {
      const limit = now() - SLOW_AFTER_MS;
      let fast = 0;
      for (const since of running.values()) if (since > limit) fast++;
      return Math.max(0, Math.min(capacity - fast, capacity * (1 + SLOW_SHARE) - running.size));
    },
    saturated: () => [...byHost].filter(([, count]) => count >= perHost).map(([host]) => host),
    hold(host) {
      byHost.set(host, (byHost.get(host) ?? 0) + 1);
    },
    enter(id) {
      running.set(id, now());
    },
    leave(id, host) {
      running.delete(id);
      const left = (byHost.get(host) ?? 1) - 1;
      if (left === 0) byHost.delete(host);
      else byHost.set(host, left);
    },
    get size() {
      return running.size;
    },
  };
}
