import type { TransactionSql } from "postgres";
import type { Ctx } from "../context.ts";
import { type Runner, run } from "../platform/statement.ts";
import { createTurns } from "../platform/turns.ts";
import { type Change, readChanges, readHead } from "./change.ts";
import { createRetries, type Retries } from "./retries.ts";

const TICK_MS = 400;
const BATCH = 500;
const STILL_THERE_MS = 15_000;

/** Deals with a batch and moves the cursor by it. */
type Deal = (batch: readonly Change[], move: (on: Runner) => Promise<void>) => Promise<void>;

export interface ConsumerOptions {
  /** Hears of each change that a consumer could not deal with. */
  onPassedOver?: (consumer: string) => void;
  retries?: () => Retries;
}

/** Those who must deal with every change, each from where it has come to (`change_cursors`). */
export function createConsumers(
  ctx: Pick<Ctx, "sql" | "log">,
  { onPassedOver = () => {}, retries = createRetries }: ConsumerOptions,
) {
  const consumers = new Map<string, { deal: Deal; retries: Retries }>();
  let isStopped = false;

  /**
   * One process at a time deals with a consumer's changes. It holds an advisory lock and not a row: a row's lock would
   * give the transaction an id, and nobody reads past an open one while the handler works.
   */
  async function consumeOnce(consumer: string, deal: Deal, tries: Retries): Promise<void> {
    for (;;) {
      const more = await ctx.sql.begin(async (tx) => {
        const [lock] = await tx<{ held: boolean }[]>`
          select pg_try_advisory_xact_lock(hashtextextended(current_schema || ${`:changes:${consumer}`}, 0)) as held`;
        if (!lock?.held) return false;
        const [cursor] = await tx<{ position: string }[]>`
          select position from change_cursors where consumer = ${consumer}`;
        if (cursor === undefined) {
          await begin([consumer]);
          return false;
        }
        const wanted = tries.next(BATCH);
        const batch = wanted === 0 ? [] : await readChanges(ctx.sql, cursor.position, wanted);
        const last = batch.at(-1);
        if (last === undefined) return false;
        const move = (on: Runner) => moveCursor(on, consumer, cursor.position, last.position);
        if (await succeeds(consumer, () => keptAlive(tx, () => deal(batch, move)))) {
          tries.succeeded(batch.length);
          return batch.length === wanted;
        }
        if (tries.failed(batch.length) === "pass-over") {
          ctx.log.error({ consumer, change: last }, "a change is passed over: it could not be dealt with");
          onPassedOver(consumer);
          await move(ctx.sql);
        }
        return true;
      });
      if (!more || isStopped) return;
    }
  }

  /** The transaction says something now and again: PostgreSQL ends one that is idle for a minute, and its lock with it. */
  async function keptAlive(tx: TransactionSql, work: () => Promise<void>): Promise<void> {
    let said: Promise<unknown> = Promise.resolve();
    const timer = setInterval(() => {
      said = tx`select 1`.catch((error) => ctx.log.warn({ err: error }, "a consumer has lost its lock"));
    }, STILL_THERE_MS);
    try {
      await work();
    } finally {
      clearInterval(timer);
      await said;
    }
  }

  async function succeeds(consumer: string, work: () => Promise<void>): Promise<boolean> {
    try {
      await work();
      return true;
    } catch (error) {
      ctx.log.error({ err: error, consumer }, "changes not dealt with");
      return false;
    }
  }

  async function consumeAll(): Promise<void> {
    for (const [name, { deal, retries: tries }] of consumers)
      await succeeds(name, () => consumeOnce(name, deal, tries));
  }

  /** Those without a cursor get one here and now. */
  async function begin(names: Iterable<string>): Promise<void> {
    const here = await readHead(ctx.sql);
    for (const name of names)
      await run(
        ctx.sql,
        "insert into change_cursors (consumer, position) values ($1::text, $2::text) on conflict do nothing",
        [name, here],
      );
  }

  const turns = createTurns(consumeAll, () => (consumers.size > 0 ? TICK_MS : null));
  return {
    add(consumer: string, deal: Deal): void {
      consumers.set(consumer, { deal, retries: retries() });
      turns.schedule();
    },
    begin: () => begin(consumers.keys()),
    now: turns.now,
    async stop(): Promise<void> {
      isStopped = true;
      await turns.stop();
    },
  };
}

/** Fails where another process has moved it: what it dealt with is not to be dealt with again. */
async function moveCursor(on: Runner, consumer: string, from: string, to: string): Promise<void> {
  const moved = await run(
    on,
    `update change_cursors set position = $3::text where consumer = $1::text and position = $2::text
     returning consumer`,
    [consumer, from, to],
  );
  if (moved.length === 0) throw new Error("another process has dealt with these changes");
}
