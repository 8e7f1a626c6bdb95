/** What a handler is given. */
export interface Job<Payload = unknown> {
  readonly id: string;
  readonly payload: Payload;
  /** 1 on the first try. */
  readonly attempt: number;
  /** Tries in all before the job counts as failed. */
  readonly attempts: number;
  /** Aborted when the process must stop before the handler has ended; the job is then tried again elsewhere. */
  readonly signal: AbortSignal;
}

/**
 * What a handler returns: nothing when the work is done, `retry` when it may succeed later (at the time the back-off
 * says, or after `afterMs`), `give-up` when it never will. A handler that throws has a bug; the job is tried again.
 * Reasons are short codes such as "delivery/timeout"; they are stored and shown, so no content and no keys.
 */
export type JobOutcome =
  | undefined
  | { readonly outcome: "retry"; readonly reason: string; readonly afterMs?: number | undefined }
  | { readonly outcome: "give-up"; readonly reason: string };

export type JobHandler<Payload = unknown> = (job: Job<Payload>) => Promise<JobOutcome> | Promise<void>;

/** Waiting times grow from `firstMs` by `factor` (2) up to `maxMs` (a day), each 20 % shorter or longer by chance. */
export interface Backoff {
  readonly firstMs: number;
  readonly factor?: number;
  readonly maxMs?: number;
}

export interface JobOptions {
  /** A job with the id of one that waits or runs is not added again. No colon, and not only digits. */
  readonly id?: string;
  readonly delayMs?: number;
  /** 1 comes first, 2,097,152 last; jobs without one come before all of them. */
  readonly priority?: number;
  /** Tries in all; 1 when not given. */
  readonly attempts?: number;
  readonly backoff?: Backoff;
}

export interface QueueStats {
  /** Ready to be worked on. */
  readonly waiting: number;
  readonly active: number;
  /** Waiting for its time: added with a delay, or between two tries. */
  readonly delayed: number;
  readonly failed: number;
}

export interface FailedJob {
  readonly id: string;
  readonly queue: string;
  readonly reason: string;
  readonly attempts: number;
  readonly failedAt: Date;
}

/**
 * Work to be done later, at least once: a job whose process dies is given to another one. Jobs is a map from the
 * queues' names to their payloads, which are JSON and hold ids rather than rows.
 *
 * @example
 * const queue: Queue<{ deliver: { host: string } }> = await openQueue(...);
 * queue.process("deliver", async ({ payload }) => { await send(payload.host); }, { concurrency: 20 });
 * await queue.add("deliver", { host: "example.org" }, { attempts: 8, backoff: { firstMs: 60_000 } });
 */
export interface Queue<Jobs extends object = Record<string, unknown>> {
  /** Resolves with the job's id once it is stored. */
  add<N extends keyof Jobs & string>(queue: N, payload: Jobs[N], options?: JobOptions): Promise<string>;
  /** Either all of them are stored or none. */
  addBulk<N extends keyof Jobs & string>(
    queue: N,
    jobs: readonly { readonly payload: Jobs[N]; readonly options?: JobOptions }[],
  ): Promise<void>;
  /** Begins to work on a queue; once a process and queue. Without a concurrency, one job at a time. */
  process<N extends keyof Jobs & string>(
    queue: N,
    handler: JobHandler<Jobs[N]>,
    options?: { readonly concurrency?: number },
  ): void;
  /** Counts by queue, of every queue that the node has. */
  stats(): Promise<Record<keyof Jobs & string, QueueStats>>;
  /** The latest first. */
  failed(queue: keyof Jobs & string, limit?: number): Promise<FailedJob[]>;
  /** Puts a failed job back; false when there is none with this id. */
  retry(queue: keyof Jobs & string, id: string): Promise<boolean>;
  /** Forgets a job that is not being worked on; false when there is none with this id. */
  remove(queue: keyof Jobs & string, id: string): Promise<boolean>;
  /** Takes no more jobs and waits for the running ones, at most `deadlineMs` (10 s); the rest run again later. */
  close(deadlineMs?: number): Promise<void>;
}
