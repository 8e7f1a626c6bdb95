import { err, ok, type Result } from "#protocol/result.ts";
import type { Statements } from "../ports.ts";
import { noteEvent } from "./event.ts";
import { type GraveError, type HandleError, isForNode, type SeenCase, take } from "./handle.ts";
import type { CaseCtx } from "./ports.ts";
import { changeRow, findOpenTwin, findOpenUnreported } from "./store/change.ts";
import { isOpen, toCase } from "./store/row.ts";
import type { Case, Handler } from "./words.ts";

export type CloseError =
  | HandleError
  | GraveError
  | { readonly type: "case/closed"; readonly caseId: string }
  /** Its trustees decide it. */
  | { readonly type: "case/before-panel"; readonly caseId: string };

/**
 * Ends a case, in the caller's transaction: `decided` when something was found to be done, `dismissed` when not. Whoever waits
 * for the outcome is told.
 *
 * @example await closeCase(ctx, tx, by, { caseId, version: 3, state: "decided", details: { actions: [id] } });
 */
export async function closeCase(
  ctx: CaseCtx,
  on: Statements,
  by: Handler,
  closing: SeenCase & {
    readonly state: "decided" | "dismissed";
    /** Goes into history and ledger: no names and no text. */
    readonly details?: Record<string, unknown>;
  },
): Promise<Result<Case, CloseError>> {
  const taken = await take(ctx, on, by, closing);
  if (!taken.ok) return taken;
  const { caseId, state, details = {} } = closing;
  if (!isOpen(taken.value)) return err({ type: "case/closed", caseId });
  if (isForNode(by, taken.value)) return err({ type: "case/for-moderators", caseId });
  if (await ctx.cases.isBeforePanel(on, caseId)) return err({ type: "case/before-panel", caseId });
  const now = ctx.clock.now();
  const row = await changeRow(on, { ...taken.value, state, closedAt: now, closedBy: by.accountId }, now);
  await noteEvent(ctx, on, { caseId, kind: state, by: by.accountId, details });
  const closed = toCase(row, now);
  await ctx.cases.turned(on, { case: closed, by: by.accountId });
  return ok(closed);
}

/**
 * Ends what rules alone have opened about a subject, when a moderator has decided about it elsewhere: among what is held. A case that
 * the moderator may not close, or that people have reported, stays.
 *
 * @returns how many
 */
export async function closeUnreported(
  ctx: CaseCtx,
  on: Statements,
  by: Handler,
  { subjectIri, ...closing }: { subjectIri: string } & Omit<Parameters<typeof closeCase>[3], keyof SeenCase>,
): Promise<number> {
  let closed = 0;
  for (const caseId of await findOpenUnreported(on, subjectIri))
    if ((await closeCase(ctx, on, by, { ...closing, caseId, version: null })).ok) closed++;
  return closed;
}

export type ReopenError =
  | HandleError
  | GraveError
  | { readonly type: "case/not-closed"; readonly caseId: string }
  /** Something about the same subject was reported since: that case goes on. */
  | { readonly type: "case/open-elsewhere"; readonly caseId: string; readonly otherId: string };

/** Takes a case up again. What was done about its subject stays until it is undone. */
export async function reopenCase(
  ctx: CaseCtx,
  on: Statements,
  by: Handler,
  seen: SeenCase & { readonly details?: Record<string, unknown> },
): Promise<Result<Case, ReopenError>> {
  const taken = await take(ctx, on, by, seen);
  if (!taken.ok) return taken;
  const { caseId, details = {} } = seen;
  if (isOpen(taken.value)) return err({ type: "case/not-closed", caseId });
  if (isForNode(by, taken.value)) return err({ type: "case/for-moderators", caseId });
  const otherId = await findOpenTwin(on, taken.value);
  if (otherId !== null) return err({ type: "case/open-elsewhere", caseId, otherId });
  const now = ctx.clock.now();
  const row = await changeRow(on, { ...taken.value, state: "open", closedAt: null, closedBy: null }, now);
  await noteEvent(ctx, on, { caseId, kind: "reopened", by: by.accountId, details });
  const reopened = toCase(row, now);
  await ctx.cases.turned(on, { case: reopened, by: by.accountId });
  return ok(reopened);
}
