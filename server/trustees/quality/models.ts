import { Worker } from "node:worker_threads";
import type { RunModels } from "#moderation/trustees/quality/measure.ts";

/** Computes the models in a thread of its own: many judgements take seconds in which this node goes on answering. */
export const runInThread: RunModels = (judgements) =>
  new Promise((resolve, reject) => {
    const worker = new Worker(new URL("./models.worker.ts", import.meta.url), { workerData: judgements });
    worker.once("message", resolve);
    worker.once("error", reject);
    worker.once("exit", () => reject(new Error("the thread of the models ended without an answer")));
  });
