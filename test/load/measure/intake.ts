import type { Child } from "../child.ts";
import type { GeneratorCalls } from "../peers/generator.ts";
import { timed } from "./timed.ts";

const CONNECTIONS = 16;

export interface Intake {
  count: number;
  wallSeconds: number;
  cpuSeconds: number;
  /** By process tree, in the order of the roots. */
  cpu: number[];
}

let runs = 0;

/**
 * Has the generator sign and send posts, and measures from the first byte until `settled` resolves.
 *
 * @throws when an answer is not 2xx, or when the server asked for documents that it should know
 */
export async function measureIntake(
  generator: Child<GeneratorCalls>,
  options: {
    readonly inbox: string;
    readonly count: number;
    readonly roots: readonly number[];
    readonly settled: () => Promise<void>;
    /** The first posts of each actor: their documents may be asked for. */
    readonly warmUp?: boolean;
  },
): Promise<Intake> {
  const { inbox, count, roots, settled, warmUp = false } = options;
  await generator.call("sign", { inbox, count, tag: `${++runs}x` });
  const cost = await timed(roots, async () => {
    const sent = await generator.call("send", { connections: CONNECTIONS });
    await settled();
    return sent;
  });
  const { statuses, documentsAsked } = cost.value;
  const refused = Object.keys(statuses).filter((status) => !status.startsWith("2"));
  if (refused.length > 0) throw new Error(`${inbox} refused posts: ${JSON.stringify(statuses)}`);
  if (documentsAsked > 0 && !warmUp) throw new Error(`${inbox} asked for ${documentsAsked} known documents`);
  return { count, wallSeconds: cost.wallSeconds, cpuSeconds: cost.cpuSeconds, cpu: cost.cpu };
}

/** Several measurements as one. */
export function sumIntakes(intakes: readonly Intake[]): Intake {
  return intakes.reduce((a, b) => ({
    count: a.count + b.count,
    wallSeconds: a.wallSeconds + b.wallSeconds,
    cpuSeconds: a.cpuSeconds + b.cpuSeconds,
    cpu: a.cpu.map((seconds, i) => seconds + (b.cpu[i] ?? 0)),
  }));
}
