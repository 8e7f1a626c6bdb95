import { setTimeout as sleep } from "node:timers/promises";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import type { QueueBackend } from "#server/platform/queue/backends.ts";
import { bullQueue } from "#server/platform/queue/bull.ts";
import type { Job, Queue } from "#server/platform/queue/port.ts";

export interface ContractJobs {
  letters: { to: string };
  parcels: { weight: number };
}

const silent = { error: vi.fn(), warn: vi.fn() };

/** What every queue adapter must do. `backend` connects to the same place each time, as another process would. */
export function queueContract(backend: () => Promise<QueueBackend>): void {
  let queue: Queue<ContractJobs>;
  const opened: Queue<ContractJobs>[] = [];

  async function openQueue(): Promise<Queue<ContractJobs>> {
    const timing = { lockDuration: 1000, stalledInterval: 500, drainDelay: 1 };
    const found = bullQueue<ContractJobs>({
      backend: await backend(),
      names: ["letters", "parcels"],
      log: silent,
      timing,
    });
    opened.push(found);
    return found;
  }

  const counts = async (name: keyof ContractJobs) => (await queue.stats())[name];

  beforeEach(async () => {
    silent.error.mockClear();
    queue = await openQueue();
  });
  afterEach(async () => {
    for (const name of ["letters", "parcels"] as const)
      for (const job of await queue.failed(name)) await queue.remove(name, job.id);
    await Promise.all(opened.splice(0).map((each) => each.close(200)));
  });

  it("gives each job to a handler once, and forgets it when it is done", async () => {
    const seen: string[] = [];
    queue.process("letters", async ({ payload }) => void seen.push(payload.to), { concurrency: 4 });
    await queue.add("letters", { to: "ada" });
    await queue.addBulk("letters", [{ payload: { to: "bea" } }, { payload: { to: "cem" } }]);
    await vi.waitFor(() => expect(seen.sort()).toEqual(["ada", "bea", "cem"]), 5000);
    await vi.waitFor(async () =>
      expect(await counts("letters")).toEqual({ waiting: 0, active: 0, delayed: 0, failed: 0 }),
    );
  });

  it("does not add a job again whose id it still knows", async () => {
    expect(await queue.add("letters", { to: "ada" }, { id: "one" })).toBe("one");
    await queue.addBulk("letters", [{ payload: { to: "ada" }, options: { id: "one" } }]);
    expect((await counts("letters")).waiting).toBe(1);
    expect(await queue.remove("letters", "one")).toBe(true);
    expect(await queue.remove("letters", "one")).toBe(false);
  });

  it("keeps a delayed job until its time", async () => {
    const begun = performance.now();
    const took = new Promise<number>((resolve) => {
      queue.process("parcels", async () => resolve(performance.now() - begun));
    });
    await queue.add("parcels", { weight: 1 }, { delayMs: 400 });
    expect((await counts("parcels")).delayed).toBe(1);
    expect(await took).toBeGreaterThan(380);
  });

  it("takes jobs in the order of their priority", async () => {
    await queue.addBulk("parcels", [
      { payload: { weight: 3 }, options: { priority: 3 } },
      { payload: { weight: 1 }, options: { priority: 1 } },
      { payload: { weight: 2 }, options: { priority: 2 } },
    ]);
    const order: number[] = [];
    queue.process("parcels", async ({ payload }) => void order.push(payload.weight));
    await vi.waitFor(() => expect(order).toEqual([1, 2, 3]), 5000);
  });

  it("tries a job again as its back-off says, then lists it as failed until someone retries it", async () => {
    const attempts: number[] = [];
    let broken = true;
    queue.process("letters", async ({ attempt, attempts: all }) => {
      attempts.push(attempt);
      expect(all).toBe(3);
      return broken ? { outcome: "retry", reason: "letter/no-stamp" } : undefined;
    });
    await queue.add("letters", { to: "ada" }, { id: "ada-1", attempts: 3, backoff: { firstMs: 30 } });
    await vi.waitFor(async () => expect((await counts("letters")).failed).toBe(1), 8000);
    expect(attempts).toEqual([1, 2, 3]);
    const [failed] = await queue.failed("letters");
    expect(failed).toMatchObject({ id: "ada-1", queue: "letters", reason: "letter/no-stamp", attempts: 3 });
    broken = false;
    expect(await queue.retry("letters", "ada-1")).toBe(true);
    await vi.waitFor(async () => expect((await counts("letters")).failed).toBe(0), 5000);
    await vi.waitFor(() => expect(attempts).toEqual([1, 2, 3, 1]), 5000);
    expect(await queue.retry("letters", "nobody")).toBe(false);
  });

  it("waits as long as the handler asks for", async () => {
    const times: number[] = [];
    queue.process("letters", async () => {
      times.push(performance.now());
      return times.length === 1 ? { outcome: "retry", reason: "letter/later", afterMs: 300 } : undefined;
    });
    await queue.add("letters", { to: "ada" }, { attempts: 2, backoff: { firstMs: 60_000 } });
    await vi.waitFor(() => expect(times).toHaveLength(2), 5000);
    expect((times[1] ?? 0) - (times[0] ?? 0)).toBeGreaterThan(280);
  });

  it("does not try again what a handler gives up", async () => {
    let tries = 0;
    queue.process("letters", async () => {
      tries++;
      return { outcome: "give-up", reason: "letter/addressee-gone" };
    });
    await queue.add("letters", { to: "ada" }, { attempts: 5, backoff: { firstMs: 1 } });
    await vi.waitFor(
      async () => expect((await queue.failed("letters"))[0]?.reason).toBe("letter/addressee-gone"),
      5000,
    );
    expect(tries).toBe(1);
  });

  it("treats a handler that throws as a try that failed, and stores no word of its payload", async () => {
    queue.process("letters", async ({ payload }) => {
      throw new TypeError(`cannot write to ${payload.to}`);
    });
    await queue.add("letters", { to: "ada" });
    await vi.waitFor(
      async () => expect((await queue.failed("letters"))[0]?.reason).toBe("bug/TypeError"),
      5000,
    );
    expect(silent.error).toHaveBeenCalledWith(expect.objectContaining({ queue: "letters" }), "job threw");
  });

  it("adds a job again under the id of one that was given up", async () => {
    let tries = 0;
    queue.process("parcels", async () => {
      tries++;
      return { outcome: "give-up", reason: "parcel/lost" };
    });
    await queue.add("parcels", { weight: 1 }, { id: "same" });
    await expect.poll(async () => (await counts("parcels")).failed).toBe(1);
    await queue.add("parcels", { weight: 1 }, { id: "same" });
    await expect.poll(() => tries).toBe(2);
  });

  it("lets running jobs end before it closes", async () => {
    let ended = false;
    const begun = new Promise<void>((resolve) => {
      queue.process("parcels", async () => {
        resolve();
        await sleep(300);
        ended = true;
      });
    });
    await queue.add("parcels", { weight: 1 });
    await begun;
    await queue.close();
    opened.length = 0;
    expect(ended).toBe(true);
    queue = await openQueue();
    expect(await counts("parcels")).toEqual({ waiting: 0, active: 0, delayed: 0, failed: 0 });
  });

  it("runs a job again elsewhere that did not end before the deadline", async () => {
    const abandoned = new Promise<Job>((resolve) => {
      queue.process("parcels", (job) => {
        resolve(job);
        return new Promise<void>(() => {});
      });
    });
    await queue.add("parcels", { weight: 1 }, { id: "heavy" });
    const { signal } = await abandoned;
    await queue.close(50);
    opened.length = 0;
    expect(signal.aborted).toBe(true);
    queue = await openQueue();
    const again = new Promise<string>((resolve) => queue.process("parcels", async ({ id }) => resolve(id)));
    expect(await again).toBe("heavy");
  });
}
