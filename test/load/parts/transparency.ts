import { figuresOf } from "#moderation/transparency/figures.ts";
import { systemClock as clock } from "#server/platform/clock.ts";
import { createIds } from "#server/platform/ids.ts";
import { migrate } from "#server/platform/postgres/migrate.ts";
import { dsaLines, type ExportCount } from "#server/transparency/dsa.ts";
import { readCounted } from "#server/transparency/store.ts";
import type { Bench, Part } from "../bench.ts";
import { fillDecisions } from "../database/decisions.ts";
import { openBenchDatabase } from "../database/open.ts";
import { residentBytes } from "../measure/memory.ts";
import { atMost, round } from "../table.ts";

const QUARTER = { from: new Date("2026-01-01T00:00:00Z"), until: new Date("2026-04-01T00:00:00Z") };

/** The figures of a quarter, and the statements of reasons about it. */
export const transparency: Part = {
  name: "transparency",
  about: "figures of a quarter with 10,000 and 100,000 actions, and their statements of reasons",
  async run(bench) {
    for (const each of [10_000, bench.count(100_000, 20_000)]) await quarter(bench, each);
  },
};

async function quarter(bench: Bench, each: number): Promise<void> {
  const database = await openBenchDatabase(bench.tempDir(), 4);
  bench.onEnd(() => database.close());
  const migrated = await migrate(database);
  if (!migrated.ok) throw new Error(JSON.stringify(migrated.error));
  bench.progress(`${round(each)} actions a quarter`);
  await fillDecisions(database.sql, each, QUARTER.from);
  const { sql, db } = database;
  const bare = await fastest(
    () => sql`select count(*) from actions a join statements s on s.action_id = a.id`,
  );
  const counting = await fastest(() => readCounted(sql, QUARTER));
  const { counted } = await readCounted(sql, QUARTER);
  const hiding = await fastest(async () => figuresOf(counted, 10));
  bench.row({
    part: "transparency",
    what: `figures of ${round(each)} actions, as many beside`,
    value: `${round(counting)} ms counting, ${round(hiding)} ms holding back`,
    beside: `all actions with their statements, counted bare: ${round(bare)} ms`,
    goal: atMost((counting + hiding) / 1_000, 5, "s"),
  });
  await statements(bench, { sql, db, clock, ids: createIds(clock) } as never, each);
}

async function statements(
  bench: Bench,
  ctx: Pick<Parameters<typeof dsaLines>[0], "sql" | "db">,
  each: number,
) {
  const counted: ExportCount = { written: 0, notAsked: 0, impossible: 0 };
  const config = { dsa: { territory: [], legalGrounds: new Map() } };
  const deps = { ...ctx, config, uris: { origin: "https://node.example" } } as unknown as Parameters<
    typeof dsaLines
  >[0];
  globalThis.gc?.();
  const before = residentBytes(process.pid);
  let [bytes, most] = [0, before];
  const started = performance.now();
  for await (const lines of dsaLines(deps, QUARTER, counted)) {
    bytes += lines.length;
    most = Math.max(most, residentBytes(process.pid));
  }
  const seconds = (performance.now() - started) / 1_000;
  bench.row({
    part: "transparency",
    what: `statements of reasons of ${round(each)} actions`,
    value: `${round(counted.written / seconds)} a second, ${seconds.toFixed(1)} s, ${round(bytes / 2 ** 20)} MiB`,
    beside: `${round(counted.notAsked)} actions need none; memory grew by ${round((most - before) / 2 ** 20)} MiB`,
    goal: atMost((most - before) / 2 ** 20, 100, "MiB more memory"),
  });
}

/** Milliseconds of the fastest of five times, the first of which warms up. */
async function fastest(work: () => PromiseLike<unknown>): Promise<number> {
  let least = Number.POSITIVE_INFINITY;
  for (let n = 0; n < 5; n++) {
    const started = performance.now();
    await work();
    least = Math.min(least, performance.now() - started);
  }
  return least;
}
