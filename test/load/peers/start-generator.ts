import type { Bench } from "../bench.ts";
import { type Child, startChild } from "../child.ts";
import type { GeneratorCalls } from "./generator.ts";

export async function startGenerator(bench: Bench): Promise<Child<GeneratorCalls>> {
  const generator = await startChild<GeneratorCalls>(new URL("./generator.ts", import.meta.url));
  bench.onEnd(() => generator.stop());
  return generator;
}
