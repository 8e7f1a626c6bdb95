import type { Ctx, Tx } from "../context.ts";
import { type Runner, run } from "../platform/statement.ts";
import { createPatience, type Patience } from "./patience.ts";

/** What the triggers of migrations/0002 write. */
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
const IDLE_TICK_MS = 400;
const BATCH = 500;
const SETTLE_MS = 10_000;
const SETTLE_STEP_MS = 20;
/** Consumers write changes themselves, which others deal with; no chain of them is as long as this. */
const SETTLE_ROUNDS = 10;

interface Consumer {
  /** Deals with a batch and moves the cursor by it. */
  deal(batch: readonly Change[], move: (on: Runner) => Promise<void>): Promise<void>;
  readonly patience: Patience;
}

/**
 * Reads `changes` in the order of transactions, and never past one that is still open: what commits late is not missed.
 * Asking is one index read, ten times a second while somebody listens; a notification would have to be sent from each
 * transaction, and those that notify cannot share a commit.
 *
 * @param options.onPassedOver hears of each change that a consumer could not deal with
 */
export function createChangeFeed(
  ctx: Pick<Ctx, "sql" | "db" | "log">,
  options: { onPassedOver?: (consumer: string) => void; patience?: () => Patience } = {},
): ChangeFeed {
  const { onPassedOver = () => {}, patience = createPatience } = options;
  const listeners = new Set<(changes: readonly Change[]) => void | Promise<void>>();
  const consumers = new Map<string, Consumer>();
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
  async function consumeOnce(consumer: string, { deal, patience }: Consumer) {
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
        const wanted = patience.next(BATCH);
        const batch = wanted === 0 ? [] : await read(cursor.position, wanted);
        const last = batch.at(-1);
        if (last === undefined) return false;
        const move = (on: Runner) => moveCursor(on, consumer, cursor.position, last.position);
        if (await guarded(consumer, () => deal(batch, move))) {
          patience.succeeded(batch.length);
          return batch.length === wanted;
        }
        if (patience.failed(batch.length) === "pass-over") {
          ctx.log.error({ consumer, change: last }, "a change is passed over: it could not be dealt with");
          onPassedOver(consumer);
          await move(ctx.sql);
        }
        return true;
      });
      if (!more || isStopped) return;
    }
  }

  function add(consumer: string, deal: Consumer["deal"]): void {
    consumers.set(consumer, { deal, patience: patience() });
    consuming.schedule();
  }

  async function consume(): Promise<void> {
    for (const [name, consumer] of consumers) await guarded(name, () => consumeOnce(name, consumer));
  }

  async function newest(): Promise<string | null> {
    const [row] = await run<{ xid: string }>(ctx.sql, newest_, []);
    return row?.xid ?? null;
  }

  /** Until no open transaction hides what was written; any in the whole server may, also another node's. */
  async function readable(xid: string): Promise<void> {
    for (let left = SETTLE_MS; left > 0; left -= SETTLE_STEP_MS) {
      const [row] = await run<{ isReadable: boolean }>(ctx.sql, readable_, [xid]);
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
      add(consumer, async (batch, move) => {
        await handle(batch);
        await move(ctx.sql);
      });
    },
    consumeAtomically(consumer, handle) {
      add(consumer, (batch, move) =>
        ctx.db.transaction(async (tx) => {
          await move(tx);
          await handle(batch, tx);
        }),
      );
    },
    async begin() {
      const here = await head();
      for (const consumer of consumers.keys())
        await ctx.sql`insert into change_cursors (consumer, position) values (${consumer}, ${here})
          on conflict do nothing`;
    },
    async settle() {
      for (let round = 0; round < SETTLE_ROUNDS; round++) {
        const last = await newest();
        if (last !== null) await readable(last);
        await Promise.all([telling.now(), consuming.now()]);
        if ((await newest()) === last) return;
      }
    },
    async stop() {
      isStopped = true;
      await Promise.all([telling.stop(), consuming.stop()]);
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
