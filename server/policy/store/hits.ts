import { type Runner, run } from "../../platform/statement.ts";

export interface HitRow {
  ruleId: string;
  /** `2026-11-26` */
  day: string;
  mode: "live" | "dry";
  hits: number;
  /** ISO 8601. */
  at: string;
}

/** Rows are taken in one order, so that two processes do not wait for each other in a circle. */
export async function addHits(on: Runner, rows: readonly HitRow[]): Promise<void> {
  await run(
    on,
    `insert into policy_hits as h (rule_id, day, mode, hits, last_at)
     select i."ruleId", i.day, i.mode, i.hits, i.at
     from jsonb_to_recordset($1::jsonb) as i("ruleId" text, day date, mode text, hits int, at timestamptz)
     order by 1, 2, 3
     on conflict (rule_id, day, mode) do update set hits = h.hits + excluded.hits,
       last_at = greatest(h.last_at, excluded.last_at)`,
    [JSON.stringify(rows)],
  );
}

export function readHits(
  on: Runner,
  since: Date,
): Promise<{ ruleId: string; mode: "live" | "dry"; hits: number; lastAt: Date }[]> {
  return run(
    on,
    `select rule_id as "ruleId", mode, sum(hits)::int as hits, max(last_at) as "lastAt" from policy_hits
     where day >= ($1::timestamptz at time zone 'UTC')::date group by 1, 2 order by 1, 2`,
    [since],
  );
}

export async function pruneHits(on: Runner, before: Date): Promise<void> {
  await run(on, `delete from policy_hits where day < ($1::timestamptz at time zone 'UTC')::date`, [before]);
}
