import { Worker } from "node:worker_threads";
import type { FitModel } from "#moderation/notes/score.ts";

/** Computes the model in a thread of its own: a million ratings take seconds in which this node goes on answering. */
export const fitInThread: FitModel = (ratings) =>
  new Promise((resolve, reject) => {
    const worker = new Worker(new URL("./model.worker.ts", import.meta.url), { workerData: ratings });
    worker.once("message", resolve);
    worker.once("error", reject);
    worker.once("exit", () => reject(new Error("the thread of the model ended without an answer")));
  });
