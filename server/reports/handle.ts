import { type AssignError, assignCase } from "#moderation/cases/assign.ts";
import { type CloseError, closeCase, type ReopenError, reopenCase } from "#moderation/cases/close.ts";
import type { HandleError } from "#moderation/cases/handle.ts";
import { reclassifyCase } from "#moderation/cases/reclassify.ts";
import type { Handler } from "#moderation/cases/words.ts";
import { err, ok, type Result } from "#protocol/result.ts";
import { orRollBack } from "../accounts/rollback.ts";
import { type AuditAction, record } from "../admin/audit.ts";
import { casesOf } from "../cases/ports.ts";
import type { Tx } from "../context.ts";
import { statementsOn } from "../desk/moderation.ts";
import { isReportAbout } from "./about.ts";
import type { CloseDeps } from "./close.ts";
import { linkCases, readCasesOf } from "./store/cases.ts";
import { reopenReports } from "./store/outcomes.ts";
import { changeReport, lockReport, type ReportCategory, type ReportRow } from "./store/reports.ts";
import { severityOf, topicOf } from "./topic.ts";

type CaseError = AssignError | CloseError | ReopenError | HandleError;
export type HandleReportError = { type: "report/not-found" } | CaseError;

type Handled = Result<undefined, HandleReportError>;
type ReportCase = Awaited<ReturnType<typeof readCasesOf>>[number];

/**
 * What a moderator does with a report through Mastodon's admin API is done to its cases: a report and its cases say the same.
 *
 * @param change what is written into the report itself
 * @param inCase what is done to each of its cases
 */
async function handle(
  ctx: CloseDeps,
  by: string,
  id: string,
  action: AuditAction,
  change: (report: ReportRow, now: Date) => Partial<ReportRow>,
  inCase: (tx: Tx, handler: Handler, reportCase: ReportCase) => Promise<Result<unknown, CaseError>>,
): Promise<Handled> {
  const handled = await orRollBack<undefined, HandleReportError>(ctx, async (tx) => {
    const report = await lockReport(tx, id);
    // Whom it is about does not learn that it is there.
    if (report === null || (await isReportAbout(tx, id, by))) return err({ type: "report/not-found" });
    const now = ctx.clock.now();
    const changes = change(report, now);
    await changeReport(tx, { ...report, ...changes }, now);
    for (const reportCase of await readCasesOf(tx, id)) {
      const done = await inCase(tx, { accountId: by, communities: null }, reportCase);
      if (!done.ok) return err(done.error);
    }
    await record(ctx, tx, { by, action, target: id, details: { ...changes } });
    return ok();
  });
  if (handled.ok) ctx.outbox.wake();
  return handled;
}

/** Files a report under another category, or names the rules that were broken. */
export function reclassifyReport(
  ctx: CloseDeps,
  by: string,
  id: string,
  { category, ruleIds }: { category: ReportCategory | null; ruleIds: readonly string[] | null },
): Promise<Handled> {
  const named = ruleIds !== null && ruleIds.length > 0 ? "violation" : null;
  const wanted = category ?? named;
  return handle(
    ctx,
    by,
    id,
    "report.changed",
    (report) => {
      const next = wanted ?? report.category;
      // Rules are what a violation is of.
      const broken = next === "violation" ? [...(ruleIds ?? report.ruleIds)] : [];
      return { category: next, topic: wanted === null ? report.topic : topicOf(wanted), ruleIds: broken };
    },
    async (tx, handler, { id: caseId, isOpen }) => {
      if (wanted === null || !isOpen) return ok();
      const topic = topicOf(wanted);
      const seen = { caseId, version: null, category: topic, severity: severityOf(topic) };
      return reclassifyCase(casesOf(ctx, tx), statementsOn(tx), handler, seen);
    },
  );
}

/** @param assignee null for nobody */
export function assignReport(
  ctx: CloseDeps,
  by: string,
  id: string,
  assignee: string | null,
): Promise<Handled> {
  const action = assignee === null ? "report.unassigned" : "report.assigned";
  return handle(
    ctx,
    by,
    id,
    action,
    () => ({ assignedTo: assignee }),
    async (tx, handler, { id: caseId, isOpen }) =>
      isOpen
        ? assignCase(casesOf(ctx, tx), statementsOn(tx), handler, { caseId, version: null, to: assignee })
        : ok(),
  );
}

/** Closes a report and its cases: decided where something was done in them, dismissed where not. */
export function closeReport(ctx: CloseDeps, by: string, id: string): Promise<Handled> {
  return handle(
    ctx,
    by,
    id,
    "report.closed",
    // With its last case it closes by itself; what belongs to no case, here.
    (report, now) => (report.caseId === null ? { state: "closed", closedBy: by, closedAt: now } : {}),
    async (tx, handler, { id: caseId, isOpen, isActedOn }) => {
      const state = isActedOn ? "decided" : "dismissed";
      return isOpen
        ? closeCase(casesOf(ctx, tx), statementsOn(tx), handler, { caseId, version: null, state })
        : ok();
    },
  );
}

export function reopenReport(ctx: CloseDeps, by: string, id: string): Promise<Handled> {
  return handle(
    ctx,
    by,
    id,
    "report.reopened",
    (report) => (report.caseId === null ? { state: "open", closedBy: null, closedAt: null } : {}),
    async (tx, handler, { id: caseId, isOpen }) => {
      if (isOpen) return ok();
      const reopened = await reopenCase(casesOf(ctx, tx), statementsOn(tx), handler, {
        caseId,
        version: null,
      });
      if (reopened.ok || reopened.error.type !== "case/open-elsewhere") return reopened;
      // What was reported since goes on in another case, which this report joins.
      await linkCases(tx, id, [reopened.error.otherId]);
      await reopenReports(tx, caseId, ctx.clock.now());
      return ok();
    },
  );
}
