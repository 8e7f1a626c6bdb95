import type { Sql } from "postgres";

const QUARTER_MS = 90 * 86_400_000;

/**
 * What a large node did in the 90 days from a time on, and in the 90 before: `each` actions in each, on as many posts in 12 languages and by 8 rules; of three in five a
 * report with its case was first, one in eight is a list's or a rule's, one in twenty was appealed against, one in thirty undone.
 */
export async function fillDecisions(sql: Sql, each: number, from: Date): Promise<void> {
  const start = from.getTime() - QUARTER_MS;
  const step = QUARTER_MS / each;
  // UUIDv7 (RFC 9562 §5.7) of a time, and of one of the tables.
  const id = (table: number, n = "n") =>
    `(lpad(to_hex((${start} + ${n}::float8 * ${step})::bigint), 12, '0') || '7' || lpad(to_hex(${table}), 3, '0') || lpad(to_hex(${n}), 16, '8'))::uuid`;
  const at = (n = "n") => `to_timestamp((${start} + ${n}::float8 * ${step}) / 1000.0)`;
  const author = "('01990000-0000-7000-9000-' || lpad(to_hex(n % 2000), 12, '0'))::uuid";
  const all = `generate_series(1, ${2 * each}) n`;
  const statements = [
    `insert into accounts (id, iri, username, domain, kind, url, inbox, display_name, created_at, updated_at)
     select ${author}, 'https://d.example/u/' || n, 'u' || n, case when n % 2 = 0 then 'd.example' end, 'person',
       'https://d.example/@u' || n, 'https://d.example/u/' || n || '/inbox', 'U', now(), now() from generate_series(0, 1999) n`,
    `insert into posts (id, iri, account_id, is_local, kind, type, html, language, visibility, url, conversation_id, published_at, received_at)
     select ${id(1)}, 'https://d.example/p/' || n, ${author}, false, 'note', 'Note', '<p>Some words that were not kind.</p>',
       (array['en','de','fr','es','ar','pt','ja','nl','it','pl','tr'])[n % 12], 'public', 'https://d.example/p/' || n,
       ${id(1)}, ${at()}, ${at()} from ${all}`,
    `insert into cases (id, subject_kind, subject_iri, subject_id, account_id, state, category, severity, reports_count, opened_at, updated_at)
     select ${id(2)}, 'post', 'https://d.example/p/' || n, ${id(1)}, ${author}, 'decided', 'spam', 1, 1, ${at()}, ${at()}
     from ${all} where n % 5 < 3`,
    `insert into reports (id, reporter_id, origin_domain, target_id, state, outcome, topic, created_at, closed_at, case_id)
     select ${id(3)}, case when n % 3 > 0 then '01990000-0000-7000-9000-000000000001'::uuid end, case when n % 3 = 2 then 'far.example' end,
       ${author}, 'closed', case when n % 7 = 0 then 'not-acted' else 'acted' end, (array['spam','hate','other'])[1 + n % 3],
       ${at()} - interval '3 hours', ${at()}, ${id(2)} from ${all} where n % 5 < 3`,
    `insert into report_cases (report_id, case_id) select ${id(3)}, ${id(2)} from ${all} where n % 5 < 3`,
    `insert into actions (id, case_id, kind, subject_kind, subject_iri, subject_id, account_id, by_account_id, cause, starts_at, undone_at, undone_by)
     select ${id(4)}, case when n % 5 < 3 then ${id(2)} end, (array['remove','sensitive','label','hold'])[1 + n % 4], 'post',
       'https://d.example/p/' || n, ${id(1)}, ${author},
       case when n % 8 > 0 then '01990000-0000-7000-9000-000000000003'::uuid end,
       case when n % 16 = 0 then 'list:x' when n % 8 = 0 then 'rule:x' else 'moderator' end, ${at()} ,
       case when n % 30 = 0 then ${at()} + interval '1 day' end, case when n % 30 = 0 then '01990000-0000-7000-9000-000000000003'::uuid end
     from ${all}`,
    `insert into statements (action_id, category, rules, is_automated, told_at)
     select ${id(4)}, (array['spam','hate','harassment','sexual','other'])[1 + n % 5],
       case when n % 9 = 0 then '[]'::jsonb else jsonb_build_array(jsonb_build_object('id', 'r' || n % 8, 'text', 'Rule ' || n % 8)) end,
       n % 8 = 0, case when n % 2 = 1 then ${at()} end from ${all}`,
    `insert into appeals (id, action_id, account_id, text, state, created_at, answered_at)
     select ${id(5)}, ${id(4)}, ${author}, 'No', case when n % 60 = 0 then 'granted' else 'rejected' end, ${at()}, ${at()} + interval '2 days'
     from ${all} where n % 20 = 0`,
    "vacuum analyze accounts, posts, cases, reports, report_cases, actions, statements, appeals, signals, held_items",
  ];
  for (const statement of statements) await sql.unsafe(statement);
}
