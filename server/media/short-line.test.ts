import { expect, it } from "vitest";
import { createShortLine } from "./short-line.ts";

it("lets some work, some wait, and sends away who comes then", async () => {
  const line = createShortLine(1, 1);
  const ends: (() => void)[] = [];
  const work = (name: string) => () => new Promise<string>((resolve) => ends.push(() => resolve(name)));
  const [first, second] = [line(work("first")), line(work("second"))];
  expect(await line(work("third"))).toBeNull();
  expect(ends).toHaveLength(1);
  ends[0]?.();
  expect(await first).toBe("first");
  await Promise.resolve();
  ends[1]?.();
  expect(await second).toBe("second");
});

it("has room again when work has failed", async () => {
  const line = createShortLine(1, 0);
  await expect(line(() => Promise.reject(new Error("no")))).rejects.toThrow("no");
  expect(await line(async () => 1)).toBe(1);
});
