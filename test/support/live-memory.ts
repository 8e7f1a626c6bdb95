import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";

/**
 * Watches how much this process holds while something is done, without what is garbage already.
 *
 * @returns ends it, and answers the most that it was above the beginning, in MiB
 */
export function watchMemory(everyMs = 200): () => number {
  setFlagsFromString("--expose-gc");
  const collect = runInNewContext("gc") as () => void;
  const held = () => {
    collect();
    const { heapUsed, external } = process.memoryUsage();
    return (heapUsed + external) / 1_048_576;
  };
  const before = held();
  let most = before;
  const watching = setInterval(() => {
    most = Math.max(most, held());
  }, everyMs);
  return () => {
    clearInterval(watching);
    return Math.max(0, most - before);
  };
}
