import type { Dispatcher } from "undici";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { createDeliverer, type Deliverer } from "#federation/delivery/deliverer.ts";
import { createSender } from "#federation/delivery/send.ts";
import { createDispatcher } from "#federation/remote/dispatcher.ts";
import type { Iri } from "#protocol/ids/iri.ts";
import { generateRsaKeyPair } from "#protocol/signing/keys.ts";
import { accounts } from "#server/accounts/schema.ts";
import { forgetGoneInboxes } from "#server/deliveries/gone.ts";
import { createDeliveryStore } from "#server/deliveries/store.ts";
import { createHostStore } from "#server/hosts/store/hosts.ts";
import { createIds } from "#server/platform/ids.ts";
import type { Database } from "#server/platform/postgres/connect.ts";
import { createFakeClock, type FakeClock } from "../../support/clock.ts";
import { testDatabase } from "../../support/postgres.ts";
import { type Sink, startSink } from "../../support/sink.ts";

let database: Database;
let clock: FakeClock;
let deliverer: Deliverer;
let sinks: Sink[] = [];
let sender: string;
let store: ReturnType<typeof createDeliveryStore>;
let ids: ReturnType<typeof createIds>;
let startDeliverer: (
  concurrency: number,
  changes?: { dispatcher?: Dispatcher; gate?: () => boolean; writeMs?: number },
) => Deliverer;
const dispatcher = createDispatcher({ allowPrivateAddress: true });
const DAY = 24 * 3600_000;
const silent = { debug() {}, info() {}, warn() {}, error() {} };

beforeAll(async () => {
  database = await testDatabase();
});
afterAll(async () => {
  await dispatcher.destroy();
  await database.close();
});

beforeEach(async () => {
  clock = createFakeClock(new Date("2026-11-21T12:00:00Z"));
  ids = createIds(clock);
  const ctx = { db: database.db, sql: database.sql, clock, ids };
  sender = ids.next();
  const now = clock.now();
  const iri = `https://home.example/users/${sender}`;
  await database.db.insert(accounts).values({
    id: sender,
    iri,
    username: `u${sender.slice(-8)}`,
    kind: "person",
    url: iri,
    inbox: `${iri}/inbox`,
    createdAt: now,
    updatedAt: now,
  });
  const { privateKey } = await generateRsaKeyPair();
  store = createDeliveryStore(ctx);
  const hosts = createHostStore(ctx);
  const key = { keyId: `${iri}#main-key`, privateKey };
  const shared = dispatcher;
  const sendBy = (dispatcher: Dispatcher) =>
    createSender({
      deliveries: store,
      hosts,
      clock,
      dispatcher,
      userAgent: "test",
      allowHttp: true,
      rsaKey: async () => key,
    });
  startDeliverer = (deliveryConcurrency, { dispatcher = shared, gate = () => true, writeMs = 0 } = {}) =>
    createDeliverer({
      deliveries: store,
      hosts: {
        ...hosts,
        async failed(host) {
          await new Promise((resolve) => setTimeout(resolve, writeMs));
          return hosts.failed(host);
        },
      },
      clock,
      log: silent,
      gate,
      settings: { deliveryConcurrency },
      send: sendBy(dispatcher),
      random: () => 0,
    });
  deliverer = startDeliverer(64);
});
afterEach(async () => {
  await deliverer.stop();
  await Promise.all(sinks.map((sink) => sink.close()));
  sinks = [];
  await database.sql`truncate activities, deliveries, hosts, gone_inboxes cascade`;
});

async function peer(host?: string): Promise<Sink> {
  const sink = await startSink(host);
  sinks.push(sink);
  return sink;
}

async function post(text: string, orderKey: string, ...inboxes: string[]): Promise<string> {
  const id = ids.next();
  const iri = `https://home.example/activities/${id}` as Iri;
  const body = new TextEncoder().encode(JSON.stringify({ id: iri, text }));
  await store.enqueue(
    { id, iri, senderId: sender, type: "Create", body, isPublic: true, orderKey },
    inboxes as Iri[],
  );
  return id;
}

const texts = (sink: Sink) => sink.received.map(({ body }) => JSON.parse(body).text);

