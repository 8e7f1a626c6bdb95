import type { Statements } from "../../ports.ts";
import type { NoteState } from "../note.ts";

/** How a run of the model went. */
export interface NoteRun {
  readonly id: string;
  readonly startedAt: Date;
  readonly endedAt: Date;
  readonly notes: number;
  readonly raters: number;
  readonly ratings: number;
  readonly rounds: number;
  readonly loss: number;
}

/**
 * Begins a run where ratings have changed and nobody else is at it.
 *
 * @param cutOff one that began before has died with its process
 * @returns false where there is nothing to do
 */
export async function beginRun(on: Statements, id: string, now: Date, cutOff: Date): Promise<boolean> {
  await on.run(
    "select pg_advisory_xact_lock(hashtextextended(current_schema || ':context-note-runs', 0))",
    [],
  );
  const rows = await on.run(
    `insert into context_note_runs (id, started_at)
     select $1::uuid, $2::timestamptz where exists (select from context_notes where version <> scored_version)
       and not exists (select from context_note_runs where ended_at is null and started_at > $3::timestamptz)
     returning id`,
    [id, now, cutOff],
  );
  return rows.length > 0;
}

export async function endRun(on: Statements, run: Omit<NoteRun, "startedAt">): Promise<void> {
  await on.run(
    `update context_note_runs set ended_at = $2::timestamptz, notes = $3::int, raters = $4::int, ratings = $5::int,
       rounds = $6::int, loss = $7::float8 where id = $1::uuid`,
    [run.id, run.endedAt, run.notes, run.raters, run.ratings, run.rounds, run.loss],
  );
  await on.run("delete from context_note_runs where started_at < $1::timestamptz", [
    new Date(run.endedAt.getTime() - 30 * 86_400_000),
  ]);
}

/** A note with its ratings: one integer each in big-endian order, the person's number and two bits of what they found. */
export interface RatedNote {
  readonly number: number;
  readonly version: number;
  readonly state: NoteState;
  readonly ratings: Buffer;
}

export function readRatedNotes(on: Statements, after: number, limit: number): Promise<RatedNote[]> {
  return on.run<RatedNote>(
    `select n.number, n.version, n.state,
       coalesce((select string_agg(int4send(r.person * 4 + r.rating), ''::bytea) from context_note_ratings r
         where r.note = n.number), ''::bytea) as ratings
     from context_notes n where n.number > $1::int order by n.number limit $2::int`,
    [after, limit],
  );
}

export interface Score {
  readonly number: number;
  readonly version: number;
  readonly wanted: NoteState;
  readonly intercept: number | null;
  readonly factor: number | null;
}

/** Writes down what has changed; what is locked keeps its state. */
export async function saveScores(on: Statements, scores: readonly Score[]): Promise<void> {
  await on.run(
    `update context_notes n set scored_version = s.version, intercept = s.intercept, factor = s.factor,
       wanted = case when n.locked_at is null then s.wanted else n.state end
     from jsonb_to_recordset($1::jsonb) as s(number int, version int, wanted text, intercept float8, factor float8)
     where n.number = s.number and (n.scored_version <> s.version or (n.locked_at is null and n.wanted <> s.wanted)
       or (n.intercept is null) <> (s.intercept is null) or abs(n.intercept - s.intercept) > 0.001
       or abs(n.factor - s.factor) > 0.001)`,
    [JSON.stringify(scores)],
  );
}

export async function readToMove(on: Statements, limit: number): Promise<string[]> {
  const rows = await on.run<{ id: string }>(
    "select id from context_notes where wanted <> state order by number limit $1::int",
    [limit],
  );
  return rows.map(({ id }) => id);
}

/** Notes whose two weeks are over keep what they are. */
export async function lockOld(on: Statements, now: Date, openedBefore: Date): Promise<number> {
  const rows = await on.run(
    `update context_notes set locked_at = $1::timestamptz, wanted = state
     where locked_at is null and opened_at <= $2::timestamptz returning id`,
    [now, openedBefore],
  );
  return rows.length;
}
