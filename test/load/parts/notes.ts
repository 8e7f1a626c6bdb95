import { notesToRate } from "#moderation/notes/read.ts";
import { scoreNotes } from "#moderation/notes/score.ts";
import { moderationOf } from "#server/desk/moderation.ts";
import { fitInThread } from "#server/notes/model.ts";
import { systemClock as clock } from "#server/platform/clock.ts";
import { createIds } from "#server/platform/ids.ts";
import { migrate } from "#server/platform/postgres/migrate.ts";
import type { Bench, Part } from "../bench.ts";
import { fillNotes } from "../database/notes.ts";
import { openBenchDatabase } from "../database/open.ts";
import { measured } from "../measure/work.ts";
import { atMost, round } from "../table.ts";

/** Runs of the model of context notes over all ratings, through the database. */
export const notes: Part = {
  name: "notes",
  about: "runs of the model of context notes with 10,000, 100,000 and 1,000,000 ratings, and what they need",
  async run(bench) {
    const sizes = bench.quick ? [10_000] : [10_000, 100_000, 1_000_000];
    for (const ratings of sizes) await runs(bench, ratings);
  },
};

async function runs(bench: Bench, ratings: number): Promise<void> {
  const database = await openBenchDatabase(bench.tempDir(), 4);
  bench.onEnd(() => database.close());
  const migrated = await migrate(database);
  if (!migrated.ok) throw new Error(JSON.stringify(migrated.error));
  const ctx = moderationOf({ clock, ids: createIds(clock), sql: database.sql, db: database.db });
  bench.progress(`${round(ratings)} ratings`);
  const of = { notes: ratings / 50, people: ratings / 50, ratings };
  await fillNotes(database.sql, of);
  const first = await measured(() => scoreNotes(ctx, fitInThread));
  await database.sql`update context_notes set version = version + 1 where number = 1`;
  const again = await measured(() => scoreNotes(ctx, fitInThread));
  const idle = await measured(() => scoreNotes(ctx, fitInThread));
  const [person] = await database.sql<
    { id: string }[]
  >`select account_id as id from context_note_people limit 1`;
  const page = await measured(() => notesToRate(ctx.db, person?.id ?? "", { before: null, limit: 20 }));
  bench.row({
    part: "notes",
    what: `the model over ${round(ratings)} ratings of ${round(of.notes)} notes by ${round(of.people)} people`,
    value: `${first.seconds.toFixed(2)} s, ${round(first.mib)} MiB more memory, ${first.result?.rounds} rounds`,
    beside: `again after one rating ${again.seconds.toFixed(2)} s; after none ${(idle.seconds * 1_000).toFixed(1)} ms; a page to rate ${(page.seconds * 1_000).toFixed(1)} ms; others waited at most ${round(first.waitMs)} ms`,
    goal: atMost(Number(first.seconds.toFixed(2)), 30, "s"),
  });
}
