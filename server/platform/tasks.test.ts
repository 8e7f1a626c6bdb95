import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { createTasks } from "./tasks.ts";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

it("runs a task again and again, also after a failure, until it is stopped", async () => {
  const log = { error: vi.fn() };
  const tasks = createTasks({ log, random: () => 0.5 });
  let runs = 0;
  tasks.every("count", 1000, async () => {
    if (++runs === 2) throw new Error("disk full");
  });
  await vi.advanceTimersByTimeAsync(499);
  expect(runs).toBe(0);
  await vi.advanceTimersByTimeAsync(3001);
  expect(runs).toBe(4);
  expect(log.error).toHaveBeenCalledWith({ task: "count", err: new Error("disk full") }, "task failed");
  await tasks.stop();
  await vi.advanceTimersByTimeAsync(10_000);
  expect(runs).toBe(4);
});

it("never runs a task twice at once, and stops only when it has ended", async () => {
  const tasks = createTasks({ log: { error: vi.fn() }, random: () => 0 });
  let runs = 0;
  let end = () => {};
  tasks.every("slow", 100, () => {
    runs++;
    return new Promise<void>((resolve) => {
      end = resolve;
    });
  });
  await vi.advanceTimersByTimeAsync(1000);
  expect(runs).toBe(1);
  let stopped = false;
  const stopping = tasks.stop().then(() => {
    stopped = true;
  });
  await vi.advanceTimersByTimeAsync(10);
  expect(stopped).toBe(false);
  end();
  await stopping;
});
