import type { CaseFilter } from "#moderation/cases/filter.ts";
import { countCases, listCases } from "#moderation/cases/list.ts";
import { moderationOf } from "#server/desk/moderation.ts";
import { systemClock as clock } from "#server/platform/clock.ts";
import { createIds } from "#server/platform/ids.ts";
import { migrate } from "#server/platform/postgres/migrate.ts";
import type { Bench, Part } from "../bench.ts";
import { fillQueue, WAVE } from "../database/cases.ts";
import { openBenchDatabase } from "../database/open.ts";
import { atMost, round } from "../table.ts";

const by = { accountId: "01990000-0000-7000-8000-000000000001", communities: null };
const filters: Record<string, CaseFilter> = {
  everything: {},
  "a category": { category: "minors" },
  "a domain": { domain: "d7.example" },
  "a wave": { waveId: WAVE },
  words: { text: "seldom" },
  "what is overdue": { isOverdue: true },
  "what nobody has taken, of one kind": { assignedTo: null, subject: "domain", domain: null },
};

/** The moderation desk's queue, as it grows. */
export const cases: Part = {
  name: "cases",
  about: "pages of the queue with 10,000 and 100,000 open cases, filtered and not",
  async run(bench) {
    for (const open of [10_000, bench.count(100_000, 20_000)]) await queue(bench, open);
  },
};

async function queue(bench: Bench, open: number): Promise<void> {
  const database = await openBenchDatabase(bench.tempDir(), 4);
  bench.onEnd(() => database.close());
  const migrated = await migrate(database);
  if (!migrated.ok) throw new Error(JSON.stringify(migrated.error));
  const ctx = moderationOf({ clock, ids: createIds(clock), sql: database.sql, db: database.db });
  bench.progress(`${round(open)} open cases`);
  await fillQueue(database.sql, open);
  for (const [name, filter] of Object.entries(filters)) {
    const page = await slowest(() => listCases(ctx, by, { filter, limit: 40 }));
    const first = await listCases(ctx, by, { filter, limit: 40 });
    const second = await slowest(() => listCases(ctx, by, { filter, cursor: first.next, limit: 40 }));
    const count = await slowest(() => countCases(ctx, by, [filter]));
    bench.row({
      part: "cases",
      what: `${round(open)} open cases: ${name}`,
      value: `${page.toFixed(1)} ms a page, the slowest of ${TIMES}`,
      beside: `the next page ${second.toFixed(1)} ms, counting ${count.toFixed(1)} ms`,
      goal: atMost(Math.max(page, second, count), 100, "ms"),
    });
  }
}

const TIMES = 20;

/** Milliseconds of the slowest of some times; the first ones, in which connections plan, are left out. */
async function slowest(work: () => Promise<unknown>): Promise<number> {
  for (let n = 0; n < 6; n++) await work();
  let most = 0;
  for (let n = 0; n < TIMES; n++) {
    const started = performance.now();
    await work();
    most = Math.max(most, performance.now() - started);
  }
  return most;
}
