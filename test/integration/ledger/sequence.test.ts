import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { appendEntry } from "#moderation/ledger/append.ts";
import { commitmentOf, commitTo, openingOf } from "#moderation/ledger/commitment.ts";
import { eraseKey } from "#moderation/ledger/erase.ts";
import { currentHead, ledgerTree, readLedgerTile } from "#moderation/ledger/read.ts";
import { openSecret } from "#moderation/ledger/secret.ts";
import { sequence } from "#moderation/ledger/sequence.ts";
import type { ModerationCtx } from "#moderation/ports.ts";
import { openCheckpoint } from "#protocol/log/checkpoint.ts";
import { leafHash } from "#protocol/log/hash.ts";
import { type NoteSigner, noteKey } from "#protocol/log/note-key.ts";
import { verifyConsistency, verifyInclusion } from "#protocol/log/proofs.ts";
import { rootOf } from "#protocol/log/range.ts";
import { readBundle, type Tile, tilePath, tilesOf } from "#protocol/log/tiles.ts";
import { generateEd25519KeyPair } from "#protocol/signing/keys.ts";
import { moderationOf, statementsOn } from "#server/desk/moderation.ts";
import { systemClock } from "#server/platform/clock.ts";
import { createIds } from "#server/platform/ids.ts";
import type { Database } from "#server/platform/postgres/connect.ts";
import { openTestDatabase, testDatabase } from "#test/support/postgres.ts";

let database: Database;
let second: Database;
let ctx: ModerationCtx;
let other: ModerationCtx;
let signer: NoteSigner;

const ids = createIds(systemClock);
const on = (one: Database) => moderationOf({ clock: systemClock, ids, sql: one.sql, db: one.db });
const give = (from = ctx, mode: "wait" | "skip" = "wait") =>
  sequence(from, "public", async () => signer, mode);

beforeAll(async () => {
  database = await testDatabase();
  second = await openTestDatabase(database);
  ctx = on(database);
  other = on(second);
  const { publicKey, privateKey } = await generateEd25519KeyPair();
  signer = { key: noteKey("us.example/ledger/public", publicKey), privateKey };
});
afterAll(async () => {
  await second.close();
  await database.close();
});
beforeEach(
  () =>
    database.sql`truncate ledger_pending, ledger_entries, ledger_tiles, ledger_checkpoints, ledger_keys, ledger_large`,
);

/** Entries by the thousand, as others would write them. */
function insertMany(count: number) {
  return database.sql`insert into ledger_pending (ledger, entry, kind)
    select 'public', convert_to('{"n":' || n || '}', 'UTF8'), 'test' from generate_series(1, ${count}::int) as n`;
}

async function entriesOf(ledger: "public" | "private"): Promise<Record<string, unknown>[]> {
  const rows = await database.sql<{ entry: Buffer }[]>`
    select entry from ledger_entries where ledger = ${ledger} order by seq`;
  return rows.map(({ entry }) => JSON.parse(entry.toString()));
}

describe("the sequencer", () => {
  it("numbers what waits without gaps and signs what it has numbered", async () => {
    for (let n = 0; n < 3; n++) await appendEntry(ctx, ctx.db, "public", { kind: "test", body: { n } });
    expect(await give()).toBe(3);
    const head = await currentHead(ctx.db, "public", signer);
    const checkpoint = await openCheckpoint(head.note, { keys: [signer.key], origin: signer.key.name });
    expect(checkpoint).toMatchObject({ ok: true, value: { size: 3 } });
    const rows = await database.sql<{ seq: string; entry: Buffer; leaf: Buffer }[]>`
      select seq, entry, leaf from ledger_entries order by seq`;
    expect(rows.map(({ seq }) => Number(seq))).toEqual([0, 1, 2]);
    for (const { entry, leaf } of rows) expect(leaf).toEqual(Buffer.from(leafHash(entry)));
    expect(Buffer.from(rootOf(rows.map(({ leaf }) => leaf)))).toEqual(Buffer.from(head.root));
  });

  it("signs an empty ledger too", async () => {
    const head = await currentHead(ctx.db, "public", signer);
    expect(await openCheckpoint(head.note, { keys: [signer.key] })).toMatchObject({
      ok: true,
      value: { size: 0 },
    });
  });

  it("enters nothing of a transaction that was rolled back", async () => {
    const failing = ctx.db.transaction(async (tx) => {
      await appendEntry(ctx, tx, "public", { kind: "test", body: {} });
      throw new Error("no");
    });
    await expect(failing).rejects.toThrow("no");
    expect(await give()).toBe(0);
  });

  it("serves every tile of every tree it grows through, and each tree begins with those before", async () => {
    const roots = new Map<number, Uint8Array>();
    let size = 0;
    for (const count of [1, 254, 1, 1, 300, 2_100]) {
      await insertMany(count);
      expect(await give()).toBe(count);
      size += count;
      const head = await currentHead(ctx.db, "public", signer);
      expect(head.size).toBe(size);
      roots.set(size, head.root);
      const tree = ledgerTree(ctx.db, "public", size);
      expect(Buffer.from(await tree.root())).toEqual(Buffer.from(head.root));
      for (const [from, fromRoot] of roots) {
        const proof = await tree.consistency(from);
        expect(verifyConsistency({ from, to: size, fromRoot, toRoot: head.root, proof })).toBe(true);
      }
    }
    const leaves: Uint8Array[] = [];
    for (const tile of tilesOf(size)) {
      const bytes = await readLedgerTile(ctx.db, "public", tile);
      if (bytes === null) expect.fail(tilePath(tile));
      if (tile.level === "entries") leaves.push(...(readBundle(bytes, tile.width) ?? []).map(leafHash));
      else expect(bytes).toHaveLength(tile.width * 32);
    }
    const root = roots.get(size) ?? new Uint8Array();
    expect(Buffer.from(rootOf(leaves))).toEqual(Buffer.from(root));
    const proof = await ledgerTree(ctx.db, "public", size).inclusion(700);
    const leaf = leaves[700] ?? new Uint8Array();
    expect(verifyInclusion({ index: 700, size, leaf, proof, root })).toBe(true);
  });

  it("has the partial tiles that there once were, and none that there never was", async () => {
    await insertMany(600);
    await give();
    const read = (level: Tile["level"], index: number, width: number) =>
      readLedgerTile(ctx.db, "public", { level, index, width });
    expect(await read(0, 0, 7)).toEqual((await read(0, 0, 256))?.subarray(0, 7 * 32));
    expect(await read(0, 2, 88)).toHaveLength(88 * 32);
    for (const [level, index, width] of [
      [0, 2, 89],
      [0, 2, 256],
      [0, 3, 1],
      [1, 0, 3],
      [2, 0, 1],
      ["entries", 2, 89],
    ] as const)
      expect(await read(level, index, width)).toBeNull();
  });

  it("has one process at a time give the numbers", async () => {
    await insertMany(5_000);
    await Promise.all([give(ctx), give(other), give(ctx, "skip"), give(other, "skip")]);
    const [row] = await database.sql<{ count: number; first: number; last: number }[]>`
      select count(*)::int as count, min(seq)::int as first, max(seq)::int as last from ledger_entries`;
    expect(row).toEqual({ count: 5_000, first: 0, last: 4_999 });
    const head = await currentHead(ctx.db, "public", signer);
    expect(Buffer.from(await ledgerTree(ctx.db, "public", 5_000).root())).toEqual(Buffer.from(head.root));
  });
});

