import { memoryUsage } from "node:process";
import { expect, it } from "vitest";
import { releaseStartupMemory } from "./memory.ts";

it("gives garbage back to the system", () => {
  const garbage = Array.from({ length: 400_000 }, (_, index) => ({ index }));
  const before = memoryUsage().heapTotal;
  garbage.length = 0;
  releaseStartupMemory();
  expect(memoryUsage().heapTotal).toBeLessThan(before - 5_000_000);
});
