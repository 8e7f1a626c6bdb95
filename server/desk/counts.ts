import type { Ctx } from "../context.ts";
import { run } from "../platform/statement.ts";

/** How much waits; `isMore` where it is more than anybody needs to know. */
export interface Waiting {
  readonly count: number;
  readonly isMore: boolean;
}

export interface DeskCounts {
  readonly cases: Waiting;
  readonly holds: Waiting;
  readonly appeals: Waiting;
}

const MOST = 999;

/** What waits for moderators, counted no further than people read. */
export async function deskCounts({ sql }: Pick<Ctx, "sql">): Promise<DeskCounts> {
  const [row] = await run<Record<keyof DeskCounts, number>>(
    sql,
    `select (select count(*) from (select from cases where state in ('open', 'waiting') limit $1::int) c)::int as cases,
       (select count(*) from (select from held_items where state = 'held' limit $1::int) h)::int as holds,
       (select count(*) from (select from appeals where state = 'open' limit $1::int) a)::int as appeals`,
    [MOST + 1],
  );
  const waiting = (count = 0): Waiting => ({ count: Math.min(count, MOST), isMore: count > MOST });
  return { cases: waiting(row?.cases), holds: waiting(row?.holds), appeals: waiting(row?.appeals) };
}
