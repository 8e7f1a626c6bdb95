import { LRUCache } from "lru-cache";
import { createGate } from "../platform/gate.ts";

interface Host {
  gate: ReturnType<typeof createGate>;
  /** Inside or before the gate. */
  here: number;
}

export interface Limits {
  /** Fetches at a time from one host, and from all of them. */
  perHost: number;
  inAll: number;
  /** How many may wait for a host, and for all of them. */
  waitingPerHost: number;
  waitingInAll: number;
}

const limitsByDefault: Limits = { perHost: 4, inAll: 24, waitingPerHost: 400, waitingInAll: 2_000 };
/** Silence in a row after which a host is left alone, and for how long. */
const TRIES = 3;
const LEFT_ALONE_MS = 120_000;

/**
 * Keeps what is fetched from others within bounds: a few at a time from each host and from all, so that nobody is flooded and
 * a host that does not answer holds up its own pictures alone; after three that it let run into nothing it is left alone for
 * two minutes.
 */
export function createHosts(clock: { now(): Date }, limits: Limits = limitsByDefault) {
  const hosts = new Map<string, Host>();
  const all = createGate(limits.inAll);
  const silent = new LRUCache<string, { times: number; until: number }>({ max: 10_000 });
  let here = 0;

  return {
    /** Whether it has not answered lately, so that asking is no use. */
    isSilent(host: string): boolean {
      const known = silent.get(host);
      return known !== undefined && known.times >= TRIES && known.until > clock.now().getTime();
    },
    answered: (host: string) => void silent.delete(host),
    wasSilent(host: string): void {
      const times = (silent.get(host)?.times ?? 0) + 1;
      silent.set(host, { times, until: clock.now().getTime() + LEFT_ALONE_MS });
    },
    /**
     * Does it when there is room.
     *
     * @returns null when too many wait already
     */
    async enter<T>(name: string, work: () => Promise<T>): Promise<T | null> {
      const host = hosts.get(name) ?? { gate: createGate(limits.perHost), here: 0 };
      if (host.here >= limits.perHost + limits.waitingPerHost) return null;
      if (here >= limits.inAll + limits.waitingInAll) return null;
      hosts.set(name, host);
      host.here++;
      here++;
      try {
        return await host.gate(() => all(work));
      } finally {
        here--;
        host.here--;
        if (host.here === 0) hosts.delete(name);
      }
    },
  };
}
