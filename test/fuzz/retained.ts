import { setTimeout as sleep } from "node:timers/promises";
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";

/** Bytes that stay in use after a full garbage collection: what a leak adds to, and garbage does not. */
export async function retainedBytes(): Promise<number> {
  setFlagsFromString("--expose-gc");
  const collect = runInNewContext("gc") as () => void;
  collect();
  // Finalisers and closed sockets let go of more in the next turn.
  await sleep(50);
  collect();
  const { heapUsed, external } = process.memoryUsage();
  return heapUsed + external;
}
