import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import { systemClock } from "#server/platform/clock.ts";
import { createIds } from "#server/platform/ids.ts";
import { createOutbox, type Dispatched, type Outbox } from "#server/platform/outbox.ts";
import type { Database } from "#server/platform/postgres/connect.ts";
import { openTestDatabase, testDatabase } from "#test/support/postgres.ts";

type Event = { kind: "post.created"; postId: string } | { kind: "follow.undone"; followerId: string };

let database: Database;
let second: Database;
const outboxes: Outbox<Event>[] = [];
const log = { error: vi.fn() };
const ids = createIds(systemClock);

function outboxOn(on: Database, dispatch: (events: Dispatched<Event>[]) => Promise<void>, pollMs = 60_000) {
  const outbox = createOutbox<Event>({ database: on, clock: systemClock, ids, dispatch, log, pollMs });
  outboxes.push(outbox);
  return outbox;
}

async function post(outbox: Outbox<Event>, postId: string) {
  await database.db.transaction((tx) => outbox.append(tx, { kind: "post.created", postId }));
}

beforeAll(async () => {
  database = await testDatabase();
  second = await openTestDatabase(database);
});
afterAll(async () => {
  await second.close();
  await database.close();
});
beforeEach(() => database.sql`truncate outbox_events`);
afterEach(() => Promise.all(outboxes.splice(0).map((outbox) => outbox.stop())));

describe("the outbox", () => {
  it("dispatches committed events at once, in order, and never those that were rolled back", async () => {
    const seen: Event[] = [];
    const outbox = outboxOn(database, async (events) => void seen.push(...events.map(({ event }) => event)));
    await outbox.start();
    await expect(
      database.db.transaction(async (tx) => {
        await outbox.append(tx, { kind: "post.created", postId: "rolled back" });
        throw new Error("no");
      }),
    ).rejects.toThrow("no");
    await post(outbox, "one");
    await database.db.transaction((tx) => outbox.append(tx, { kind: "follow.undone", followerId: "two" }));
    outbox.wake();
    await vi.waitFor(() =>
      expect(seen).toEqual([
        { kind: "post.created", postId: "one" },
        { kind: "follow.undone", followerId: "two" },
      ]),
    );
  });

  it("is woken from another process, which runs no pump of its own", async () => {
    const seen: string[] = [];
    await outboxOn(database, async (events) => void seen.push(...events.map(({ id }) => id))).start();
    const elsewhere = outboxOn(second, async () => {});
    await post(elsewhere, "one");
    elsewhere.wake();
    await vi.waitFor(() => expect(seen).toHaveLength(1), 2000);
  });

  it("finds by itself what a process that died had committed", async () => {
    const seen: string[] = [];
    await post(
      outboxOn(second, async () => {}),
      "one",
    );
    await outboxOn(database, async (events) => void seen.push(...events.map(({ id }) => id)), 50).start();
    await vi.waitFor(() => expect(seen).toHaveLength(1), 2000);
  });

  it("repeats the id when the pump is killed between handing over and marking", async () => {
    const seen: string[] = [];
    const killed = outboxOn(second, async (events) => {
      seen.push(...events.map(({ id }) => id));
      await second.sql.end({ timeout: 0 }); // the connection dies with the transaction open
      await sleep(10);
    });
    await post(killed, "one");
    await expect(killed.flush()).rejects.toThrow();
    const outbox = outboxOn(database, async (events) => void seen.push(...events.map(({ id }) => id)));
    await vi.waitFor(async () => expect(await outbox.flush()).toBe(1));
    expect(seen).toHaveLength(2);
    expect(seen[0]).toBe(seen[1]);
    second = await openTestDatabase(database);
  });

  it("keeps events while the queue takes none, and says so", async () => {
    let down = true;
    const seen: string[] = [];
    const outbox = outboxOn(
      database,
      async (events) => {
        if (down) throw new Error("queue is down");
        seen.push(...events.map(({ id }) => id));
      },
      30,
    );
    await outbox.start();
    await post(outbox, "one");
    outbox.wake();
    await vi.waitFor(() => expect(log.error).toHaveBeenCalled());
    down = false;
    await vi.waitFor(() => expect(seen).toHaveLength(1));
  });

  it("shares the work between pumps without handing anything over twice", async () => {
    const seen: string[] = [];
    const dispatch = async (events: Dispatched<Event>[]) => {
      seen.push(...events.map(({ id }) => id));
      await sleep(5);
    };
    const [one, two] = [outboxOn(database, dispatch), outboxOn(second, dispatch)];
    await database.db.transaction(async (tx) => {
      for (let i = 0; i < 350; i++) await one.append(tx, { kind: "post.created", postId: String(i) });
    });
    const counts = await Promise.all([one.flush(), two.flush()]);
    expect(counts[0] + counts[1]).toBe(350);
    expect(new Set(seen).size).toBe(350);
  });

  it("forgets what left long ago", async () => {
    const outbox = outboxOn(database, async () => {});
    await post(outbox, "one");
    await outbox.flush();
    await post(outbox, "two");
    expect(await outbox.prune(new Date(Date.now() - 60_000))).toBe(0);
    expect(await outbox.prune(new Date(Date.now() + 60_000))).toBe(1);
  });
});
