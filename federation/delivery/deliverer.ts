import type { ClaimedDelivery, Ports } from "../ports.ts";
import { GIVE_UP_AFTER_MS, MAX_REFUSALS, nextAttempt } from "./backoff.ts";
import { createLanes } from "./lanes.ts";
import type { Attempt } from "./outcome.ts";

const PER_HOST = 4;
/** Longer than any wait for a lane and attempt may take: what a dead process held is due again after this. */
const LEASE_MS = 120_000;
/** Claimed at a time, as a multiple of the concurrency: a claim costs as much as ten requests, however many it brings. */
const AHEAD = 4;
/** How long to sleep when nothing is known to be due; another process may have added something. */
const IDLE_MS = 5_000;
/** Between two looks at the database while requests are under way and the last look found nothing more. */
const RECHECK_MS = 50;
/** How long successes are collected: a statement for each would cost as much as its request. */
const COLLECT_MS = 20;

type Deps = Pick<Ports, "deliveries" | "hosts" | "clock" | "log" | "gate"> & {
  settings: Pick<Ports["settings"], "deliveryConcurrency">;
  send(delivery: ClaimedDelivery): Promise<Attempt>;
  onOutcome?(outcome: Attempt["outcome"] | "given-up"): void;
  random?: () => number;
};

export interface Deliverer {
  /** Something new may be due. */
  wake(): void;
  /** Resolves when nothing is under way and nothing is due. For tests and for the bench. */
  idle(): Promise<void>;
  /** Starts no more requests, and waits for those under way. */
  stop(): Promise<void>;
}

/**
 * Takes deliveries as they fall due and sends them: many hosts at once, few requests a host, and hosts in turn, so that
 * none waits for another. Outcomes are written in groups; one that is lost with the process is repeated, which the
 * receiver sees by the activity's id.
 */
export function createDeliverer(deps: Deps): Deliverer {
  const { deliveries, clock, settings, random = Math.random } = deps;
  const lanes = createLanes(settings.deliveryConcurrency, PER_HOST, () => performance.now());
  const outcomes = createOutcomeWriter(deps, random);
  /** Claimed, and waiting for a lane. */
  let held: ClaimedDelivery[] = [];
  /** The last claim came to a limit, its own or a host's, so that more may be due already. */
  let expectsMore = false;
  let after = "";
  let stopped = false;
  let woken = true;
  let rouse: () => void = () => {};
  const idlers: (() => void)[] = [];

  const wake = () => {
    woken = true;
    rouse();
  };

  const attempt = async (delivery: ClaimedDelivery) => {
    lanes.enter(delivery.id);
    const result: Attempt = deps.gate(delivery.host)
      ? await deps.send(delivery).catch((error: unknown) => failedBug(deps, delivery, error))
      : { outcome: "rejected", error: "domain policy", answered: false };
    outcomes.add(delivery, result);
    lanes.leave(delivery.id, delivery.host);
    startHeld();
    // Asking the database again pays when there is room for many, not after each request.
    const roomy = expectsMore && held.length === 0 && lanes.free() >= settings.deliveryConcurrency / 2;
    if (lanes.size === 0 || roomy) rouse();
  };

  const startHeld = () => {
    const started = stopped ? [] : held.splice(0, lanes.free());
    for (const delivery of started) void attempt(delivery);
  };

  const claim = async (): Promise<number> => {
    if (held.length > 0 || lanes.free() === 0) return 0;
    const limit = settings.deliveryConcurrency * AHEAD;
    const claimed = await deliveries.claim({
      limit,
      perHost: PER_HOST,
      leaseMs: LEASE_MS,
      // The claim reads from the database who is in trouble, so what is not written yet is left out.
      skip: [...lanes.saturated(), ...outcomes.unwritten()],
      after,
    });
    for (const delivery of claimed) lanes.hold(delivery.host);
    held = claimed;
    expectsMore = claimed.length === limit || lanes.saturated().length > 0 || outcomes.unwritten().size > 0;
    startHeld();
    const wrapped = claimed.length < limit && after !== "";
    after = claimed.length < limit ? "" : claimed.reduce((last, { host }) => (host > last ? host : last), "");
    if (wrapped) woken = true;
    return claimed.length;
  };

  /** What was claimed and not begun is anybody's again. */
  const release = () => {
    const released = held.map(({ id }) => ({
      id,
      nextAttemptAt: clock.now(),
      error: "not tried yet",
      refused: false,
    }));
    held = [];
    return deliveries.failed(released);
  };

  const sleep = (ms: number) =>
    new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, ms);
      rouse = () => {
        clearTimeout(timer);
        resolve();
      };
    });

  const run = async () => {
    while (!stopped) {
      woken = false;
      const claimed = await claim();
      if (claimed > 0 || woken) continue;
      if (lanes.size > 0) {
        await sleep(RECHECK_MS);
        continue;
      }
      await outcomes.flush();
      const due = await deliveries.nextDue();
      const wait = due === null ? IDLE_MS : Math.min(IDLE_MS, due.getTime() - clock.now().getTime());
      if (wait > 0 && !woken) for (const resolve of idlers.splice(0)) resolve();
      // Due, yet not to be had: another process holds it. Look again soon, not at once.
      if (!woken && !stopped) await sleep(Math.max(wait, RECHECK_MS));
    }
    await release();
    while (lanes.size > 0) await sleep(50);
    await outcomes.flush();
    for (const resolve of idlers.splice(0)) resolve();
  };

  const running = forever(run, deps, () => stopped, sleep);
  return {
    wake,
    idle() {
      const settled = new Promise<void>((resolve) => idlers.push(resolve));
      wake();
      return settled;
    },
    async stop() {
      stopped = true;
      rouse();
      await running;
    },
  };
}