describe("an entry", () => {
  it("never names anybody in the public ledger, and holds no secret there", async () => {
    await appendEntry(ctx, ctx.db, "public", { kind: "test", by: ids.next(), body: {} });
    await give();
    const [entry] = await entriesOf("public");
    expect(entry).not.toHaveProperty("by");
    const secret = { about: "https://a.example/1", content: { name: "Ana" } };
    await expect(appendEntry(ctx, ctx.db, "public", { kind: "test", body: {}, secret })).rejects.toThrow();
  });

  it("of more than 65,535 bytes is entered by its digest", async () => {
    await appendEntry(ctx, ctx.db, "public", { kind: "test", body: { text: "x".repeat(70_000) } });
    await give();
    const [entry] = await entriesOf("public");
    expect(entry).toMatchObject({ kind: "test", large: { bytes: expect.any(Number) } });
    const [kept] = await database.sql<{ digest: string }[]>`
      select encode(sha256(entry), 'hex') as digest from ledger_large`;
    expect(entry?.large).toMatchObject({ sha256: kept?.digest });
  });

  it("keeps a secret until its key is destroyed, and verifies as before afterwards", async () => {
    const about = "https://a.example/users/ana";
    await database.db.transaction((tx) =>
      appendEntry(ctx, statementsOn(tx), "private", {
        kind: "test",
        body: { n: 1 },
        secret: { about, content: { name: "Ana" } },
      }),
    );
    const enter = () => sequence(ctx, "private", async () => signer, "wait");
    await enter();
    const before = await currentHead(ctx.db, "private", signer);
    const [entry] = await entriesOf("private");
    expect(JSON.stringify(entry)).not.toContain("Ana");
    expect(await openSecret(ctx.db, String(entry?.id), entry?.secret)).toEqual({ name: "Ana" });

    expect(await eraseKey(ctx, ctx.db, about, { reason: "a court's order", by: null })).toBe(1);
    expect(await openSecret(ctx.db, String(entry?.id), entry?.secret)).toBeNull();
    await enter();
    const entries = await entriesOf("private");
    expect(entries[0]).toEqual(entry);
    expect(entries[1]).toMatchObject({ kind: "ledger.erased", body: { reason: "a court's order" } });
    const tree = ledgerTree(ctx.db, "private", 2);
    const toRoot = (await currentHead(ctx.db, "private", signer)).root;
    const proof = await tree.consistency(1);
    expect(verifyConsistency({ from: 1, to: 2, fromRoot: before.root, toRoot, proof })).toBe(true);

    // What is entered later gets a key of its own.
    await appendEntry(ctx, ctx.db, "private", {
      kind: "test",
      body: {},
      secret: { about, content: { name: "B" } },
    });
    await enter();
    const last = (await entriesOf("private")).at(-1);
    expect(await openSecret(ctx.db, String(last?.id), last?.secret)).toEqual({ name: "B" });
    expect(await eraseKey(ctx, ctx.db, "https://nobody.example/", { reason: "x", by: null })).toBe(0);
  });

  it("is about a subject by a commitment that can be opened until it is erased", async () => {
    const iri = "https://a.example/posts/1";
    const commitment = await commitTo(ctx, ctx.db, iri);
    expect(await commitTo(ctx, ctx.db, iri)).toBe(commitment);
    expect(await commitTo(ctx, ctx.db, `${iri}0`)).not.toBe(commitment);
    const opening = await openingOf(ctx.db, iri);
    expect(opening).toMatchObject({ iri, commitment });
    expect(commitmentOf(iri, Buffer.from(opening?.salt ?? "", "hex"))).toBe(commitment);
    await eraseKey(ctx, ctx.db, iri, { reason: "x", by: null });
    expect(await openingOf(ctx.db, iri)).toBeNull();
  });
});
