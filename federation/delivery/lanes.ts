/** After this long a request counts as slow: it leaves the fast lane, so that the hosts behind it need not wait. */
const SLOW_AFTER_MS = 2_000;
/** Slow requests that may be held open beside a full fast lane, as a multiple of it. */
const SLOW_SHARE = 3;

interface Running {
  host: string;
  since: number;
}

/**
 * Room for requests under way. Each host has at most `perHost`; only requests younger than two seconds fill the lane, so
 * a host that answers slowly or never holds nobody up; four times the lane is the most there ever is.
 */
export interface Lanes {
  /** How many more may start now. */
  free(): number;
  /** Hosts that have as many under way as they may. */
  saturated(): string[];
  enter(id: string, host: string): void;
  leave(id: string): void;
  readonly size: number;
}

/** @param now milliseconds of a monotonic clock */
export function createLanes(capacity: number, perHost: number, now: () => number): Lanes {
  const running = new Map<string, Running>();
  const byHost = new Map<string, number>();
  return {
    free() {
      const limit = now() - SLOW_AFTER_MS;
      let fast = 0;
      for (const { since } of running.values()) if (since > limit) fast++;
      return Math.max(0, Math.min(capacity - fast, capacity * (1 + SLOW_SHARE) - running.size));
    },
    saturated: () => [...byHost].filter(([, count]) => count >= perHost).map(([host]) => host),
    enter(id, host) {
      running.set(id, { host, since: now() });
      byHost.set(host, (byHost.get(host) ?? 0) + 1);
    },
    leave(id) {
      const entry = running.get(id);
      if (entry === undefined) return;
      running.delete(id);
      const left = (byHost.get(entry.host) ?? 1) - 1;
      if (left === 0) byHost.delete(entry.host);
      else byHost.set(entry.host, left);
    },
    get size() {
      return running.size;
    },
  };
}
