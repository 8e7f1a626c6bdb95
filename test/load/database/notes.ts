import type { Sql } from "postgres";

/**
 * Notes as a busy node has them after years: of each five one helps both sides, one each only one, one nobody, and of one everybody thinks
 * something else. Raters are of two sides.
 */
export async function fillNotes(
  sql: Sql,
  { notes, people, ratings }: { notes: number; people: number; ratings: number },
): Promise<void> {
  await sql.unsafe(`
    insert into context_note_people (account_id, alias, created_at)
    select gen_random_uuid(), 'Person ' || n, now() from generate_series(1, ${people}) n`);
  await sql.unsafe(`
    insert into context_notes (id, writer, post_id, post_iri, post_account_id, text, sources, version, created_at, opened_at, state_at)
    select gen_random_uuid(), 1 + n % ${people}, gen_random_uuid(), 'https://d.example/p/' || n, gen_random_uuid(),
      'What is known of ' || n, array['https://archive.example/' || n], 1, now(), now(), now()
    from generate_series(1, ${notes}) n`);
  // The multipliers have no factor in common with the counts, so that each pair comes once.
  await sql.unsafe(`
    insert into context_note_ratings (note, person, rating, reasons, at)
    select note, person, case when random() < case note % 5 when 0 then 0.9 when 1 then case person % 2 when 0 then 0.9 else 0.1 end
        when 2 then case person % 2 when 0 then 0.1 else 0.9 end when 3 then 0.1 else 0.5 end then 2
      when random() < 0.2 then 1 else 0 end, '{}', now()
    from (select 1 + n % ${notes} as note, 1 + (n * 7919::bigint + n / ${notes}) % ${people} as person
      from generate_series(0, ${ratings - 1}) n) r
    on conflict do nothing`);
  await sql.unsafe("vacuum analyze context_note_people, context_notes, context_note_ratings");
}
