import type { Tx } from "../context.ts";
import { closeReports, findReportFor } from "./store/reports.ts";

/**
 * Closes the reports that a moderator's decision deals with, in its transaction.
 *
 * @param which one report, or all that are open about an account
 * @returns the ids of those that were open
 */
export function closeDealtWith(
  tx: Tx,
  by: { accountId: string; at: Date },
  which: { reportId: string | null } | { targetId: string },
): Promise<string[]> {
  const { accountId, at } = by;
  return "targetId" in which
    ? closeReports(tx, { by: accountId, at, targetId: which.targetId })
    : closeReports(tx, { by: accountId, at, id: which.reportId });
}

/** Whether a report is about an account. */
export function isReportAbout(tx: Tx, reportId: string, accountId: string): Promise<boolean> {
  return findReportFor(tx, reportId, accountId);
}
