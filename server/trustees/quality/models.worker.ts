import { parentPort, workerData } from "node:worker_threads";
import type { Judgements } from "#moderation/trustees/quality/judgements.ts";
import { runModels } from "#moderation/trustees/quality/measure.ts";

parentPort?.postMessage(runModels(workerData as Judgements));
