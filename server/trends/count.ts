import type { Ctx } from "../context.ts";
import { type Runner, run } from "../platform/statement.ts";

/** Somebody used a hashtag or shared a link. */
export interface Use {
  subjectId: string;
  accountId: string;
  /** `2026-11-25` */
  day: string;
}

/**
 * Counts uses for history and trends: every one as a use, and each account once a day. Rows are taken in one order, so
 * that two processes do not wait for each other in a circle.
 */
export async function countUses(on: Runner, uses: readonly Use[]): Promise<void> {
  if (uses.length > 0) await run(on, statement, [JSON.stringify(uses)]);
}

const statement = `
with input as materialized (
  select * from jsonb_to_recordset($1::jsonb) as i("subjectId" uuid, "accountId" uuid, day date)
),
fresh as (
  insert into uses (subject_id, day, account_id)
  select distinct "subjectId", day, "accountId" from input order by 1, 2, 3
  on conflict do nothing returning subject_id, day
),
people as (select subject_id, day, count(*)::int as n from fresh group by 1, 2),
counts as (select "subjectId" as subject_id, day, count(*)::int as n from input group by 1, 2)
insert into use_days as d (subject_id, day, uses, accounts)
select c.subject_id, c.day, c.n, coalesce(p.n, 0) from counts c left join people p using (subject_id, day)
order by 1, 2
on conflict (subject_id, day) do update set uses = d.uses + excluded.uses, accounts = d.accounts + excluded.accounts`;

const KEPT_DAYS = 8;

/** Forgets what is older than the history that is shown. */
export async function pruneUses(ctx: Pick<Ctx, "sql" | "clock">): Promise<void> {
  const before = new Date(ctx.clock.now().getTime() - KEPT_DAYS * 86_400_000);
  await run(ctx.sql, `delete from uses where day < $1::date`, [before]);
  await run(ctx.sql, `delete from use_days where day < $1::date`, [before]);
}
