import type { Ctx } from "../../context.ts";
import { run } from "../../platform/statement.ts";

export interface Wanted {
  key: string;
  endsAt: Date;
  /** Calls that are granted in all until then. */
  most: number;
  /** Calls that wait. */
  wanted: number;
}

export interface Taken {
  key: string;
  endsAt: Date;
  /** Calls that this process may let in. */
  block: number;
  /** Calls that all processes have taken. */
  taken: number;
}

/**
 * Takes blocks of budgets: a tenth of what is left of each, or as many calls as wait. Those of which nothing is left are
 * missing in the answer. Rows are locked in the order of their keys, so that two processes never wait for each other.
 */
export async function takeBlocks({ sql }: Pick<Ctx, "sql">, wanted: readonly Wanted[]): Promise<Taken[]> {
  const list = JSON.stringify(wanted);
  await run(sql, begin, [list]);
  return run<Taken>(sql, take, [list]);
}

const list = `jsonb_to_recordset($1::jsonb) as w(key text, "endsAt" timestamptz, most int, wanted int)`;

const begin = `
insert into rate_limits (key, ends_at, taken) select w.key, w."endsAt", 0 from ${list} order by w.key
on conflict do nothing`;

const take = `
with held as (
  select r.key, r.ends_at, r.taken, w.most, w.wanted from rate_limits r
  join ${list} on w.key = r.key and w."endsAt" = r.ends_at order by r.key for update of r)
update rate_limits r set taken = h.taken + b.block
from held h cross join lateral (
  select least(h.most - h.taken, greatest(h.wanted, (h.most - h.taken) / 10)) as block) b
where r.key = h.key and r.ends_at = h.ends_at and b.block > 0
returning r.key, r.ends_at as "endsAt", b.block, r.taken`;

/** Gives back what a process took and nobody asked for. */
export async function giveBack(
  { sql }: Pick<Ctx, "sql">,
  unused: readonly { key: string; endsAt: Date; count: number }[],
): Promise<void> {
  await run(sql, back, [JSON.stringify(unused)]);
}

const back = `
with held as (
  select r.key, r.ends_at, u.count from rate_limits r
  join jsonb_to_recordset($1::jsonb) as u(key text, "endsAt" timestamptz, count int)
    on u.key = r.key and u."endsAt" = r.ends_at order by r.key for update of r)
update rate_limits r set taken = greatest(0, r.taken - h.count)
from held h where r.key = h.key and r.ends_at = h.ends_at`;

/** Forgets periods that are over. A periodic task. */
export async function pruneRateLimits(ctx: Pick<Ctx, "sql" | "clock">): Promise<void> {
  await run(ctx.sql, "delete from rate_limits where ends_at < $1::timestamptz", [ctx.clock.now()]);
}
