import type { Action } from "#moderation/actions/action.ts";
import { grantByUndo } from "#moderation/actions/appeals.ts";
import { findActionById } from "#moderation/actions/read.ts";
import { type UndoActionError, undoAction } from "#moderation/actions/undo.ts";
import { err, ok, type Result } from "#protocol/result.ts";
import { orRollBack } from "../accounts/rollback.ts";
import { lockTarget } from "../admin/accounts/target.ts";
import { record } from "../admin/audit.ts";
import { type Moderator, mayActOn } from "../admin/may-act.ts";
import { may } from "../admin/permissions.ts";
import type { Tx } from "../context.ts";
import { moderationOf, statementsOn } from "../desk/moderation.ts";
import { afterDecisions } from "../hosts/decide.ts";
import { canComeBack } from "../posts/moderate.ts";
import { noteUndone } from "../reports/turn.ts";
import type { ActDeps } from "./act.ts";
import { limits } from "./check.ts";
import { effectsIn } from "./effects/index.ts";

export type UndoError =
  | UndoActionError
  | { type: "action/own" }
  | { type: "action/not-allowed" }
  | { type: "action/final"; actionId: string }
  | { type: "action/text-too-long"; field: "reason"; most: number };

export interface UndoInput {
  actionId: string;
  reason: string;
  /** Its time was over: nobody decided anything. */
  isOver?: boolean;
  /** Whether it is among the deeds of the audit log; false for whoever notes it there in other words. */
  isDeed?: boolean;
}

/** What was undone, and what must be done once the transaction is over. */
export interface Undone {
  action: Action;
  afterwards(): Promise<void>;
}

/**
 * Takes an action back. The subject becomes what the other actions in force on it ask for; where there are none, what it
 * was before.
 *
 * @param by null for the node itself, a rule or a list
 */
export async function undo(
  ctx: ActDeps,
  by: Moderator | null,
  input: UndoInput,
): Promise<Result<{ actionId: string }, UndoError>> {
  const done = await orRollBack<Undone, UndoError>(ctx, (tx) => undoWithin(ctx, tx, by, input));
  if (!done.ok) return done;
  await done.value.afterwards();
  return ok({ actionId: input.actionId });
}

/** The same in a transaction that is under way, which must be rolled back on an error. */
export async function undoWithin(
  ctx: ActDeps,
  tx: Tx,
  by: Moderator | null,
  { actionId, reason, isOver = false, isDeed = true }: UndoInput,
): Promise<Result<Undone, UndoError>> {
  if (reason.length > limits.reason)
    return err({ type: "action/text-too-long", field: "reason", most: limits.reason });
  const on = statementsOn(tx);
  const action = await findActionById(on, actionId);
  if (action === null) return err({ type: "action/not-found", actionId });
  const allowed = await mayUndo(tx, by, action);
  if (!allowed.ok) return allowed;
  const moderation = { ...moderationOf(ctx), effects: effectsIn(ctx, tx, "") };
  const undone = await undoAction(moderation, on, {
    actionId,
    by: by?.accountId ?? null,
    reason,
    isOver,
  });
  if (!undone.ok) return undone;
  // What has ended by itself is answered all the same.
  const granted = isOver
    ? null
    : await grantByUndo(moderation, on, action, { by: by?.accountId ?? null, answer: reason });
  if (!isOver && action.caseId !== null) await noteUndone(ctx, tx, action.caseId);
  if (by !== null && isDeed)
    await record(ctx, tx, {
      by: by.accountId,
      action: "action.undone",
      target: action.subject.id ?? action.subject.iri,
      details: { action: actionId, kind: action.kind, subject: action.subject.iri, case: action.caseId },
    });
  return ok({
    action,
    async afterwards() {
      ctx.outbox.wake();
      if (action.subject.kind === "domain") await afterDecisions(ctx);
      if (allowed.value.iri !== null) ctx.forgetAccount(allowed.value.iri);
      // What ends when it was said that it would is no news.
      if (!isOver && allowed.value.isLocal && action.kind !== "none")
        await ctx.chores.add({ kind: "tell-undone", actionId });
      if (granted !== null) await ctx.mail?.later({ kind: "appeal", appealId: granted });
    },
  });
}

/** As with taking one; what was erased meanwhile cannot come back. */
async function mayUndo(
  tx: Tx,
  by: Moderator | null,
  { id, kind, subject, accountId }: Action,
): Promise<Result<{ iri: string | null; isLocal: boolean }, UndoError>> {
  if (subject.kind === "domain" && by !== null && !may(by.role, "domain.decide"))
    return err({ type: "action/not-allowed" });
  const author = accountId === null ? null : await lockTarget(tx, accountId);
  if (author === null) return ok({ iri: null, isLocal: false });
  if (by !== null && by.accountId === author.id) return err({ type: "action/own" });
  if (by !== null && !mayActOn(by, author)) return err({ type: "action/not-allowed" });
  const isErased =
    (kind === "remove" && subject.id !== null && !(await canComeBack(tx, subject.id))) ||
    (kind === "suspend" && author.state === "deleted");
  if (isErased && by !== null) return err({ type: "action/final", actionId: id });
  return ok({ iri: author.iri, isLocal: author.isLocal });
}
