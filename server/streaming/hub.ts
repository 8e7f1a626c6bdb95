import type { Change, ChangeFeed } from "../changes/feed.ts";
import type { Ctx } from "../context.ts";
import { createGate } from "../platform/gate.ts";
import { Message } from "./message.ts";
import { isAfter } from "./position.ts";
import { type Audience, only, type Registry, type Subscription } from "./registry.ts";

/** Tells an audience of changes, in their order. */
export type Deliver = (audience: Audience, changes: readonly Change[]) => Promise<void>;

export interface Hub {
  readonly registry: Registry;
  /** A connection more; resolves when the log is read. */
  enter(): Promise<void>;
  /** A connection less. */
  exit(): void;
  /**
   * Resolves when the subscription is told of everything from now on, or from `since` on.
   *
   * @param since the position of the last message that the reader has had
   */
  join(subscription: Subscription, since: string | null): Promise<void>;
  leave(subscription: Subscription): void;
  stop(): void;
}

/** Changes that somebody who was away is told at a time, and what may wait for them before there are more. */
const PAGE = 100;
const SOME_WAITING = 65_536;
const PATIENCE_MS = 30_000;
/** More than this is not read again for somebody who was away: reading the timeline is cheaper, for them too. */
const MOST_MISSED = 5_000;
const CATCHING_UP = 4;

/**
 * Between the change log and everybody who listens. Batches are told one after another. A reader who was away is told
 * what they missed by the side, up to where the others are, and joins them between two batches: nothing is left out at
 * the seam and nothing comes twice.
 *
 * @param begins called when the log is read again after nobody listened: what is remembered of before may have changed
 */
export function createHub(
  ctx: Pick<Ctx, "log">,
  changes: Pick<ChangeFeed, "subscribe" | "listening" | "since">,
  registry: Registry,
  deliver: Deliver,
  begins: () => void = () => undefined,
): Hub {
  const gone = new WeakSet<Subscription>();
  const catchingUp = createGate(CATCHING_UP);
  /** Everything up to here has been told to those who are in the registry. */
  let position: string | null = null;
  let unsubscribe: (() => void) | null = null;
  let listening: Promise<void> | null = null;
  let inside = 0;
  let queue: Promise<unknown> = Promise.resolve();

  /** One after another, whatever came of the one before. */
  function inTurn<T>(work: () => Promise<T>): Promise<T> {
    const turn = queue.then(work);
    queue = turn.catch(() => undefined);
    return turn;
  }

  const hear = (batch: readonly Change[]) =>
    inTurn(async () => {
      const at = position;
      const news = at === null ? batch : batch.filter((change) => isAfter(change.position, at));
      position = batch.at(-1)?.position ?? at;
      await deliver(registry, news).catch((error) => ctx.log.error({ err: error }, "changes not streamed"));
    });

  /** Begins to read the log with the first who listens. */
  function listen(): Promise<void> {
    listening ??= (async () => {
      unsubscribe = changes.subscribe(hear);
      const start = await changes.listening();
      if (position === null || isAfter(start, position)) position = start;
      await inTurn(async () => begins());
    })();
    return listening;
  }

  function stopListening(): void {
    unsubscribe?.();
    unsubscribe = null;
    listening = null;
    position = null;
  }

  /**
   * Where the subscription is then; null when what it missed is not known any more, or is too much.
   *
   * @param isAlone nobody waits meanwhile, so that a slow reader may take their time
   */
  async function catchUp(
    subscription: Subscription,
    since: string,
    isAlone: boolean,
  ): Promise<string | null> {
    let at = since;
    for (let told = 0; told <= MOST_MISSED; ) {
      if (isAlone) await untilRead(subscription);
      const goal = position;
      const page = await changes.since(at, PAGE);
      if (page === null) return null;
      if (goal === null || gone.has(subscription)) return at;
      const missed = page.filter((change) => !isAfter(change.position, goal));
      await deliver(only(subscription), missed);
      if (missed.length < PAGE) return isAfter(goal, at) ? goal : at;
      at = missed.at(-1)?.position ?? goal;
      told += missed.length;
    }
    return null;
  }

  async function untilRead(subscription: Subscription): Promise<void> {
    const start = performance.now();
    while (subscription.connection.waiting() > SOME_WAITING && !gone.has(subscription)) {
      if (performance.now() - start > PATIENCE_MS) subscription.connection.close("slow");
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  }

  function resync(subscription: Subscription): void {
    const message = new Message("resync", undefined, position ?? "0:0");
    subscription.connection.send(message, subscription.stream);
  }

  return {
    registry,
    async enter() {
      inside += 1;
      await listen().catch((error) => {
        this.exit();
        throw error;
      });
    },
    exit() {
      inside -= 1;
      if (inside === 0) stopListening();
    },
    async join(subscription, since) {
      const first = since && (await catchingUp(() => catchUp(subscription, since, true)));
      await inTurn(async () => {
        const last = first && (await catchUp(subscription, first, false));
        if (gone.has(subscription)) return;
        if (since && !last) resync(subscription);
        registry.add(subscription);
      });
    },
    leave(subscription) {
      gone.add(subscription);
      registry.remove(subscription);
    },
    stop: stopListening,
  };
}
