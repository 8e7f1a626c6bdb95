import { setTimeout as sleep } from "node:timers/promises";
import type { PgDatabase } from "drizzle-orm/pg-core";
import type { PostgresJsQueryResultHKT } from "drizzle-orm/postgres-js";
import type { Clock } from "./clock.ts";
import type { Ids } from "./ids.ts";
import type { Database } from "./postgres/connect.ts";
import { outboxEvents } from "./schema.ts";

/** An event as it leaves the outbox. Its id is the same however often it leaves, so what it causes can be named after it. */
export interface Dispatched<Event> {
  readonly id: string;
  readonly event: Event;
}

/** Drizzle's database or a transaction of it. */
type Tx = PgDatabase<PostgresJsQueryResultHKT, Record<string, never>>;

export interface Outbox<Event extends { readonly kind: string }> {
  /** Writes the event in the caller's transaction: it leaves if, and only if, that is committed. */
  append(tx: Tx, event: Event): Promise<void>;
  /** Call it after the commit: the event then leaves at once, in this process or in the one that runs the pump. */
  wake(): void;
  /** Starts the pump of this process. Several processes may each run one. */
  start(): Promise<void>;
  /** Sends everything that is committed now; returns how many events that were. */
  flush(): Promise<number>;
  /** Deletes events that left before `before`; returns how many. */
  prune(before: Date): Promise<number>;
  stop(): Promise<void>;
}

const BATCH = 100;

/**
 * The transactional outbox: what happened is stored in the transaction in which it happened, and told to the queues
 * afterwards, at least once. A process may die at any moment: an event that was committed is still there, and one that
 * was dispatched but not yet marked leaves again with the same id.
 *
 * @param dispatch does what the events ask for, or hands them to a queue; when it rejects, they stay and leave later
 * @param pollMs the safety net for wake-ups that were lost with their process
 */
export function createOutbox<Event extends { readonly kind: string }>(options: {
  readonly database: Pick<Database, "sql" | "schema">;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly dispatch: (events: Dispatched<Event>[]) => Promise<void>;
  readonly log: { error(fields: object, message: string): void };
  readonly pollMs?: number;
  /** Beginning of the kinds that leave before all others. */
  readonly first?: string;
}): Outbox<Event> {
  const { database, clock, ids, log, pollMs = 5000, first } = options;
  const { sql } = database;
  const channel = `outbox of ${database.schema}`;
  let pump: { wake(): void; stop(): Promise<void> } | undefined;

  function dispatchBatch(): Promise<number> {
    return sql.begin(async (tx) => {
      const rows = await tx<{ id: string; kind: string; payload: object }[]>`
        select id, kind, payload from outbox_events where dispatched_at is null
        order by ${first ? sql`kind like ${`${first}%`} desc,` : sql``} id limit ${BATCH} for update skip locked`;
      if (rows.length === 0) return 0;
      await options.dispatch(
        rows.map(({ id, kind, payload }) => ({ id, event: { kind, ...payload } as unknown as Event })),
      );
      await tx`update outbox_events set dispatched_at = ${clock.now()} where id = any(${rows.map((row) => row.id)})`;
      return rows.length;
    });
  }

  async function flush(): Promise<number> {
    let total = 0;
    for (let count = BATCH; count === BATCH; total += count) count = await dispatchBatch();
    return total;
  }

  return {
    flush,
    async append(tx, { kind, ...payload }) {
      await tx.insert(outboxEvents).values({ id: ids.next(), kind, payload, createdAt: clock.now() });
    },
    wake() {
      // Not inside the transaction: PostgreSQL commits transactions that notify one after another.
      if (pump) pump.wake();
      else sql.notify(channel, "").catch(() => {}); // the poll finds it
    },
    async start() {
      if (pump) return;
      const started = startPump(flush, pollMs, log);
      pump = started;
      const listening = await sql.listen(channel, started.wake, started.wake);
      const { stop } = started;
      pump = {
        ...started,
        stop: async () => {
          await listening.unlisten().catch(() => {});
          await stop();
        },
      };
    },
    async prune(before) {
      const deleted = await sql`delete from outbox_events where dispatched_at < ${before}`;
      return deleted.count;
    },
    async stop() {
      await pump?.stop();
      pump = undefined;
    },
  };
}

/** Flushes whenever it is woken, and every `pollMs` in any case. */
function startPump(
  flush: () => Promise<number>,
  pollMs: number,
  log: { error(fields: object, message: string): void },
) {
  const stopping = new AbortController();
  let woken = true;
  let awaken = () => {};

  async function loop(): Promise<void> {
    while (!stopping.signal.aborted) {
      woken = false;
      await flush().catch((error) => log.error({ err: error }, "outbox: events stay until the next try"));
      if (woken || stopping.signal.aborted) continue;
      const rest = new AbortController();
      awaken = () => rest.abort();
      await sleep(pollMs, undefined, { signal: rest.signal, ref: false }).catch(() => {});
    }
  }

  const ended = loop();
  const wake = () => {
    woken = true;
    awaken();
  };
  return {
    wake,
    stop: async () => {
      stopping.abort();
      wake();
      await ended;
    },
  };
}
