import type { Ctx } from "../context.ts";
import { run } from "../platform/statement.ts";
import type { Period } from "./period.ts";

export type Frequency = "day" | "month";

/** People who joined in one stretch of time, and how many of them were still here later. */
export interface Cohort {
  from: Date;
  retained: { from: Date; count: number; rate: number }[];
}

/** How many of those who joined day by day, or month by month, stayed: who was here at any later time counts. */
export async function readRetention(
  ctx: Pick<Ctx, "sql">,
  period: Period,
  frequency: Frequency,
): Promise<Cohort[]> {
  const stretches = stretchesOf(period, frequency);
  const first = stretches[0];
  if (first === undefined) return [];
  const rows = await run<{ joined: Date; last: Date; count: number }>(ctx.sql, statement, [
    frequency,
    first,
    period.end,
  ]);
  return stretches.map((from) => {
    const cohort = rows.filter((row) => row.joined.getTime() === from.getTime());
    const size = cohort.reduce((sum, row) => sum + row.count, 0);
    const later = stretches.filter((stretch) => stretch >= from);
    return {
      from,
      retained: later.map((stretch) => {
        const count = cohort.reduce((sum, row) => sum + (row.last >= stretch ? row.count : 0), 0);
        return { from: stretch, count, rate: size === 0 ? 0 : count / size };
      }),
    };
  });
}

const statement = `
select u.joined, u.last, count(*)::int as count from (
  select date_trunc($1::text, l.created_at, 'UTC') as joined,
    date_trunc($1::text, greatest(l.created_at,
      (select max(d.day)::timestamp at time zone 'UTC' from active_days d where d.account_id = l.account_id)), 'UTC') as last
  from logins l where l.created_at >= $2::timestamptz and l.created_at < $3::timestamptz) u
group by 1, 2`;

const MOST = 400;

function stretchesOf({ start, end }: Period, frequency: Frequency): Date[] {
  const stretches: Date[] = [];
  let at = frequency === "day" ? start : new Date(Date.UTC(start.getUTCFullYear(), start.getUTCMonth(), 1));
  while (at < end && stretches.length < MOST) {
    stretches.push(at);
    at =
      frequency === "day"
        ? new Date(at.getTime() + 86_400_000)
        : new Date(Date.UTC(at.getUTCFullYear(), at.getUTCMonth() + 1, 1));
  }
  return stretches;
}
