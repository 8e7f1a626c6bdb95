import {
  type BackoffStrategy,
  type Job as BullJob,
  UnrecoverableError,
  Worker,
  type WorkerOptions,
} from "bullmq";
import type { QueueBackend } from "./backends.ts";
import { waitAfter } from "./backoff.ts";
import type { Backoff, JobHandler, JobOutcome } from "./port.ts";

/** What is stored of a job: its back-off travels with it. */
export interface Envelope {
  readonly payload: unknown;
  readonly backoff?: Backoff;
}

export interface QueueLog {
  error(fields: object, message: string): void;
  warn(fields: object, message: string): void;
}

export interface StartedWorker {
  close(deadlineMs: number): Promise<void>;
}

/** Carries a handler's `retry` through BullMQ, which knows failures as thrown errors only. */
class Retry extends Error {
  readonly afterMs: number | undefined;
  constructor(reason: string, afterMs: number | undefined) {
    super(reason);
    this.afterMs = afterMs;
  }
}

const waitBeforeRetry: BackoffStrategy = (attemptsMade, _type, error, job) =>
  error instanceof Retry && error.afterMs !== undefined
    ? error.afterMs
    : waitAfter(attemptsMade, (job?.data as Envelope | undefined)?.backoff, Math.random());

export function startWorker<Payload>(options: {
  readonly name: string;
  readonly handler: JobHandler<Payload>;
  readonly concurrency: number;
  readonly backend: QueueBackend;
  readonly log: QueueLog;
  readonly timing: Pick<WorkerOptions, "lockDuration" | "stalledInterval" | "drainDelay">;
}): StartedWorker {
  const { name, handler, backend, log } = options;
  const stopping = new AbortController();
  const running = new Set<Promise<JobOutcome>>();

  async function work(job: BullJob<Envelope>): Promise<void> {
    const handling = handle(job);
    running.add(handling);
    const outcome = await handling.finally(() => running.delete(handling));
    if (outcome?.outcome === "give-up") throw new UnrecoverableError(outcome.reason);
    if (outcome?.outcome === "retry") throw new Retry(outcome.reason, outcome.afterMs);
  }

  async function handle(job: BullJob<Envelope>): Promise<JobOutcome> {
    const given = {
      id: job.id ?? "",
      payload: job.data.payload as Payload,
      attempt: job.attemptsMade + 1,
      attempts: job.opts.attempts ?? 1,
      signal: stopping.signal,
    };
    try {
      return (await handler(given)) ?? undefined;
    } catch (error) {
      return failedByBug(error, job);
    }
  }

  /** The error itself is logged once, here; what is stored beside the job is no more than its name. */
  function failedByBug(error: unknown, job: BullJob): JobOutcome {
    log.error({ queue: name, job: job.id, attempt: job.attemptsMade + 1, err: error }, "job threw");
    return { outcome: "retry", reason: `bug/${error instanceof Error ? error.name : typeof error}` };
  }

  const worker = new Worker<Envelope>(
    name,
    work,
    {
      lockDuration: 20_000,
      stalledInterval: 10_000,
      drainDelay: 10,
      // A job that brings its process down each time is given up after ten of them.
      maxStalledCount: 10,
      ...options.timing,
      ...backend.options,
      concurrency: options.concurrency,
      settings: {
        backoffStrategy: waitBeforeRetry,
      },
    } as never,
    backend.factory as never,
  );
  worker.on("error", (error) => {
    // While a process shuts down at its deadline, jobs that it abandoned lose their locks: that is as it should be.
    if (!stopping.signal.aborted) log.error({ queue: name, err: error }, "worker error");
  });
  worker.on("stalled", (id) => log.warn({ queue: name, job: id }, "job of a process that died runs again"));

  return {
    async close(deadlineMs) {
      await worker.pause(true);
      const ended = await withinDeadline(Promise.allSettled(running), deadlineMs);
      if (!ended) stopping.abort();
      await worker.close(!ended);
    },
  };
}

async function withinDeadline(work: Promise<unknown>, deadlineMs: number): Promise<boolean> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<boolean>((resolve) => {
    timer = setTimeout(() => resolve(false), deadlineMs);
  });
  const ended = await Promise.race([work.then(() => true), late]);
  clearTimeout(timer);
  return ended;
}
