import { generateKeyPairSync, sign, verify } from "node:crypto";
import { parentPort, workerData } from "node:worker_threads";

/** Signs or verifies in a loop on a thread of its own for `seconds`, and says how often and with how much CPU time. */
const { operation, seconds } = workerData as { operation: "sign" | "verify"; seconds: number };
const { privateKey, publicKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });
const message = Buffer.alloc(300, "a signing string is about that long ");
const signature = sign("sha256", message, privateKey);

const run =
  operation === "sign"
    ? () => sign("sha256", message, privateKey)
    : () => verify("sha256", message, publicKey, signature);

for (let warm = 0; warm < 50; warm++) run();
const cpu = process.threadCpuUsage();
const end = performance.now() + seconds * 1000;
let count = 0;
while (performance.now() < end) {
  for (let step = 0; step < 10; step++) run();
  count += 10;
}
const { user, system } = process.threadCpuUsage(cpu);
parentPort?.postMessage({ count, cpuSeconds: (user + system) / 1e6 });
