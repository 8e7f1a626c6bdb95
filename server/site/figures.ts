import type { Ctx } from "../context.ts";
import { run } from "../platform/statement.ts";

type Deps = Pick<Ctx, "sql" | "clock">;

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const WEEK = 7 * DAY;

/** Numbers that anybody may ask for as often as they like: read once in a while, by each process for each node. */
function remembered<T>(ms: number, read: (ctx: Deps) => Promise<T>): (ctx: Deps) => Promise<T> {
  const known = new WeakMap<object, { value: Promise<T>; until: number }>();
  return (ctx) => {
    const now = ctx.clock.now().getTime();
    const last = known.get(ctx.sql);
    if (last !== undefined && last.until > now && last.until <= now + ms) return last.value;
    const value = read(ctx);
    known.set(ctx.sql, { value, until: now + ms });
    value.catch(() => known.delete(ctx.sql));
    return value;
  };
}

export interface Figures {
  users: number;
  posts: number;
  /** Who was here within four weeks. */
  activeMonth: number;
}

/** How large the node is; a minute old at most. */
export const readFigures = remembered(MINUTE, async (ctx): Promise<Figures> => {
  const since = new Date(ctx.clock.now().getTime() - 4 * WEEK).toISOString().slice(0, 10);
  const [row] = await run<Figures>(
    ctx.sql,
    `select count(l.account_id)::int as users, coalesce(sum(a.posts_count), 0)::int as posts,
       (select count(distinct d.account_id)::int from active_days d where d.day > $1::date) as "activeMonth"
     from accounts a left join logins l on l.account_id = a.id where a.domain is null and a.state = 'active'`,
    [since],
  );
  return row ?? { users: 0, posts: 0, activeMonth: 0 };
});

/** Domains that have accounts known here and are not rejected; ten minutes old at most. */
export const readPeers = remembered(10 * MINUTE, async (ctx): Promise<string[]> => {
  const rows = await run<{ domain: string }>(ctx.sql, peersStatement, []);
  return rows.map((row) => row.domain);
});

/** From one domain to the next in the index, since each has many accounts. */
const peersStatement = `
with recursive d as (
  (select domain from accounts where domain is not null order by domain limit 1)
  union all
  select (select a.domain from accounts a where a.domain is not null and a.domain > d.domain order by a.domain limit 1)
  from d where d.domain is not null
)
select d.domain from d where d.domain is not null and not exists (
  select from domain_policies p where p.verdict = 'reject' and (d.domain = p.domain or d.domain like '%.' || p.domain))`;

export interface WeekOfActivity {
  /** Midnight of its Monday, UTC. */
  start: Date;
  posts: number;
  /** Who was here. */
  logins: number;
  registrations: number;
}

const WEEKS = 12;

/** What happened in each of the last twelve weeks, this one first; ten minutes old at most. */
export const readActivity = remembered(10 * MINUTE, async (ctx): Promise<WeekOfActivity[]> => {
  const monday = mondayOf(ctx.clock.now());
  const starts = Array.from({ length: WEEKS }, (_, back) => new Date(monday.getTime() - back * WEEK));
  const rows = await run<Omit<WeekOfActivity, "start"> & { start: Date }>(ctx.sql, activityStatement, [
    starts.toReversed().map((start) => start.toISOString()),
    starts.toReversed().map(leastIdOf),
  ]);
  const byStart = new Map(rows.map((row) => [row.start.getTime(), row]));
  return starts.map((start) => ({
    start,
    posts: byStart.get(start.getTime())?.posts ?? 0,
    logins: byStart.get(start.getTime())?.logins ?? 0,
    registrations: byStart.get(start.getTime())?.registrations ?? 0,
  }));
});

/** A post's id tells its time: counting needs the index of each author's posts alone. */
const activityStatement = `
with weeks as (select start, ordinality as n from unnest($1::text[]::timestamptz[]) with ordinality as w(start)),
written as (
  select width_bucket(p.id, $2::uuid[]) as n, count(*)::int as posts
  from accounts a join posts p on p.account_id = a.id and p.deleted_at is null and p.id >= ($2::uuid[])[1]
  where a.domain is null group by 1
),
present as (
  select width_bucket(d.day::timestamp at time zone 'UTC', $1::text[]::timestamptz[]) as n, count(distinct d.account_id)::int as logins
  from active_days d where d.day >= (($1::text[]::timestamptz[])[1] at time zone 'UTC')::date group by 1
),
joined as (
  select width_bucket(l.created_at, $1::text[]::timestamptz[]) as n, count(*)::int as registrations
  from logins l where l.created_at >= ($1::text[]::timestamptz[])[1] group by 1
)
select w.start, coalesce(p.posts, 0) as posts, coalesce(g.logins, 0) as logins,
  coalesce(r.registrations, 0) as registrations
from weeks w left join written p on p.n = w.n left join present g on g.n = w.n left join joined r on r.n = w.n`;

function mondayOf(time: Date): Date {
  const midnight = Date.UTC(time.getUTCFullYear(), time.getUTCMonth(), time.getUTCDate());
  return new Date(midnight - ((time.getUTCDay() + 6) % 7) * DAY);
}

/** The least UUIDv7 of a moment. */
function leastIdOf(time: Date): string {
  const hex = time.getTime().toString(16).padStart(12, "0");
  return `${hex.slice(0, 8)}-${hex.slice(8)}-7000-8000-000000000000`;
}
