import type { Ctx } from "../context.ts";
import { run } from "../platform/statement.ts";

/** What the triggers of migrations/0001 write. */
export type ChangeKind =
  | "post.created"
  | "post.edited"
  | "post.deleted"
  /** A home timeline got an entry; the subject is the entry: a post or a boost. */
  | "home.added"
  | "boost.deleted"
  | "notification.created"
  | "report.created"
  | "report.updated"
  | "account.created"
  | "account.updated"
  | "announcement.created"
  | "announcement.updated"
  | "announcement.deleted"
  | "filters.changed";

export interface Change {
  /** `xid:id`: where it stands, in the order in which readers get them. */
  position: string;
  kind: ChangeKind;
  subjectId: string;
  accountId: string | null;
  at: Date;
}

export interface ChangeFeed {
  /** Calls for every batch from now on, until the answer is called. For what lives in this process, such as streaming. */
  subscribe(listener: (changes: readonly Change[]) => void | Promise<void>): () => void;
  /** What came after a position, oldest first; null when that is too long ago to know. */
  since(position: string, limit: number): Promise<Change[] | null>;
  /** The position of the newest change. */
  head(): Promise<string>;
  /**
   * Has every change dealt with once by one process of the node, at the latest when the node is up again: a batch whose
   * handler throws comes again. A new consumer begins with what is new.
   */
  consume(consumer: string, handle: (changes: readonly Change[]) => Promise<void>): void;
  /** Deals with all that is there now. For tests. */
  settle(): Promise<void>;
  stop(): Promise<void>;
}

const TICK_MS = 80;
const IDLE_TICK_MS = 400;
const BATCH = 500;

/**
 * Reads `changes` in the order of transactions, and never past one that is still open: what commits late is not missed.
 * Asking is one index read, ten times a second while somebody listens; a notification would have to be sent from each
 * transaction, and those that notify cannot share a commit.
 */
export function createChangeFeed(ctx: Pick<Ctx, "sql" | "log">): ChangeFeed {
  const listeners = new Set<(changes: readonly Change[]) => void | Promise<void>>();
  const consumers = new Map<string, (changes: readonly Change[]) => Promise<void>>();
  let position: string | null = null;
  let timer: NodeJS.Timeout | null = null;
  let isStopped = false;
  let running: Promise<void> = Promise.resolve();

  const read = (after: string, limit: number) => run<Change>(ctx.sql, after_, [...after.split(":"), limit]);

  async function tell(): Promise<void> {
    if (listeners.size === 0) {
      position = null;
      return;
    }
    position ??= await head();
    for (;;) {
      const batch = await read(position, BATCH);
      if (batch.length === 0) return;
      position = batch.at(-1)?.position ?? position;
      await Promise.all([...listeners].map((listener) => guarded("a listener", () => listener(batch))));
      if (batch.length < BATCH) return;
    }
  }

  async function head(): Promise<string> {
    const [row] = await run<{ position: string }>(ctx.sql, head_, []);
    return row?.position ?? "0:0";
  }

  async function guarded(who: string, work: () => unknown): Promise<boolean> {
    try {
      await work();
      return true;
    } catch (error) {
      ctx.log.error({ err: error, consumer: who }, "changes not dealt with");
      return false;
    }
  }

  /** One process at a time deals with a consumer's changes: it holds the row of its cursor. */
  async function consumeOnce(consumer: string, handle: (changes: readonly Change[]) => Promise<void>) {
    for (;;) {
      const more = await ctx.sql.begin(async (tx) => {
        const [cursor] = await tx<{ position: string }[]>`
          select position from change_cursors where consumer = ${consumer} for update skip locked`;
        if (cursor === undefined) {
          await tx`insert into change_cursors (consumer, position) values (${consumer}, ${await head()})
            on conflict do nothing`;
          return false;
        }
        const batch = await read(cursor.position, BATCH);
        if (batch.length === 0 || !(await guarded(consumer, () => handle(batch)))) return false;
        await tx`update change_cursors set position = ${batch.at(-1)?.position ?? cursor.position}
          where consumer = ${consumer}`;
        return batch.length === BATCH;
      });
      if (!more || isStopped) return;
    }
  }

  async function tick(): Promise<void> {
    await guarded("listeners", tell);
    for (const [consumer, handle] of consumers) await guarded(consumer, () => consumeOnce(consumer, handle));
  }

  /** Never two at once: whoever asks meanwhile waits for the one after. */
  function turn(): Promise<void> {
    running = running.then(tick);
    return running;
  }

  function schedule(): void {
    if (isStopped || timer !== null || (listeners.size === 0 && consumers.size === 0)) return;
    timer = setTimeout(
      async () => {
        await turn();
        timer = null;
        schedule();
      },
      listeners.size > 0 ? TICK_MS : IDLE_TICK_MS,
    );
    timer.unref();
  }

  return {
    subscribe(listener) {
      listeners.add(listener);
      if (position === null) void turn();
      schedule();
      return () => void listeners.delete(listener);
    },
    async since(after, limit) {
      if (!/^\d{1,19}:\d{1,18}$/.test(after)) return null;
      const [known] = await run(ctx.sql, known_, after.split(":"));
      return known === undefined ? null : read(after, limit);
    },
    head,
    consume(consumer, handle) {
      consumers.set(consumer, handle);
      schedule();
    },
    settle: () => turn(),
    async stop() {
      isStopped = true;
      if (timer !== null) clearTimeout(timer);
      await running;
    },
  };
}

const after_ = `
select c.xid::text || ':' || c.id as position, c.kind, c.subject_id as "subjectId", c.account_id as "accountId", c.at
from changes c
where (c.xid, c.id) > ($1::xid8, $2::bigint) and c.xid < pg_snapshot_xmin(pg_current_snapshot())
order by c.xid, c.id limit $3::int`;

const head_ = `
select c.xid::text || ':' || c.id as position from changes c
where c.xid < pg_snapshot_xmin(pg_current_snapshot()) order by c.xid desc, c.id desc limit 1`;

const known_ = `select from changes c where c.xid = $1::xid8 and c.id = $2::bigint`;

const KEPT_HOURS = 48;

/** Forgets changes that are older than two days. A consumer that was away for longer goes on with what is left. */
export async function pruneChanges(ctx: Pick<Ctx, "clock" | "sql">): Promise<void> {
  const before = new Date(ctx.clock.now().getTime() - KEPT_HOURS * 3_600_000);
  await run(ctx.sql, "delete from changes where at < $1::timestamptz", [before]);
}
