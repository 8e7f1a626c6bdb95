import type { Ctx } from "../context.ts";
import { run } from "../platform/statement.ts";

/** How much something was used on one day (UTC). */
export interface UseDay {
  /** `2026-11-25` */
  day: string;
  uses: number;
  accounts: number;
}

const DAYS = 7;
const DAY_MS = 86_400_000;

/** The day of a time, in UTC: `2026-11-25`. */
export function dayOf(at: Date): string {
  return at.toISOString().slice(0, 10);
}

/** Today and the six days before, today first. */
function lastWeek(now: Date): string[] {
  return Array.from({ length: DAYS }, (_, ago) => dayOf(new Date(now.getTime() - ago * DAY_MS)));
}

/** A week without use. */
export function noHistory(now: Date): UseDay[] {
  return lastWeek(now).map((day) => ({ day, uses: 0, accounts: 0 }));
}

/**
 * A week of use of hashtags or preview cards, today first, days without any included: one statement for all of them.
 *
 * @param ids ids of hashtags or cards
 * @returns a history for each
 */
export async function readHistories(
  ctx: Pick<Ctx, "sql" | "clock">,
  ids: readonly string[],
): Promise<Map<string, UseDay[]>> {
  const days = lastWeek(ctx.clock.now());
  const rows =
    ids.length === 0 ? [] : await run<UseDay & { id: string }>(ctx.sql, statement, [ids, days.at(-1)]);
  const found = new Map(rows.map((row) => [`${row.id} ${row.day}`, row]));
  const history = (id: string) =>
    days.map((day) => {
      const { uses, accounts } = found.get(`${id} ${day}`) ?? { uses: 0, accounts: 0 };
      return { day, uses, accounts };
    });
  return new Map(ids.map((id) => [id, history(id)]));
}

const statement = `
select subject_id as id, day::text as day, uses, accounts from use_days
where subject_id = any($1::uuid[]) and day >= $2::date`;
