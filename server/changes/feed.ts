import type { Ctx } from "../context.ts";
import { run } from "../platform/statement.ts";

/** What the triggers of migrations/0001 write. */
export type ChangeKind =
  | "post.created"
  /** An old post that its author brought from elsewhere, of which nobody is told. */
  | "post.imported"
  | "post.edited"
  | "post.deleted"
  /** A home timeline got an entry; the subject is the entry: a post or a boost. */
  | "home.added"
  | "boost.deleted"
  /** An account of this node reacted to a post, boosted or bookmarked it, or voted in it. */
  | "post.engaged"
  /** An account's posts may be found by everybody, or no more. */
  | "account.indexable"
  /** Not for what is kept apart by the account's policy. */
  | "notification.created"
  /** What was kept apart is among the other notifications now; the subject is the account. */
  | "notifications.merged"
  | "report.created"
  | "report.updated"
  | "account.created"
  | "account.approved"
  /** Its e-mail address is known to be its owner's. */
  | "account.confirmed"
  | "account.updated"
  | "announcement.created"
  | "announcement.updated"
  | "announcement.deleted"
  /** Somebody reacted to one, or took that back; the subject is the reaction: see `readTally`. */
  | "announcement.reaction"
  | "filters.changed"
  /** The subject is a token that opens nothing any more. */
  | "token.revoked"
  /** The subject is an account of this node whose owner may not use it now. */
  | "account.barred";

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
  /** Where those who have subscribed stand, once they are told of everything that comes after. */
  listening(): Promise<string>;
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
const SETTLE_MS = 10_000;
const SETTLE_STEP_MS = 20;

/**
 * Reads `changes` in the order of transactions, and never past one that is still open: what commits late is not missed.
 * Asking is one index read, ten times a second while somebody listens; a notification would have to be sent from each
 * transaction, and those that notify cannot share a commit.
 */
export function createChangeFeed(ctx: Pick<Ctx, "sql" | "log">): ChangeFeed {
  const listeners = new Set<(changes: readonly Change[]) => void | Promise<void>>();
  const consumers = new Map<string, (changes: readonly Change[]) => Promise<void>>();
  let position: string | null = null;
  let isStopped = false;

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

  /**
   * One process at a time deals with a consumer's changes. It holds an advisory lock and not a row: a row's lock would
   * give the transaction an id, and nobody reads past an open one while the handler works.
   */
  async function consumeOnce(consumer: string, handle: (changes: readonly Change[]) => Promise<void>) {
    for (;;) {
      const more = await ctx.sql.begin(async (tx) => {
        const [lock] = await tx<{ held: boolean }[]>`
          select pg_try_advisory_xact_lock(hashtextextended(current_schema || ${`:changes:${consumer}`}, 0)) as held`;
        if (!lock?.held) return false;
        const [cursor] = await tx<{ position: string }[]>`
          select position from change_cursors where consumer = ${consumer}`;
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

  async function consume(): Promise<void> {
    for (const [consumer, handle] of consumers) await guarded(consumer, () => consumeOnce(consumer, handle));
  }

  /** Until no open transaction hides what is there now; any in the whole server may, also another node's. */
  async function readable(): Promise<void> {
    const [newest] = await run<{ xid: string }>(ctx.sql, newest_, []);
    if (newest === undefined) return;
    for (let left = SETTLE_MS; left > 0; left -= SETTLE_STEP_MS) {
      const [row] = await run<{ isReadable: boolean }>(ctx.sql, readable_, [newest.xid]);
      if (row?.isReadable) return;
      await new Promise((resolve) => setTimeout(resolve, SETTLE_STEP_MS));
    }
  }

  // Apart, since a consumer may take its time, and what is live may not.
  const telling = createTurns(
    () => guarded("listeners", tell),
    () => (listeners.size > 0 ? TICK_MS : null),
  );
  const consuming = createTurns(consume, () => (consumers.size > 0 ? IDLE_TICK_MS : null));

  return {
    subscribe(listener) {
      listeners.add(listener);
      if (position === null) void telling.now();
      telling.schedule();
      return () => void listeners.delete(listener);
    },
    async listening() {
      await telling.now();
      return position ?? head();
    },
    async since(after, limit) {
      if (!/^\d{1,19}:\d{1,18}$/.test(after)) return null;
      const [known] = await run(ctx.sql, known_, after.split(":"));
      return known === undefined ? null : read(after, limit);
    },
    head,
    consume(consumer, handle) {
      consumers.set(consumer, handle);
      consuming.schedule();
    },
    async settle() {
      await readable();
      await Promise.all([telling.now(), consuming.now()]);
    },
    async stop() {
      isStopped = true;
      await Promise.all([telling.stop(), consuming.stop()]);
    },
  };
}

/** Does something now and again: never twice at once, and whoever asks meanwhile waits for the time after. */
function createTurns(work: () => Promise<unknown>, waitMs: () => number | null) {
  let timer: NodeJS.Timeout | null = null;
  let isStopped = false;
  let running: Promise<unknown> = Promise.resolve();
  function now(): Promise<void> {
    running = running.then(work);
    return running as Promise<void>;
  }
  function schedule(): void {
    const wait = isStopped || timer !== null ? null : waitMs();
    if (wait === null) return;
    timer = setTimeout(async () => {
      await now();
      timer = null;
      schedule();
    }, wait);
    timer.unref();
  }
  return {
    now,
    schedule,
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

const newest_ = `select c.xid::text as xid from changes c order by c.xid desc limit 1`;

const readable_ = `select $1::xid8 < pg_snapshot_xmin(pg_current_snapshot()) as "isReadable"`;

const known_ = `select from changes c where c.xid = $1::xid8 and c.id = $2::bigint`;

const KEPT_HOURS = 48;

/** Forgets changes that are older than two days. A consumer that was away for longer goes on with what is left. */
export async function pruneChanges(ctx: Pick<Ctx, "clock" | "sql">): Promise<void> {
  const before = new Date(ctx.clock.now().getTime() - KEPT_HOURS * 3_600_000);
  await run(ctx.sql, "delete from changes where at < $1::timestamptz", [before]);
}
