import { idsOf } from "../api/ids.ts";
import type { Ctx } from "../context.ts";
import { run } from "../platform/statement.ts";

export interface CitedRule {
  id: string;
  text: string;
  hint: string;
}

/** Rules of the node, of those named. What is no rule is missing. */
async function read(ctx: Pick<Ctx, "sql">, ids: readonly string[], isCurrent: boolean): Promise<CitedRule[]> {
  const wanted = idsOf(ids);
  if (wanted.length === 0) return [];
  return run<CitedRule>(
    ctx.sql,
    `select id, text, hint from site_rules where id = any($1::uuid[]) and (removed_at is null or not $2::boolean)
     order by position, id`,
    [wanted, isCurrent],
  );
}

/** Those that a report may name now. */
export const readCurrentRules = (ctx: Pick<Ctx, "sql">, ids: readonly string[]) => read(ctx, ids, true);

/** Those that reports name, also when they were removed since. */
export const readCitedRules = (ctx: Pick<Ctx, "sql">, ids: readonly string[]) => read(ctx, ids, false);
