import { gather, measureJudgements } from "#moderation/trustees/quality/measure.ts";
import { moderationOf } from "#server/desk/moderation.ts";
import { systemClock as clock } from "#server/platform/clock.ts";
import { createIds } from "#server/platform/ids.ts";
import { migrate } from "#server/platform/postgres/migrate.ts";
import { runInThread } from "#server/trustees/quality/models.ts";
import type { Bench, Part } from "../bench.ts";
import { openBenchDatabase } from "../database/open.ts";
import { fillPanels } from "../database/panels.ts";
import { measured } from "../measure/work.ts";
import { atMost, round } from "../table.ts";

/** What is found of trustees' judgements, from their ballots in the database. */
export const judgements: Part = {
  name: "judgements",
  about:
    "Dawid and Skene's model and all other figures over 10,000, 100,000 and 1,000,000 first votes, and what they need",
  async run(bench) {
    const sizes = bench.quick ? [10_000] : [10_000, 100_000, 1_000_000];
    for (const votes of sizes) await over(bench, votes);
  },
};

async function over(bench: Bench, votes: number): Promise<void> {
  const database = await openBenchDatabase(bench.tempDir(), 4);
  bench.onEnd(() => database.close());
  const migrated = await migrate(database);
  if (!migrated.ok) throw new Error(JSON.stringify(migrated.error));
  const ctx = moderationOf({ clock, ids: createIds(clock), sql: database.sql, db: database.db });
  bench.progress(`${round(votes)} first votes`);
  const people = 200;
  await fillPanels(database.sql, { panels: Math.ceil(votes / 3), people, graverInArabic: 5 });
  const read = await measured(() => gather(ctx.db, votes));
  const models = await measured(() => runInThread(read.result.judgements));
  const usual = await measured(() => measureJudgements(ctx, runInThread));
  const idle = await measured(() => measureJudgements(ctx, runInThread));
  bench.row({
    part: "judgements",
    what: `${round(read.result.judgements.votes.count)} first votes of ${people} trustees, read and judged`,
    value: `reading ${read.seconds.toFixed(2)} s and ${round(read.mib)} MiB, the models ${models.seconds.toFixed(2)} s and ${round(models.mib)} MiB`,
    beside: `as a node does it, over the newest 100,000 at most: ${usual.seconds.toFixed(2)} s, ${round(usual.mib)} MiB; others waited at most ${round(Math.max(read.waitMs, models.waitMs, usual.waitMs))} ms; where nothing is new ${(idle.seconds * 1_000).toFixed(1)} ms`,
    goal: atMost(Number((read.seconds + models.seconds).toFixed(2)), 60, "s"),
  });
}
