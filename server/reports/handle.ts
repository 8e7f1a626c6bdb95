import { err, ok, type Result } from "#protocol/result.ts";
import { type AuditAction, record } from "../admin/audit.ts";
import type { Ctx } from "../context.ts";
import { changeReport, lockReport, type ReportCategory, type ReportRow } from "./store/reports.ts";

export type HandleReportError = { type: "report/not-found" };

type Deps = Pick<Ctx, "db" | "ids" | "clock">;

/** What a moderator does with a report, written down. */
async function handle(
  ctx: Deps,
  by: string,
  id: string,
  action: AuditAction,
  change: (report: ReportRow, now: Date) => Partial<ReportRow>,
): Promise<Result<undefined, HandleReportError>> {
  const found = await ctx.db.transaction(async (tx) => {
    const report = await lockReport(tx, id);
    if (report === null) return false;
    const now = ctx.clock.now();
    const changes = change(report, now);
    await changeReport(tx, { ...report, ...changes }, now);
    await record(ctx, tx, { by, action, target: id, details: { ...changes } });
    return true;
  });
  return found ? ok() : err({ type: "report/not-found" });
}

/** Files a report under another category, or names the rules that were broken. */
export function reclassifyReport(
  ctx: Deps,
  by: string,
  id: string,
  { category, ruleIds }: { category: ReportCategory | null; ruleIds: readonly string[] | null },
) {
  return handle(ctx, by, id, "report.changed", (report) => {
    const next = category ?? (ruleIds !== null && ruleIds.length > 0 ? "violation" : report.category);
    // Rules are what a violation is of.
    return { category: next, ruleIds: next === "violation" ? [...(ruleIds ?? report.ruleIds)] : [] };
  });
}

/** @param assignee null for nobody */
export function assignReport(ctx: Deps, by: string, id: string, assignee: string | null) {
  const action = assignee === null ? "report.unassigned" : "report.assigned";
  return handle(ctx, by, id, action, () => ({ assignedTo: assignee }));
}

export function closeReport(ctx: Deps, by: string, id: string) {
  return handle(ctx, by, id, "report.closed", (_, now) => ({ state: "closed", closedBy: by, closedAt: now }));
}

export function reopenReport(ctx: Deps, by: string, id: string) {
  return handle(ctx, by, id, "report.reopened", () => ({ state: "open", closedBy: null, closedAt: null }));
}
