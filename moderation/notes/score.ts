import type { ModerationCtx } from "../ports.ts";
import { type NoteStatus, noteStatus } from "../trustees/quality/note-status.ts";
import { LOCK_MS, type NoteState } from "./note.ts";
import { gather, type Rated } from "./ratings.ts";
import { beginRun, endRun, lockOld, type NoteRun, readToMove, type Score, saveScores } from "./store/runs.ts";

/** The model, and what labels count as in it: `bridge` of trustees/quality, wherever the host computes it. */
export type FitModel = (ratings: Rated["answers"]) => Promise<{
  noteIntercepts: Float64Array;
  noteFactors: Float64Array;
  rounds: number;
  loss: number;
}>;

const RUN_MS = 15 * 60_000;
const BATCH = 1_000;

const statuses: Record<NoteState, NoteStatus> = {
  "needs-more": "needs more ratings",
  helpful: "helpful",
  "not-helpful": "not helpful",
};
const states = Object.fromEntries(
  Object.entries(statuses).map(([state, status]) => [status, state]),
) as Record<NoteStatus, NoteState>;

/**
 * Runs the model over all ratings where some have changed since the last run, and writes down what each note is to be. One process
 * at a time; one that died is no hindrance after a quarter of an hour.
 *
 * @returns how it went; null where there was nothing to do
 */
export async function scoreNotes(
  ctx: Pick<ModerationCtx, "clock" | "ids" | "db">,
  model: FitModel,
): Promise<NoteRun | null> {
  const id = ctx.ids.next();
  const startedAt = ctx.clock.now();
  const cutOff = new Date(startedAt.getTime() - RUN_MS);
  if (!(await ctx.db.transaction((tx) => beginRun(tx, id, startedAt, cutOff)))) return null;
  const rated = await gather(ctx.db);
  const { answers, notes, indexes } = rated;
  const found = answers.labels.length === 0 ? null : await model(answers);
  for (let from = 0; from < notes.length; from += BATCH) {
    const scores = notes.slice(from, from + BATCH).map(({ number, version, state }): Score => {
      const at = indexes.get(number);
      if (at === undefined || found === null)
        return { number, version, wanted: "needs-more", intercept: null, factor: null };
      const intercept = found.noteIntercepts[at] as number;
      const factor = found.noteFactors[at] as number;
      const ratings = rated.counts[at] as number;
      const status = noteStatus({ ratings, intercept, factor }, statuses[state]);
      return { number, version, wanted: states[status], intercept, factor };
    });
    await saveScores(ctx.db, scores);
  }
  const run = {
    id,
    startedAt,
    endedAt: ctx.clock.now(),
    notes: indexes.size,
    raters: answers.personCount,
    ratings: answers.labels.length,
    rounds: found?.rounds ?? 0,
    loss: found?.loss ?? 0,
  };
  await endRun(ctx.db, run);
  return run;
}

/** Ids of notes that are to be something else than they are. */
export function notesToMove(ctx: Pick<ModerationCtx, "db">, limit: number): Promise<string[]> {
  return readToMove(ctx.db, limit);
}

/** Locks the notes whose two weeks are over. */
export function lockNotes({ db, clock }: Pick<ModerationCtx, "db" | "clock">): Promise<number> {
  const now = clock.now();
  return lockOld(db, now, new Date(now.getTime() - LOCK_MS));
}
