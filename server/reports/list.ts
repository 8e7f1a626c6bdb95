import type { Page } from "#federation/ports.ts";
import type { Ctx } from "../context.ts";
import { type ReportRow, readReports } from "./store/reports.ts";

const MAX_PAGE = 200;

/** Reports, newest first. */
export async function listReports(
  ctx: Pick<Ctx, "sql">,
  options: { state: "open" | "closed"; cursor: string | null; limit: number },
): Promise<Page<ReportRow>> {
  const limit = Math.min(Math.max(1, options.limit), MAX_PAGE);
  const rows = await readReports(ctx.sql, options.state, options.cursor, limit + 1);
  const items = rows.slice(0, limit);
  return { items, next: rows.length > limit ? (items.at(-1)?.id ?? null) : null };
}
