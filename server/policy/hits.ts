import type { Because } from "#moderation/policy/verdict.ts";
import type { Ctx } from "../context.ts";
import { addHits, type HitRow, pruneHits, readHits } from "./store/hits.ts";

/** Counts which rules apply, in memory first: a hit costs nothing, and rules that are on trial count, too. */
export interface Hits {
  note(mode: "live" | "dry", because: readonly Pick<Because, "ruleId">[]): void;
  /** Writes down what was counted since. A periodic task, and the last thing that a process does. */
  save(): Promise<void>;
}

const KEPT_DAYS = 90;

export function createHits(ctx: Pick<Ctx, "sql" | "clock">): Hits {
  let counted = new Map<string, HitRow>();
  return {
    note(mode, because) {
      if (because.length === 0) return;
      const now = ctx.clock.now();
      const at = now.toISOString();
      const day = at.slice(0, 10);
      for (const { ruleId } of because) {
        const key = `${mode} ${day} ${ruleId}`;
        const row = counted.get(key);
        if (row === undefined) counted.set(key, { ruleId, day, mode, hits: 1, at });
        else {
          row.hits++;
          row.at = at;
        }
      }
    },
    async save() {
      if (counted.size === 0) return;
      const rows = counted;
      counted = new Map();
      await addHits(ctx.sql, [...rows.values()]);
    },
  };
}

/** How often rules applied in the last days, by rule and mode. */
export async function countHits(
  ctx: Pick<Ctx, "sql" | "clock">,
  days: number,
): Promise<{ ruleId: string; mode: "live" | "dry"; hits: number; lastAt: Date }[]> {
  return readHits(ctx.sql, new Date(ctx.clock.now().getTime() - (days - 1) * 86_400_000));
}

/** Forgets counts after three months. */
export async function forgetHits(ctx: Pick<Ctx, "sql" | "clock">): Promise<void> {
  await pruneHits(ctx.sql, new Date(ctx.clock.now().getTime() - KEPT_DAYS * 86_400_000));
}
