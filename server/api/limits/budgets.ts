import { LRUCache } from "lru-cache";
import type { Ctx } from "../../context.ts";
import { giveBack, takeBlocks } from "./store.ts";

/** One budget that a call is taken from. */
export interface Ask {
  /** `token:0190…` */
  key: string;
  most: number;
  periodMs: number;
}

export interface State {
  most: number;
  /** Calls that may still come in this period, as far as this process knows. */
  remaining: number;
  resetsAt: Date;
}

export interface Budgets {
  /** Takes one call from each budget, or from none: then the one that is used up is the first of `states`. */
  take(asks: readonly Ask[]): Promise<{ ok: boolean; states: State[] }>;
  /** Lets other processes have what was taken here and not asked for lately, or all of it. */
  giveBack(options?: { all: boolean }): Promise<void>;
}

/** What this process has taken of one budget, in one period. */
interface Lease {
  readonly key: string;
  readonly most: number;
  readonly endsAt: number;
  left: number;
  /** What nobody had taken when this process asked last. */
  pool: number;
  /** Until when asking again is no use. */
  dryUntil: number;
  usedAt: number;
  waiting: number;
}

const KEPT = 50_000;
const DRY_MS = 500;
const IDLE_MS = 3_000;

/**
 * Budgets of calls over fixed periods, as Mastodon counts them, that all processes of a node share. A process takes a
 * tenth of what is left at a time and counts that down in memory: the database is asked a few times a period and budget,
 * the sum is never more than the budget, and towards its end, where blocks are of one call, it is exact.
 *
 * @example const { ok } = await budgets.take([{ key: "token:1", most: 300, periodMs: 300_000 }]);
 */
export function createBudgets(ctx: Pick<Ctx, "sql" | "clock">): Budgets {
  const leases = new LRUCache<string, Lease>({ max: KEPT });
  let gathering: { lacking: Set<Lease>; done: Promise<void> } | null = null;

  function leaseOf({ key, most, periodMs }: Ask, now: number): Lease {
    const known = leases.get(key);
    if (known !== undefined && known.endsAt > now) return known;
    const endsAt = (Math.floor(now / periodMs) + 1) * periodMs;
    const lease = { key, most, endsAt, left: 0, pool: most, dryUntil: 0, usedAt: now, waiting: 0 };
    leases.set(key, lease);
    return lease;
  }

  /** Whoever lacks something within the same turn of the event loop shares a statement. */
  function refill(lease: Lease): Promise<void> {
    lease.waiting++;
    if (gathering === null) {
      const lacking = new Set<Lease>();
      const done = new Promise<void>((resolve) => setImmediate(resolve)).then(() => {
        gathering = null;
        return fetchBlocks([...lacking]);
      });
      gathering = { lacking, done };
    }
    gathering.lacking.add(lease);
    return gathering.done;
  }

  async function fetchBlocks(lacking: readonly Lease[]): Promise<void> {
    const wanted = lacking.map(({ key, endsAt, most, waiting }) => ({
      key,
      most,
      wanted: waiting,
      endsAt: new Date(endsAt),
    }));
    for (const lease of lacking) lease.waiting = 0;
    const taken = new Map((await takeBlocks(ctx, wanted)).map((row) => [row.key, row]));
    const now = ctx.clock.now().getTime();
    for (const lease of lacking) {
      const row = taken.get(lease.key);
      lease.left += row?.block ?? 0;
      lease.pool = row === undefined ? 0 : Math.max(0, lease.most - row.taken);
      if (row === undefined) lease.dryUntil = now + DRY_MS;
    }
  }

  return {
    async take(asks) {
      for (;;) {
        const now = ctx.clock.now().getTime();
        const asked = asks.map((ask) => leaseOf(ask, now));
        const dry = asked.find((lease) => lease.left <= 0 && lease.dryUntil > now);
        if (dry !== undefined) return { ok: false, states: [stateOf(dry)] };
        const lacking = asked.filter((lease) => lease.left <= 0);
        if (lacking.length === 0) {
          for (const lease of asked) {
            lease.left--;
            lease.usedAt = now;
          }
          return { ok: true, states: asked.map(stateOf) };
        }
        await Promise.all(lacking.map(refill));
      }
    },

    async giveBack({ all } = { all: false }) {
      const now = ctx.clock.now().getTime();
      const unused = [...leases.values()].filter(
        (lease) => lease.left > 0 && lease.endsAt > now && (all || lease.usedAt < now - IDLE_MS),
      );
      if (unused.length === 0) return;
      const counts = unused.map(({ key, endsAt, left }) => ({ key, endsAt: new Date(endsAt), count: left }));
      for (const lease of unused) {
        lease.pool += lease.left;
        lease.left = 0;
      }
      await giveBack(ctx, counts);
    },
  };
}

function stateOf({ most, left, pool, endsAt }: Lease): State {
  return { most, remaining: left + pool, resetsAt: new Date(endsAt) };
}
