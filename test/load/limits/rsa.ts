import { Worker } from "node:worker_threads";

export interface RsaLimit {
  /** Operations per second of CPU time: of one core that does nothing else. */
  readonly perCpuSecond: number;
  /** Operations per second by the clock, on as many threads as were asked for. */
  readonly perSecond: number;
}

/** How fast node:crypto signs or verifies with RSA-2048 and SHA-256, which no server that uses it can exceed. */
export async function rsaLimit(
  operation: "sign" | "verify",
  options: { readonly threads: number; readonly seconds: number },
): Promise<RsaLimit> {
  const results = await Promise.all(
    Array.from({ length: options.threads }, () => runWorker(operation, options.seconds)),
  );
  const count = results.reduce((sum, result) => sum + result.count, 0);
  const cpuSeconds = results.reduce((sum, result) => sum + result.cpuSeconds, 0);
  return { perCpuSecond: count / cpuSeconds, perSecond: count / options.seconds };
}

function runWorker(operation: string, seconds: number): Promise<{ count: number; cpuSeconds: number }> {
  return new Promise((resolve, reject) => {
    const worker = new Worker(new URL("./rsa.worker.ts", import.meta.url), {
      workerData: { operation, seconds },
    });
    worker.once("message", resolve);
    worker.once("error", reject);
  });
}
