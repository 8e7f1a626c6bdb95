import fc from "fast-check";
import { expect, it } from "vitest";
import type { Change, ChangeFeed } from "../changes/feed.ts";
import { createHub } from "./hub.ts";
import { Message } from "./message.ts";
import { isAfter } from "./position.ts";
import { type Connection, Registry, type Subscription, subscriptionsOf } from "./registry.ts";

const ctx = { log: { info() {}, warn() {}, error() {} } };
const pause = () => new Promise((resolve) => setTimeout(resolve, 0));

function changeAt(at: number): Change {
  return {
    position: `1:${at}`,
    kind: "post.created",
    subjectId: String(at),
    accountId: null,
    at: new Date(0),
  };
}

/** A change log that grows when it is told to, with readers that take their time. */
function createFakeFeed() {
  const all: Change[] = [];
  let listener: ((changes: readonly Change[]) => void | Promise<void>) | null = null;
  let read = 0;
  return {
    write(count: number) {
      for (let i = 0; i < count; i++) all.push(changeAt(all.length + 1));
    },
    /** Tells what is new, as the feed does every few milliseconds. */
    async tell() {
      const batch = all.slice(read);
      read = all.length;
      if (batch.length > 0) await listener?.(batch);
    },
    feed: {
      subscribe(given) {
        listener = given;
        read = all.length;
        return () => {
          listener = null;
        };
      },
      async listening() {
        await pause();
        return all.at(-1)?.position ?? "0:0";
      },
      async since(after, limit) {
        await pause();
        const at = all.findIndex((change) => change.position === after);
        return at === -1 ? null : all.slice(at + 1, at + 1 + limit);
      },
    } satisfies Pick<ChangeFeed, "subscribe" | "listening" | "since">,
  };
}

function createReader() {
  const heard: string[] = [];
  const waiting = { bytes: 0 };
  const connection: Connection = {
    accountId: null,
    scopes: [],
    tokenId: null,
    seesNotifications: false,
    send: (message) => heard.push(message.event === "resync" ? "resync" : message.position),
    waiting: () => waiting.bytes,
    close() {},
  };
  const subscription: Subscription = { connection, stream: { name: "public", key: "", label: ["public"] } };
  return { heard, subscription, waiting };
}

function createRig() {
  const fake = createFakeFeed();
  const registry = new Registry();
  const hub = createHub(ctx, fake.feed, registry, async (audience, changes) => {
    await pause();
    for (const change of changes) {
      const message = new Message("update", change.subjectId, change.position);
      for (const { connection, stream } of subscriptionsOf(audience, "public", [""]))
        connection.send(message, stream);
    }
  });
  return { fake, hub };
}

it("tells a reader who was away everything that they missed, once and in order, whatever comes meanwhile", async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.integer({ min: 1, max: 30 }),
      fc.integer({ min: 0, max: 30 }),
      fc.array(fc.integer({ min: 0, max: 3 }), { minLength: 1, maxLength: 12 }),
      async (before, missed, meanwhile) => {
        const { fake, hub } = createRig();
        await hub.enter();
        fake.write(before);
        await fake.tell();
        const since = `1:${before}`;
        fake.write(missed);
        const { heard, subscription } = createReader();
        const joined = hub.join(subscription, since);
        let total = before + missed;
        for (const count of meanwhile) {
          fake.write(count);
          total += count;
          await fake.tell();
          await pause();
        }
        await joined;
        fake.write(1);
        await fake.tell();
        const expected = Array.from({ length: total + 1 - before }, (_, i) => `1:${before + 1 + i}`);
        expect(heard).toEqual(expected);
      },
    ),
    { numRuns: 60 },
  );
});

it("tells a reader who was away for too long to read all again, and goes on from there", async () => {
  const { fake, hub } = createRig();
  await hub.enter();
  fake.write(6_000);
  await fake.tell();
  const { heard, subscription } = createReader();
  await hub.join(subscription, "1:1");
  expect(heard.at(-1)).toBe("resync");
  fake.write(1);
  await fake.tell();
  expect(heard.at(-1)).toBe("1:6001");
});

it("tells a slow reader who catches up no more than they read, and lets the others not wait for it", async () => {
  const { fake, hub } = createRig();
  await hub.enter();
  fake.write(300);
  await fake.tell();
  const [slow, quick] = [createReader(), createReader()];
  await hub.join(quick.subscription, null);
  slow.waiting.bytes = 1_000_000;
  const joined = hub.join(slow.subscription, "1:1");
  fake.write(1);
  await fake.tell();
  expect(quick.heard).toEqual(["1:301"]);
  expect(slow.heard).toEqual([]);
  slow.waiting.bytes = 0;
  await joined;
  expect(slow.heard).toHaveLength(300);
});

it("tells who left nothing more, also while they catch up", async () => {
  const { fake, hub } = createRig();
  await hub.enter();
  fake.write(2);
  await fake.tell();
  const { heard, subscription } = createReader();
  const joined = hub.join(subscription, "1:1");
  hub.leave(subscription);
  await joined;
  fake.write(1);
  await fake.tell();
  expect(heard).toEqual([]);
  expect(hub.registry.of("public").size).toBe(0);
});

it("reads the log for as long as somebody is there", async () => {
  const { fake, hub } = createRig();
  await hub.enter();
  await hub.enter();
  hub.exit();
  const { heard, subscription } = createReader();
  await hub.join(subscription, null);
  fake.write(1);
  await fake.tell();
  hub.leave(subscription);
  hub.exit();
  fake.write(1);
  await fake.tell();
  await hub.enter();
  await hub.join(createReader().subscription, null);
  expect(heard).toEqual(["1:1"]);
});

it("knows which position is after which", () => {
  expect(isAfter("9:10", "10:9")).toBe(false);
  expect(isAfter("10:9", "9:10")).toBe(true);
  expect(isAfter("9:10", "9:9")).toBe(true);
  expect(isAfter("9:9", "9:9")).toBe(false);
});
