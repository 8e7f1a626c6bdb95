import { type KvKey, MemoryKvStore } from "@fedify/fedify";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { createKvStore, type PrunableKvStore } from "#server/platform/kv.ts";
import type { Database } from "#server/platform/postgres/connect.ts";
import { createFakeClock } from "#test/support/clock.ts";
import { testDatabase } from "#test/support/postgres.ts";

let database: Database;
let store: PrunableKvStore;
const clock = createFakeClock();
beforeAll(async () => {
  database = await testDatabase();
  store = createKvStore({ sql: database.sql, clock });
});
afterAll(() => database.close());
beforeEach(() => database.sql`truncate kv_entries`);

async function keys(prefix?: KvKey) {
  const found: KvKey[] = [];
  for await (const { key } of store.list(prefix)) found.push(key);
  return found;
}

/** What Fedify's own store in memory does too, so that ours may take its place. */
describe.each([
  ["Fedify's store in memory", () => new MemoryKvStore()],
  ["the store on PostgreSQL", () => store],
])("%s", (_name, open) => {
  it("gives back what was set, whatever it holds", async () => {
    const kv = open();
    const value = { text: "zero \0, quote ', 𝄞", list: [1, null, { a: true }], lone: "\ud800" };
    await kv.set(["documents", "https://example.org/a"], value);
    expect(await kv.get(["documents", "https://example.org/a"])).toEqual(value);
    await kv.set(["documents", "https://example.org/a"], "new");
    expect(await kv.get(["documents", "https://example.org/a"])).toBe("new");
    await kv.delete(["documents", "https://example.org/a"]);
    expect(await kv.get(["documents", "https://example.org/a"])).toBeUndefined();
  });

  it("swaps a value only for the one expected", async () => {
    const kv = open();
    expect(await kv.cas?.(["lock"], undefined, { owner: 1, since: 2 })).toBe(true);
    expect(await kv.cas?.(["lock"], undefined, { owner: 2 })).toBe(false);
    expect(await kv.cas?.(["lock"], { owner: 3 }, { owner: 2 })).toBe(false);
    expect(await kv.cas?.(["lock"], { owner: 1, since: 2 }, { owner: 2 })).toBe(true);
    expect(await kv.get(["lock"])).toEqual({ owner: 2 });
  });

  it("lists what begins with a prefix, and not what only looks like it", async () => {
    const kv = open();
    for (const key of [["a"], ["a", "b"], ["a", "b", "c"], ["ab"], ["b", "a"]] as KvKey[])
      await kv.set(key, 1);
    const found: KvKey[] = [];
    for await (const { key } of kv.list(["a"])) found.push(key);
    expect(found.sort()).toEqual([["a"], ["a", "b"], ["a", "b", "c"]]);
  });
});

describe("expiry", () => {
  const hour = { ttl: { total: () => 3600_000 } as never };

  it("hides an entry when its time has come, and pruning deletes it", async () => {
    await store.set(["short"], 1, hour);
    await store.set(["long"], 2);
    expect(await keys()).toEqual([["long"], ["short"]]);
    clock.advance(3600_000);
    expect(await store.get(["short"])).toBeUndefined();
    expect(await keys()).toEqual([["long"]]);
    expect(await store.prune()).toBe(1);
    expect(await store.get(["long"])).toBe(2);
  });

  it("lets an expired entry be taken as if there were none", async () => {
    await store.set(["seen"], 1, hour);
    expect(await store.cas(["seen"], undefined, 2)).toBe(false);
    clock.advance(3600_000);
    expect(await store.cas(["seen"], 1, 3)).toBe(false);
    expect(await store.cas(["seen"], undefined, 2)).toBe(true);
  });
});
