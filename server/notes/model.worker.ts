import { parentPort, workerData } from "node:worker_threads";
import type { Answers } from "#moderation/trustees/quality/answers.ts";
import { bridge } from "#moderation/trustees/quality/bridging.ts";

/** What each label counts as, in the order of `verdicts`. */
const VALUES = [0, 0.5, 1];

const { noteIntercepts, noteFactors, rounds, loss } = bridge(workerData as Answers, VALUES);
parentPort?.postMessage({ noteIntercepts, noteFactors, rounds, loss }, [
  noteIntercepts.buffer as ArrayBuffer,
  noteFactors.buffer as ArrayBuffer,
]);
