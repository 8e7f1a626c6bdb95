import { type Job as BullJob, Queue as BullQueue, type JobsOptions, type WorkerOptions } from "bullmq";
import type { QueueBackend } from "./backends.ts";
import type { FailedJob, JobOptions, Queue, QueueStats } from "./port.ts";
import { type Envelope, type QueueLog, type StartedWorker, startWorker } from "./worker.ts";

const MONTH_S = 30 * 86_400;

/**
 * The queues of one node on BullMQ.
 *
 * @param names every queue the node has, also those that only other processes work on
 * @param timing how soon a job of a dead process is noticed; a job's lock is renewed while its process lives
 */
export function bullQueue<Jobs extends object>(options: {
  readonly backend: QueueBackend;
  readonly names: readonly (keyof Jobs & string)[];
  readonly log: QueueLog;
  readonly timing?: Pick<WorkerOptions, "lockDuration" | "stalledInterval" | "drainDelay">;
}): Queue<Jobs> {
  const { backend, names, log } = options;
  const queues = new Map<string, BullQueue>();
  const workers = new Map<string, StartedWorker>();

  function open(name: string): BullQueue {
    const known = queues.get(name);
    if (known) return known;
    // BullMQ ties the types of its options to one backend; here the backend is chosen at run time.
    const queue = new BullQueue(
      name,
      { ...backend.options, skipMetasUpdate: true } as never,
      backend.factory as never,
    );
    queue.on("error", (error) => log.error({ queue: name, code: codeOf(error) }, "queue error"));
    queues.set(name, queue);
    return queue;
  }

  async function find(name: string, id: string): Promise<BullJob | undefined> {
    return (await open(name).getJob(id)) as BullJob | undefined;
  }

  return {
    async add(name, payload, jobOptions) {
      // One that was given up is kept to be looked at; it must not keep out the next of its name.
      const earlier = jobOptions?.id === undefined ? undefined : await find(name, jobOptions.id);
      if (earlier && (await earlier.isFailed())) await earlier.remove();
      const job = await open(name).add(name, envelope(payload, jobOptions), bullOptions(jobOptions));
      return job.id ?? "";
    },
    async addBulk(name, jobs) {
      if (jobs.length === 0) return;
      const rows = jobs.map((job) => ({
        name,
        data: envelope(job.payload, job.options),
        opts: bullOptions(job.options),
      }));
      await open(name).addBulk(rows);
    },
    process(name, handler, { concurrency = 1 } = {}) {
      if (workers.has(name)) throw new Error(`Queue ${name} has its handler already.`);
      workers.set(
        name,
        startWorker({ name, handler, concurrency, backend, log, timing: options.timing ?? {} }),
      );
    },
    async stats() {
      const counted = names.map(async (name) => [name, await count(open(name))] as const);
      return Object.fromEntries(await Promise.all(counted)) as Record<keyof Jobs & string, QueueStats>;
    },
    async failed(name, limit = 100) {
      const jobs = await open(name).getFailed(0, limit - 1);
      return jobs.map((job) => failedJob(name, job as unknown as BullJob));
    },
    async retry(name, id) {
      const job = await find(name, id);
      if (!job || !(await job.isFailed())) return false;
      await job.retry("failed", { resetAttemptsMade: true });
      return true;
    },
    async remove(name, id) {
      const job = await find(name, id);
      if (!job || (await job.isActive())) return false;
      await job.remove();
      return true;
    },
    async close(deadlineMs = 10_000) {
      await Promise.all([...workers.values()].map((worker) => worker.close(deadlineMs)));
      await Promise.all([...queues.values()].map((queue) => queue.close()));
      await backend.close();
    },
  };
}

function envelope(payload: unknown, options: JobOptions | undefined): Envelope {
  return options?.backoff ? { payload, backoff: options.backoff } : { payload };
}

function bullOptions(options: JobOptions = {}): JobsOptions {
  return {
    jobId: options.id,
    delay: options.delayMs,
    priority: options.priority,
    attempts: options.attempts ?? 1,
    backoff: { type: "custom" },
    removeOnComplete: true,
    removeOnFail: { age: MONTH_S, count: 10_000 },
    stackTraceLimit: 0,
  };
}

async function count(queue: BullQueue): Promise<QueueStats> {
  const found = await queue.getJobCounts("wait", "prioritized", "active", "delayed", "failed");
  const number = (state: string) => found[state] ?? 0;
  return {
    waiting: number("wait") + number("prioritized"),
    active: number("active"),
    delayed: number("delayed"),
    failed: number("failed"),
  };
}

function failedJob(queue: string, job: BullJob): FailedJob {
  return {
    id: job.id ?? "",
    queue,
    reason: job.failedReason ?? "",
    attempts: job.attemptsMade,
    failedAt: new Date(job.finishedOn ?? job.timestamp),
  };
}

function codeOf(error: unknown): string {
  return (error as { code?: string }).code ?? (error instanceof Error ? error.name : "unknown");
}
