import type { Sql } from "postgres";

/** Panels of three that have decided, of cases of five topics in two languages and none. */
export interface Panels {
  readonly panels: number;
  readonly people: number;
  /** Of a hundred decisions about Arabic subjects, how many are of one for removal where others are for a warning. */
  readonly graverInArabic: number;
}

/**
 * Panels as a node has them after years: each member votes first what most probable is, or something near it, the later ones in the list of
 * trustees more often the first; one in ten changes it after the deliberation. The same numbers give the same votes.
 */
export async function fillPanels(sql: Sql, { panels, people, graverInArabic }: Panels): Promise<void> {
  await sql.begin(async (tx) => {
    await tx.unsafe(`
    insert into trustees (account_id, state, community, languages, invited_at, term_months, consented_at, certified_at, updated_at)
    select ${person("n")}, 'active', 'd.example', '{en,ar}', now() - interval '1 year', 24, now() - interval '1 year',
      now() - interval '1 year', now() from generate_series(0, ${people - 1}) n`);
    await tx.unsafe(`
    create temporary table votes on commit drop as
    select n, seat, (n * 7919::bigint + seat * ${Math.floor(people / 3)}) % ${people} as person, v.first,
      case when ${chance("n", "seat", 4)} < 10 then v.truth else v.first end as last
    from generate_series(1, ${panels}) n, generate_series(0, 2) seat,
      lateral (select case when n % 3 = 0 and ${chance("n", "7", 1)} < ${graverInArabic} then 9 else (array[1, 1, 4, 5, 9])[1 + ${chance("n", "5", 2)} % 5] end as truth) t,
      lateral (select t.truth, case when ${chance("n", "seat", 3)} < 60 + 35 * ((n * 7919::bigint + seat * ${Math.floor(people / 3)}) % ${people}) / ${people}
        then t.truth else 1 + ${chance("n", "seat", 5)} % 11 end as first) v`);
    await tx.unsafe(`
    insert into cases (id, subject_kind, subject_iri, domain, state, category, opened_at, updated_at)
    select ${id("n", "8")}, 'post', 'https://d.example/p/' || n, case when n % 2 = 0 then 'd.example' end, 'decided',
      (array['spam', 'hate', 'harassment', 'sexual', 'other'])[1 + n / 7 % 5], now() - interval '3 days', now()
    from generate_series(1, ${panels}) n`);
    await tx.unsafe(`
    insert into panels (id, case_id, level, size, language, stage, offered, roster, excluded, opened_at, closed_at)
    select ${id("n", "9")}, ${id("n", "8")}, 0, 3, (array['ar', 'en', null])[1 + n % 3], 'decided', '{}', '[]', '{}',
      now() - interval '3 days', now() - interval '1 day' from generate_series(1, ${panels}) n`);
    await tx.unsafe(`
    insert into panel_members (panel_id, trustee, account_id, seat, seated_at)
    select ${id("n", "9")}, 'did:key:' || person, ${person("person")}, seat + 1, now() - interval '3 days' from votes`);
    await tx.unsafe(`
    insert into ballots (panel_id, trustee, stage, document, verdict, at)
    select ${id("n", "9")}, 'did:key:' || person, stage, '{}', ${verdictOf("case stage when 'final' then last else first end")}, now()
    from votes, unnest(array['reveal', 'final']) stage`);
    await tx.unsafe(`
    insert into decisions (id, panel_id, case_id, level, document, verdict, outcome, is_public, at)
    select ${id("n", "9")}, ${id("n", "9")}, ${id("n", "8")}, 0, '{"rules":["https://node.example/rules/1"]}',
      ${verdictOf("percentile_disc(0.5) within group (order by last)")}, 'taken', true, now() - interval '1 day'
    from votes group by n`);
  });
  await sql.unsafe("vacuum analyze trustees, cases, panels, panel_members, ballots, decisions");
}

const person = (n: string) => `('01990000-0000-7000-a000-' || lpad(to_hex(${n}), 12, '0'))::uuid`;
const id = (n: string, variant: string) =>
  `(lpad(to_hex(1790000000000 + ${n}::bigint), 12, '0') || '7000${variant}' || lpad(to_hex(${n}), 15, '0'))::uuid`;
/** From 0 to 99, by what it is asked with. */
const chance = (n: string, seat: string, salt: number) =>
  `((hashint8(${n}::bigint * 1000 + ${seat} * 10 + ${salt}) & 1048575) % 100)`;
const verdictOf = (rank: string) =>
  `(array['none', 'note', 'label', 'warn', 'sensitive', 'filter', 'limit', 'hold', 'remove', 'freeze', 'suspend', 'defederate'])[${rank}]`;
