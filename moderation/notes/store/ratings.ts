import type { Statements } from "../../ports.ts";

interface RatingRow {
  readonly note: number;
  readonly person: number;
  readonly rating: number;
  readonly reasons: readonly string[];
  readonly at: Date;
}

/** @returns what the same person had said of it; null for nothing */
export async function saveRating(on: Statements, row: RatingRow): Promise<number | null> {
  const before = await findRating(on, row);
  await on.run(
    `insert into context_note_ratings (note, person, rating, reasons, at)
     values ($1::int, $2::int, $3::int, array(select jsonb_array_elements_text($4::jsonb)), $5::timestamptz)
     on conflict (note, person) do update set rating = excluded.rating, reasons = excluded.reasons, at = excluded.at`,
    [row.note, row.person, row.rating, JSON.stringify(row.reasons), row.at],
  );
  return before;
}

async function findRating(on: Statements, { note, person }: Pick<RatingRow, "note" | "person">) {
  const [row] = await on.run<{ rating: number }>(
    "select rating from context_note_ratings where note = $1::int and person = $2::int",
    [note, person],
  );
  return row?.rating ?? null;
}

/** @returns what it said; null where there was none */
export async function deleteRating(
  on: Statements,
  of: Pick<RatingRow, "note" | "person">,
): Promise<number | null> {
  const [row] = await on.run<{ rating: number }>(
    "delete from context_note_ratings where note = $1::int and person = $2::int returning rating",
    [of.note, of.person],
  );
  return row?.rating ?? null;
}

export async function countRatingsBy(on: Statements, person: number, since: Date): Promise<number> {
  const [row] = await on.run<{ count: number }>(
    "select count(*)::int as count from context_note_ratings where person = $1::int and at > $2::timestamptz",
    [person, since],
  );
  return row?.count ?? 0;
}

/** One rating more, less, or another, and the model has to look again. Under the note's lock. */
export async function countRating(
  on: Statements,
  note: number,
  { before, after }: { before: number | null; after: number | null },
): Promise<void> {
  await on.run(
    `update context_notes set version = version + 1,
       not_helpful = not_helpful + (($3::int is not distinct from 0)::int - ($2::int is not distinct from 0)::int),
       somewhat = somewhat + (($3::int is not distinct from 1)::int - ($2::int is not distinct from 1)::int),
       helpful = helpful + (($3::int is not distinct from 2)::int - ($2::int is not distinct from 2)::int)
     where number = $1::int`,
    [note, before, after],
  );
}

/** All ratings by somebody go: what they counted for is taken off. */
export async function deleteRatingsBy(on: Statements, accountId: string): Promise<void> {
  // Notes first, as whoever rates or withdraws one.
  await on.run(
    `select n.number from context_notes n where n.number in (select r.note from context_note_ratings r
       join context_note_people p on p.number = r.person where p.account_id = $1::uuid)
     order by n.number for no key update`,
    [accountId],
  );
  await on.run(
    `with gone as (
       delete from context_note_ratings r using context_note_people p
       where p.account_id = $1::uuid and r.person = p.number returning r.note, r.rating)
     update context_notes n set version = n.version + 1, not_helpful = n.not_helpful - (g.rating = 0)::int,
       somewhat = n.somewhat - (g.rating = 1)::int, helpful = n.helpful - (g.rating = 2)::int
     from gone g where n.number = g.note`,
    [accountId],
  );
}
