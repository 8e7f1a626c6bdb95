import type { Ctx } from "../context.ts";
import { readReportsOf } from "./store.ts";
import type { CaseReport } from "./words.ts";

/** The newest hundred reports in a case, without whose they are: that is nobody's business but the moderators'. */
export async function namelessReports(
  ctx: Pick<Ctx, "sql">,
  caseId: string,
): Promise<Omit<CaseReport, "reporterId">[]> {
  const reports = await readReportsOf(ctx.sql, caseId);
  return reports.map(({ reporterId: _, ...said }) => said);
}
