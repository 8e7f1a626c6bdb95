import { err, ok, type Result } from "#protocol/result.ts";
import { noteEvent } from "../cases/event.ts";
import { appendEntry } from "../ledger/append.ts";
import { commitTo } from "../ledger/commitment.ts";
import type { ModerationCtx, Statements } from "../ports.ts";
import { isErased, keyOf } from "../subject.ts";
import type { Action } from "./action.ts";
import { compose } from "./compose.ts";
import type { EffectsPort } from "./effects.ts";
import {
  findAction,
  lockCase,
  lockSubject,
  markUndone,
  readInForce,
  readOver,
  touchCase,
} from "./store/actions.ts";

export type UndoActionError =
  | { type: "action/not-found"; actionId: string }
  | { type: "action/already-undone"; actionId: string };

type Deps = Pick<ModerationCtx, "clock" | "ids"> & { effects: EffectsPort };

/**
 * Takes an action back, in the caller's transaction: the subject becomes what the other actions in force on it ask for, and
 * where there are none what it was before.
 *
 * @param undoing.isOver its time was over: nobody decided anything
 */
export async function undoAction(
  ctx: Deps,
  on: Statements,
  undoing: { actionId: string; by: string | null; reason: string; isOver?: boolean },
): Promise<Result<{ action: Action }, UndoActionError>> {
  const { actionId, by, reason, isOver = false } = undoing;
  const action = await findAction(on, actionId);
  if (action === null) return err({ type: "action/not-found", actionId });
  // In the order in which an action is taken.
  if (action.caseId !== null) await lockCase(on, action.caseId);
  await lockSubject(on, action.subject.iri);
  const before = await readInForce(on, action.subject.iri);
  const at = ctx.clock.now();
  if (!(await markUndone(on, { id: actionId, at, by, reason })))
    return err({ type: "action/already-undone", actionId });
  const rest = before.filter(({ id }) => id !== actionId);
  // Of what was erased nothing is in force that shows: what else there is about its subject stands under its name.
  if (!isErased(action.subject))
    await ctx.effects.apply(on, action.subject, compose(rest), {
      action,
      isUndo: true,
      before: compose(before),
    });
  await enterUndone(ctx, on, action, { by, reason, isOver });
  return ok({ action });
}

async function enterUndone(
  ctx: Deps,
  on: Statements,
  { id, caseId, kind, subject }: Action,
  { by, reason, isOver }: { by: string | null; reason: string; isOver: boolean },
): Promise<void> {
  if (caseId !== null) {
    await touchCase(on, caseId, ctx.clock.now());
    await noteEvent(ctx, on, { caseId, kind: "undone", by, details: { action: id, kind, isOver } });
  }
  const entry = isOver ? "action.ended" : "action.undone";
  await appendEntry(ctx, on, "private", {
    kind: entry,
    caseId,
    by,
    body: { action: id, kind },
    ...(reason !== "" && { secret: { about: keyOf(subject), content: { reason } } }),
  });
  const committed = await commitTo(ctx, on, subject.iri);
  await appendEntry(ctx, on, "public", {
    kind: entry,
    caseId,
    body: { action: id, kind, subject: committed },
  });
}

/** Ids of actions whose time is over and that are still in force. */
export function actionsOver(ctx: Pick<ModerationCtx, "clock" | "db">, limit: number): Promise<string[]> {
  return readOver(ctx.db, ctx.clock.now(), limit);
}