describe("deliveries", () => {
  it("reach every inbox once, signed, with the same bytes", async () => {
    const [a, b] = [await peer(), await peer("127.0.0.2")];
    await post("hello", "p1", `${a.origin}/inbox`, `${b.origin}/inbox`);
    await deliverer.idle();
    expect(texts(a)).toEqual(["hello"]);
    expect(a.received[0]?.body).toBe(b.received[0]?.body);
    expect(a.received[0]?.headers.signature).toContain(
      'headers="(request-target) host date digest content-type"',
    );
  });

  it("enqueued twice are made once", async () => {
    const a = await peer();
    const id = ids.next();
    const activity = {
      id,
      iri: `https://home.example/a/${id}` as Iri,
      senderId: sender,
      type: "Create",
      body: new Uint8Array([123, 125]),
      isPublic: true,
      orderKey: "p",
    };
    await store.enqueue(activity, [`${a.origin}/inbox` as Iri]);
    await deliverer.idle();
    await store.enqueue(activity, [`${a.origin}/inbox` as Iri]);
    await deliverer.idle();
    expect(a.received).toHaveLength(1);
  });

  it("are tried again later when the host fails, and arrive in the order of the object", async () => {
    const a = await peer();
    a.answer = () => 503;
    await post("create", "p1", `${a.origin}/inbox`);
    await post("delete", "p1", `${a.origin}/inbox`);
    await deliverer.idle();
    expect(a.received).toHaveLength(0);
    a.answer = () => 202;
    clock.advance(61_000);
    await deliverer.idle();
    expect(texts(a)).toEqual(["create", "delete"]);
  });

  it("of a dead host do not delay those of others", async () => {
    const [dead, well] = [await peer(), await peer("127.0.0.2")];
    dead.answer = () => new Promise<number>(() => {});
    for (let n = 0; n < 300; n++) await post(`d${n}`, `d${n}`, `${dead.origin}/inbox`);
    deliverer.wake();
    await post("urgent", "u", `${well.origin}/inbox`);
    deliverer.wake();
    await expect.poll(() => texts(well), { timeout: 2_000 }).toEqual(["urgent"]);
    await dead.close();
  });

  it("stop for good when the inbox is gone", async () => {
    const a = await peer();
    a.answer = () => 410;
    await post("one", "p1", `${a.origin}/inbox`);
    await deliverer.idle();
    a.answer = () => 202;
    await post("two", "p2", `${a.origin}/inbox`);
    clock.advance(3600_000);
    await deliverer.idle();
    expect(a.received).toHaveLength(0);
    expect(await store.nextDue()).toBeNull();
  });

  it("are made again a month after the inbox was gone", async () => {
    const a = await peer();
    a.answer = () => 410;
    await post("one", "p1", `${a.origin}/inbox`);
    await deliverer.idle();
    a.answer = () => 202;
    clock.advance(29 * DAY);
    expect(await forgetGoneInboxes({ db: database.db, clock })).toBe(0);
    clock.advance(2 * DAY);
    expect(await forgetGoneInboxes({ db: database.db, clock })).toBe(1);
    await post("two", "p2", `${a.origin}/inbox`);
    await deliverer.idle();
    expect(texts(a)).toEqual(["two"]);
  });

  it("survive a name that points inside for a while, and neither that nor our own policy calls the host well", async () => {
    await deliverer.stop();
    const inside = createDispatcher({ allowPrivateAddress: false });
    const a = await peer();
    await post("hello", "p1", `${a.origin}/inbox`);
    deliverer = startDeliverer(64, { dispatcher: inside });
    await deliverer.idle();
    const failures = async () => (await database.sql`select failures from hosts`)[0]?.failures;
    expect(await failures()).toBe(1);
    await deliverer.stop();
    clock.advance(DAY);
    await post("unwanted", "p2", `${a.origin}/inbox`);
    await database.sql`update deliveries set next_attempt_at = ${new Date(clock.now().getTime() + DAY)} where order_key = 'p1'`;
    deliverer = startDeliverer(64, { gate: () => false });
    await deliverer.idle();
    expect(await failures()).toBe(1);
    await deliverer.stop();
    clock.advance(DAY);
    deliverer = startDeliverer(64);
    await deliverer.idle();
    expect(texts(a)).toEqual(["hello"]);
    expect(await failures()).toBe(0);
    await inside.destroy();
  });

  it("are not repeated when the inbox refuses the activity", async () => {
    const a = await peer();
    let requests = 0;
    a.answer = () => {
      requests++;
      return 422;
    };
    await post("odd", "p1", `${a.origin}/inbox`);
    await deliverer.idle();
    clock.advance(24 * 3600_000);
    await deliverer.idle();
    expect(requests).toBe(1);
  });

  it("knock a second time with the other signature, and remember which one opened", async () => {
    const a = await peer();
    let requests = 0;
    a.answer = ({ headers }) => {
      requests++;
      return headers["signature-input"] === undefined ? 401 : 202;
    };
    await post("one", "p1", `${a.origin}/inbox`);
    await post("two", "p2", `${a.origin}/inbox`);
    await deliverer.idle();
    await post("three", "p3", `${a.origin}/inbox`);
    await deliverer.idle();
    expect(a.received).toHaveLength(3);
    const [row] = await database.sql`select signature_style from hosts`;
    expect(row?.signature_style).toBe("rfc9421");
    expect(requests).toBeLessThanOrEqual(5);
  });

  it("leave a failing host alone for a growing while, then catch up at once", async () => {
    const a = await peer();
    let requests = 0;
    a.answer = () => {
      requests++;
      return 500;
    };
    for (let n = 0; n < 20; n++) await post(`n${n}`, `n${n}`, `${a.origin}/inbox`);
    await deliverer.idle();
    for (let hour = 0; hour < 24; hour++) {
      clock.advance(3600_000);
      await deliverer.idle();
    }
    expect(requests).toBeLessThan(40);
    a.answer = () => 202;
    clock.advance(7 * 3600_000);
    await deliverer.idle();
    await deliverer.idle();
    expect(a.received).toHaveLength(20);
  });

  it("do not flood a host in trouble while the database is slow to hear of it", async () => {
    await deliverer.stop();
    deliverer = startDeliverer(64, { writeMs: 100 });
    const a = await peer();
    let requests = 0;
    a.answer = () => {
      requests++;
      return 500;
    };
    for (let n = 0; n < 20; n++) await post(`n${n}`, `n${n}`, `${a.origin}/inbox`);
    await deliverer.idle();
    expect(requests).toBeLessThanOrEqual(8);
  });

  it("outlive a refusal after a long outage, and are given up after six refusals of their own", async () => {
    const a = await peer();
    let status = 500;
    let refused = 0;
    a.answer = () => {
      if (status === 403) refused++;
      return status;
    };
    await post("kept", "p1", `${a.origin}/inbox`);
    for (let day = 0; day < 8; day++) {
      await deliverer.idle();
      clock.advance(25 * 3600_000);
    }
    status = 403;
    await deliverer.idle();
    expect(await store.nextDue()).not.toBeNull();
    for (let hour = 0; hour < 12; hour++) {
      clock.advance(4 * 3600_000);
      await deliverer.idle();
    }
    expect(refused).toBe(12); // each knocked in both styles
    expect(await store.nextDue()).toBeNull();
  });

  it("held by a process that died are taken up again when its lease ends", async () => {
    const a = await peer();
    await deliverer.idle(); // else its first look could find the post before the other process does
    await post("left behind", "p1", `${a.origin}/inbox`);
    const held = await store.claim({ limit: 10, perHost: 4, leaseMs: 60_000, skip: [], after: "" });
    expect(held).toHaveLength(1);
    await deliverer.idle();
    expect(a.received).toHaveLength(0);
    clock.advance(61_000);
    await deliverer.idle();
    expect(texts(a)).toEqual(["left behind"]);
  });

  it("claimed and not begun are due again at once when their process stops", async () => {
    await deliverer.stop();
    const a = await peer();
    let begun = () => {};
    const first = new Promise<void>((resolve) => {
      begun = resolve;
    });
    let answer = (_status: number) => {};
    a.answer = () =>
      new Promise((resolve) => {
        answer = resolve;
        begun();
      });
    for (const text of ["one", "two", "three"]) await post(text, text, `${a.origin}/inbox`);
    deliverer = startDeliverer(1);
    await first;
    const stopped = deliverer.stop();
    answer(202);
    await stopped;
    expect(texts(a)).toEqual(["one"]);
    a.answer = () => 202;
    deliverer = startDeliverer(64);
    await deliverer.idle();
    expect(texts(a).toSorted()).toEqual(["one", "three", "two"]);
  });
});