/** A database that is away for a moment must not end deliveries for good. */
async function forever(
  run: () => Promise<void>,
  { log }: Pick<Deps, "log">,
  stopped: () => boolean,
  sleep: (ms: number) => Promise<void>,
): Promise<void> {
  while (!stopped()) {
    try {
      await run();
    } catch (error) {
      log.error({ err: error }, "deliveries paused for a second");
      await sleep(1_000);
    }
  }
}

function failedBug({ log }: Pick<Deps, "log">, delivery: ClaimedDelivery, error: unknown): Attempt {
  log.error({ err: error, delivery: delivery.id, host: delivery.host }, "delivery failed unexpectedly");
  return { outcome: "retry", error: "internal error", hostFailed: false, retryAfterMs: null };
}

/** Collects outcomes and writes each kind in one statement: a fan-out costs a few statements, not one a host. */
function createOutcomeWriter(deps: Deps, random: () => number) {
  const { deliveries, hosts, clock, log, onOutcome } = deps;
  let done: { delivery: ClaimedDelivery; result: Attempt }[] = [];
  /** Hosts that have failed, by how many of their outcomes are not in the database yet. */
  const unwritten = new Map<string, number>();
  let flushing: Promise<void> | null = null;
  let timer: NodeJS.Timeout | undefined;

  const write = async (batch: typeof done) => {
    const finished: string[] = [];
    const dropped: string[] = [];
    const failures: { id: string; nextAttemptAt: Date; error: string; refused: boolean }[] = [];
    const wellHosts = new Set<string>();
    const illHosts = new Set<string>();
    for (const { delivery, result } of batch) {
      const isWell = result.outcome === "delivered" || (result.outcome === "rejected" && result.answered);
      if (isWell) wellHosts.add(delivery.host);
      if (result.outcome === "delivered") finished.push(delivery.id);
      else if (result.outcome === "gone") await deliveries.inboxGone(delivery.inbox);
      else if (result.outcome === "rejected" || isHopeless(delivery, result, clock.now())) {
        dropped.push(delivery.id);
        log.info(
          { delivery: delivery.id, activity: delivery.activityId, host: delivery.host, error: result.error },
          "delivery given up",
        );
      } else {
        const refused = !result.hostFailed;
        // A backlog that meets its first refusal after an outage is early in its refusals, whatever came before.
        const count = refused ? delivery.refusals + 1 : delivery.attempts;
        const later = nextAttempt(clock.now(), count, random());
        const asked = clock.now().getTime() + (result.retryAfterMs ?? 0);
        failures.push({
          id: delivery.id,
          nextAttemptAt: new Date(Math.max(later.getTime(), asked)),
          error: result.error,
          refused,
        });
        if (result.hostFailed) illHosts.add(delivery.host);
      }
      onOutcome?.(dropped.at(-1) === delivery.id && result.outcome === "retry" ? "given-up" : result.outcome);
    }
    // One failure a host and batch: four requests that time out together are one sign of trouble, not four.
    for (const host of illHosts) if (!wellHosts.has(host)) await hosts.failed(host);
    await deliveries.failed(failures);
    await deliveries.dropped(dropped);
    await deliveries.delivered(finished);
    if (wellHosts.size > 0) await hosts.succeeded([...wellHosts]);
  };

  const note = (host: string, change: 1 | -1) => {
    const count = (unwritten.get(host) ?? 0) + change;
    if (count === 0) unwritten.delete(host);
    else unwritten.set(host, count);
  };

  const flush = async (): Promise<void> => {
    clearTimeout(timer);
    timer = undefined;
    while (flushing !== null || done.length > 0) {
      if (flushing === null) {
        const batch = done;
        done = [];
        flushing = write(batch)
          .catch((error: unknown) =>
            log.error({ err: error }, "outcomes of deliveries not written; they will be repeated"),
          )
          .finally(() => {
            for (const { delivery, result } of batch) if (result.outcome === "retry") note(delivery.host, -1);
            flushing = null;
          });
      }
      await flushing;
    }
  };
  return {
    add(delivery: ClaimedDelivery, result: Attempt) {
      done.push({ delivery, result });
      if (result.outcome === "retry") note(delivery.host, 1);
      // The next claim must know of a failure, so that a host in trouble gets fewer requests at once.
      if (result.outcome !== "delivered") void flush();
      else timer ??= setTimeout(() => void flush(), COLLECT_MS);
    },
    flush,
    /** Hosts with failures that the database does not know of yet. */
    unwritten: (): ReadonlySet<string> => new Set(unwritten.keys()),
  };
}

function isHopeless(delivery: ClaimedDelivery, result: Attempt & { outcome: "retry" }, now: Date): boolean {
  if (now.getTime() - delivery.createdAt.getTime() > GIVE_UP_AFTER_MS) return true;
  return !result.hostFailed && delivery.refusals + 1 >= MAX_REFUSALS;
}
