import { appendEntry } from "#moderation/ledger/append.ts";
import { currentHead, readLedgerTile } from "#moderation/ledger/read.ts";
import { sequence } from "#moderation/ledger/sequence.ts";
import { verifyLog } from "#moderation/ledger/verify.ts";
import { type NoteSigner, noteKey } from "#protocol/log/note-key.ts";
import { generateEd25519KeyPair } from "#protocol/signing/keys.ts";
import { moderationOf } from "#server/desk/moderation.ts";
import { systemClock } from "#server/platform/clock.ts";
import { createIds } from "#server/platform/ids.ts";
import { migrate } from "#server/platform/postgres/migrate.ts";
import type { Bench, Part } from "../bench.ts";
import { type BenchDatabase, openBenchDatabase } from "../database/open.ts";
import { atLeast, atMost, round } from "../table.ts";

const CONNECTIONS = 16;

/** The record of moderation: how fast it takes steps, how long it takes to check, and what becomes of both as it grows. */
export const ledger: Part = {
  name: "ledger",
  about: "appends beside bare row inserts; growth from 10,000 to 1,000,000 entries; verifying all of them",
  async run(bench) {
    const database = await openBenchDatabase(bench.tempDir(), CONNECTIONS + 2);
    bench.onEnd(database.close);
    const migrated = await migrate(database);
    if (!migrated.ok) throw new Error(JSON.stringify(migrated.error));
    const { publicKey, privateKey } = await generateEd25519KeyPair();
    const signer = { key: noteKey("bench.example/ledger/public", publicKey), privateKey };
    await appends(bench, database, signer);
    await growth(bench, database, signer);
  },
};

function ctxOf({ sql, db }: BenchDatabase) {
  return moderationOf({ clock: systemClock, ids: createIds(systemClock), sql, db });
}

/** Until each is committed and has its number under a signed checkpoint, beside rows of the same size that are only committed. */
async function appends(bench: Bench, database: BenchDatabase, signer: NoteSigner): Promise<void> {
  const ctx = ctxOf(database);
  const { sql } = database;
  await sql`create table bench_rows (id bigint generated always as identity primary key, entry bytea not null)`;
  const count = bench.count(20_000, 2_000);
  const body = { action: "remove", category: "spam", because: "a rule of the node", subject: "x".repeat(64) };
  const row = Buffer.from(
    JSON.stringify({ id: ctx.ids.next(), at: ctx.clock.now(), kind: "action.taken", body }),
  );
  const inTurns = async (work: () => Promise<unknown>) => {
    let left = count;
    const one = async () => {
      while (left-- > 0) await work();
    };
    await Promise.all(Array.from({ length: CONNECTIONS }, one));
  };
  const rates = { rows: [] as number[], entries: [] as number[] };
  for (let turn = 0; turn < 3; turn++) {
    bench.progress(`${count} rows, then as many entries (${turn + 1} of 3)`);
    rates.rows.push(
      count / (await seconds(() => inTurns(() => sql`insert into bench_rows (entry) values (${row})`))),
    );
    const done = seconds(async () => {
      let isOver = false;
      const sequencer = (async () => {
        while (!isOver) {
          await sequence(ctx, "public", async () => signer, "skip");
          await new Promise((resolve) => setTimeout(resolve, 50));
        }
      })();
      await inTurns(() => appendEntry(ctx, ctx.db, "public", { kind: "action.taken", body }));
      isOver = true;
      await sequencer;
      await sequence(ctx, "public", async () => signer, "wait");
    });
    rates.entries.push(count / (await done));
  }
  const [rows, entries] = [median(rates.rows), median(rates.entries)];
  bench.row({
    part: "ledger",
    what: `appends, ${CONNECTIONS} at a time, until all are signed for`,
    value: `${round(entries)}/s`,
    beside: `${round(rows)} bare rows/s: ${round(entries / rows)} of it`,
    goal: atLeast(Number((entries / rows).toFixed(2)), 0.5),
  });
}

async function growth(bench: Bench, database: BenchDatabase, signer: NoteSigner): Promise<void> {
  const ctx = ctxOf(database);
  const { sql } = database;
  await sql`truncate ledger_entries, ledger_pending, ledger_tiles, ledger_checkpoints`;
  const sizes = bench.quick ? [1_000, 10_000] : [10_000, 100_000, 1_000_000];
  let size = 0;
  for (const next of sizes) {
    bench.progress(`from ${size} to ${next} entries`);
    const grown = await seconds(async () => {
      for (; size < next; size += 10_000) {
        const most = Math.min(10_000, next - size);
        await sql`insert into ledger_pending (ledger, entry, kind, at)
          select 'public', convert_to(
            '{"at":"2026-11-26T00:00:00.000Z","body":{"action":"remove","n":' || n || '},"caseId":null,"id":"' ||
            gen_random_uuid() || '","kind":"action.taken"}', 'UTF8'), 'action.taken', now()
          from generate_series(1, ${most}::int) as n`;
        await sequence(ctx, "public", async () => signer, "wait");
      }
      size = next;
    });
    await sql`vacuum analyze ledger_entries, ledger_pending`;
    const appended: number[] = [];
    for (let n = 0; n < 30; n++) {
      await appendEntry(ctx, ctx.db, "public", { kind: "action.taken", body: { n } });
      appended.push(await seconds(() => sequence(ctx, "public", async () => signer, "wait")));
    }
    const tiles: number[] = [];
    for (let n = 0; n < 30; n++) {
      const index = Math.floor((Math.random() * size) / 256 / 2);
      tiles.push(await seconds(() => readLedgerTile(ctx.db, "public", { level: 0, index, width: 256 })));
    }
    const { size: all } = await currentHead(ctx.db, "public", signer);
    const verified = await seconds(async () => {
      const { findings } = await verifyLog(
        {
          checkpoint: async () => (await currentHead(ctx.db, "public", signer)).note,
          tile: (tile) => readLedgerTile(ctx.db, "public", tile),
        },
        { keys: [signer.key] },
      );
      if (findings.length > 0) throw new Error(JSON.stringify(findings));
    });
    size = all;
    const [disk] = await sql<{ bytes: string }[]>`select pg_total_relation_size('ledger_entries')
      + pg_total_relation_size('ledger_tiles') as bytes`;
    bench.row({
      part: "ledger",
      what: `${round(all)} entries verified, all of them`,
      value: `${round(verified)} s`,
      beside: `one more entered in ${round(1000 * median(appended))} ms, a tile read in ${round(1000 * median(tiles))} ms, ${round(Number(disk?.bytes) / all)} bytes an entry; grown in ${round(grown)} s`,
      ...(next === 1_000_000 && { goal: atMost(Math.round(verified), 60, "s") }),
    });
  }
}

async function seconds(work: () => Promise<unknown>): Promise<number> {
  const started = performance.now();
  await work();
  return (performance.now() - started) / 1000;
}

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;
}
