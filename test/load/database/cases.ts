import type { Sql } from "postgres";
import { rankSql } from "#moderation/cases/priority.ts";

export const WAVE = "01990000-0000-7000-8000-0000000000ee";

/**
 * Open cases as a large node has them after a bad week, and half as many that are closed: 15 categories of which few are grave,
 * 500 domains of which some send most, a wave of a tenth, and what one moderator has taken.
 */
export async function fillQueue(sql: Sql, open: number): Promise<void> {
  await sql.unsafe(`
    insert into cases (id, subject_kind, subject_iri, subject_id, account_id, domain, state, category, severity, reach,
      priority, excerpt, reports_count, servers_count, assigned_to, wave_id, opened_at, due_at, closed_at, updated_at)
    select (lpad(to_hex(1790000000000 + n::bigint), 12, '0') || '7000' || lpad(to_hex(n), 16, '8'))::uuid,
      case when n % 200 = 0 then 'domain' when n % 5 = 0 then 'account' else 'post' end,
      'https://d' || n % 500 || '.example/p/' || n, null,
      ('01990000-0000-7000-9000-' || lpad(to_hex(n % 20000), 12, '0'))::uuid,
      case when n % 10 > 0 then 'd' || floor(500 * power((n % 997) / 997.0, 3)) || '.example' end,
      case when n > ${open} then 'dismissed' when n % 40 = 0 then 'waiting' else 'open' end,
      case when n % 500 = 0 then 'minors' when n % 20 = 0 then 'hate' when n % 3 = 0 then 'other' else 'spam' end,
      case when n % 500 = 0 then 4 when n % 20 = 0 then 3 else n % 3 end, n % 5000,
      0, 'words of case ' || n || case when n % 1000 = 0 then ' seldom' else ' often' end
        || repeat(' and more of what it says', 6), 1 + n % 7, 1 + n % 3,
      case when n % 1500 = 0 then '01990000-0000-7000-8000-0000000000aa'::uuid end,
      case when n % 10 = 1 then '${WAVE}'::uuid end,
      now() - n * interval '10 seconds', now() - n * interval '10 seconds' + interval '3 days',
      case when n > ${open} then now() - n * interval '1 second' end, now()
    from generate_series(1, ${Math.floor(1.5 * open)}) n`);
  const columns = {
    severity: "severity",
    reach: "reach",
    reports: "reports_count",
    servers: "servers_count",
  };
  await sql.unsafe(`update cases set priority = ${rankSql({ ...columns, openedAt: "opened_at" })}`);
  await sql.unsafe("vacuum analyze cases");
}
