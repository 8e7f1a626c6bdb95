import { err, ok, type Result } from "#protocol/result.ts";
import type { Category, Severity } from "../category.ts";
import type { Statements } from "../ports.ts";
import { dueAt } from "./deadline.ts";
import { noteEvent } from "./event.ts";
import { type GraveError, type HandleError, isForNode, type SeenCase, take } from "./handle.ts";
import type { CaseCtx } from "./ports.ts";
import { changeRow } from "./store/change.ts";
import { isOpen, toCase } from "./store/row.ts";
import type { Case, Handler } from "./words.ts";

export type ReclassifyError = HandleError | GraveError;

/**
 * Files a case under another category, or says that it is more or less severe; it is due accordingly. What is grave is made less so
 * by moderators of the node alone: whoever looks after a community would else close it then.
 */
export async function reclassifyCase(
  ctx: CaseCtx,
  on: Statements,
  by: Handler,
  { category, severity, ...seen }: SeenCase & { readonly category: Category; readonly severity: Severity },
): Promise<Result<Case, ReclassifyError>> {
  const taken = await take(ctx, on, by, seen);
  if (!taken.ok) return taken;
  const now = ctx.clock.now();
  const before = taken.value;
  if (severity < before.severity && isForNode(by, before))
    return err({ type: "case/for-moderators", caseId: seen.caseId });
  if (before.category === category && before.severity === severity) return ok(toCase(before, now));
  const due = before.severity === severity ? before.dueAt : dueAt(severity, before.openedAt);
  const row = await changeRow(on, { ...before, category, severity, dueAt: due }, now);
  await noteEvent(ctx, on, {
    caseId: seen.caseId,
    kind: "reclassified",
    by: by.accountId,
    details: { from: { category: before.category, severity: before.severity }, to: { category, severity } },
  });
  return ok(toCase(row, now));
}

export type WaitError =
  | HandleError
  | GraveError
  | { readonly type: "case/closed"; readonly caseId: string }
  | { readonly type: "case/before-panel"; readonly caseId: string };

/**
 * Sets a case aside: it waits for an answer, or for a time; or takes it up again.
 *
 * @param until when it is due again; null for when it was before
 */
export async function letCaseWait(
  ctx: CaseCtx,
  on: Statements,
  by: Handler,
  {
    isWaiting,
    until = null,
    ...seen
  }: SeenCase & { readonly isWaiting: boolean; readonly until?: Date | null },
): Promise<Result<Case, WaitError>> {
  const taken = await take(ctx, on, by, seen);
  if (!taken.ok) return taken;
  const { caseId } = seen;
  if (!isOpen(taken.value)) return err({ type: "case/closed", caseId });
  if (isForNode(by, taken.value)) return err({ type: "case/for-moderators", caseId });
  if (await ctx.cases.isBeforePanel(on, caseId)) return err({ type: "case/before-panel", caseId });
  const now = ctx.clock.now();
  const state = isWaiting ? "waiting" : "open";
  const row = await changeRow(on, { ...taken.value, state, dueAt: until ?? taken.value.dueAt }, now);
  await noteEvent(ctx, on, {
    caseId,
    kind: isWaiting ? "waiting" : "due",
    by: by.accountId,
    details: until === null ? {} : { until: until.toISOString() },
  });
  return ok(toCase(row, now));
}
