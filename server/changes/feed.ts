import type { Ctx, Tx } from "../context.ts";
import { run } from "../platform/statement.ts";
import { createTurns } from "../platform/turns.ts";
import { type Change, readChanges, readHead } from "./change.ts";
import { type ConsumerOptions, createConsumers } from "./consumers.ts";

export type { Change, ChangeKind } from "./change.ts";

export interface ChangeFeed {
  /** Calls for every batch from now on, until the answer is called. For what lives in this process, such as streaming. */
  subscribe(listener: (changes: readonly Change[]) => void | Promise<void>): () => void;
  /** Where those who have subscribed stand, once they are told of everything that comes after. */
  listening(): Promise<string>;
  /** What came after a position, oldest first; null when that is too long ago to know. */
  since(position: string, limit: number): Promise<Change[] | null>;
  /** The position of the newest change. */
  head(): Promise<string>;
  /**
   * Has every change dealt with by one process of the node, at the latest when the node is up again. A batch whose handler
   * throws comes again, also in part; a change that fails for minutes by itself is passed over, which is logged and
   * counted. A new consumer begins with what is new.
   */
  consume(consumer: string, handle: (changes: readonly Change[]) => Promise<void>): void;
  /**
   * The same for work that must not be done twice, such as counting: what the handler writes in the transaction is kept
   * together with the place the consumer has come to, or not at all. For short work: nobody reads past the transaction.
   */
  consumeAtomically(consumer: string, handle: (changes: readonly Change[], tx: Tx) => Promise<void>): void;
  /** New consumers begin here and now: nothing that happens once this has resolved is missed. */
  begin(): Promise<void>;
  /** Deals with all that is there now. For tests. */
  settle(): Promise<void>;
  stop(): Promise<void>;
}

const TICK_MS = 80;
const BATCH = 500;
const SETTLE_MS = 10_000;
const SETTLE_STEP_MS = 20;
/** Consumers write changes themselves, which others deal with; no chain of them is as long as this. */
const SETTLE_ROUNDS = 10;

/**
 * Reads `changes` in the order of transactions, and never past one that is still open: what commits late is not missed.
 * Asking is one index read, ten times a second while somebody listens; a notification would have to be sent from each
 * transaction, and those that notify cannot share a commit.
 */
export function createChangeFeed(
  ctx: Pick<Ctx, "sql" | "db" | "log">,
  options: ConsumerOptions = {},
): ChangeFeed {
  const { sql } = ctx;
  const listeners = new Set<(changes: readonly Change[]) => void | Promise<void>>();
  let position: string | null = null;

  async function tellAll(): Promise<void> {
    if (listeners.size === 0) {
      position = null;
      return;
    }
    position ??= await readHead(sql);
    for (;;) {
      const batch = await readChanges(sql, position, BATCH);
      if (batch.length === 0) return;
      position = batch.at(-1)?.position ?? position;
      await Promise.all([...listeners].map((listener) => guarded(() => listener(batch))));
      if (batch.length < BATCH) return;
    }
  }

  async function guarded(work: () => unknown): Promise<void> {
    try {
      await work();
    } catch (error) {
      ctx.log.error({ err: error }, "listeners were not told of changes");
    }
  }

  // Apart, since a consumer may take its time, and what is live may not.
  const telling = createTurns(
    () => guarded(tellAll),
    () => (listeners.size > 0 ? TICK_MS : null),
  );
  const consumers = createConsumers(ctx, options);

  async function newest(): Promise<string | null> {
    const [row] = await run<{ xid: string }>(sql, newest_, []);
    return row?.xid ?? null;
  }

  /** Until no open transaction hides what was written; any in the whole server may, also another node's. */
  async function readable(xid: string): Promise<void> {
    for (let left = SETTLE_MS; left > 0; left -= SETTLE_STEP_MS) {
      const [row] = await run<{ isReadable: boolean }>(sql, readable_, [xid]);
      if (row?.isReadable) return;
      await new Promise((resolve) => setTimeout(resolve, SETTLE_STEP_MS));
    }
  }

  return {
    subscribe(listener) {
      listeners.add(listener);
      if (position === null) void telling.now();
      telling.schedule();
      return () => void listeners.delete(listener);
    },
    async listening() {
      await telling.now();
      return position ?? readHead(sql);
    },
    async since(after, limit) {
      if (!/^\d{1,19}:\d{1,18}$/.test(after)) return null;
      const [known] = await run(sql, known_, after.split(":"));
      return known === undefined ? null : readChanges(sql, after, limit);
    },
    head: () => readHead(sql),
    consume(consumer, handle) {
      consumers.add(consumer, async (batch, move) => {
        await handle(batch);
        await move(sql);
      });
    },
    consumeAtomically(consumer, handle) {
      consumers.add(consumer, (batch, move) =>
        ctx.db.transaction(async (tx) => {
          await move(tx);
          await handle(batch, tx);
        }),
      );
    },
    begin: consumers.begin,
    async settle() {
      for (let round = 0; round < SETTLE_ROUNDS; round++) {
        const last = await newest();
        if (last !== null) await readable(last);
        await Promise.all([telling.now(), consumers.now()]);
        if ((await newest()) === last) return;
      }
    },
    async stop() {
      await Promise.all([telling.stop(), consumers.stop()]);
    },
  };
}

const newest_ = `select c.xid::text as xid from changes c order by c.xid desc limit 1`;

const readable_ = `select $1::xid8 < pg_snapshot_xmin(pg_current_snapshot()) as "isReadable"`;

const known_ = `select from changes c where c.xid = $1::xid8 and c.id = $2::bigint`;

const KEPT_HOURS = 48;

/** Forgets changes that are older than two days. A consumer that was away for longer goes on with what is left. */
export async function pruneChanges(ctx: Pick<Ctx, "clock" | "sql">): Promise<void> {
  const before = new Date(ctx.clock.now().getTime() - KEPT_HOURS * 3_600_000);
  await run(ctx.sql, "delete from changes where at < $1::timestamptz", [before]);
}
