import {
  type AnswerAppealError,
  type AppealError,
  answerAppeal as answer,
  findAppealById,
  makeAppeal,
} from "#moderation/actions/appeals.ts";
import { err, ok, type Result } from "#protocol/result.ts";
import type { Role } from "../accounts/role.ts";
import { orRollBack } from "../accounts/rollback.ts";
import { lockTarget, type Target } from "../admin/accounts/target.ts";
import { record } from "../admin/audit.ts";
import { type Moderator, mayActOn } from "../admin/may-act.ts";
import type { Tx } from "../context.ts";
import { moderationOf, statementsOn } from "../desk/moderation.ts";
import { run } from "../platform/statement.ts";
import { type AppealToPanelError, appealAsAuthor, isByPanel } from "../trustees/appeal.ts";
import type { ActDeps } from "./act.ts";
import { type UndoError, undoWithin } from "./undo.ts";

/**
 * An author of this node appeals against what was done about them, while there is time: once an action, and what a panel has decided once
 * a panel, before a larger one.
 */
export async function appeal(
  ctx: ActDeps,
  input: { actionId: string; accountId: string; text: string },
): Promise<Result<{ appealId: string }, AppealError | AppealToPanelError>> {
  if (await isByPanel(ctx, input.actionId)) return appealAsAuthor(ctx, input);
  return orRollBack(ctx, (tx) => makeAppeal(moderationOf(ctx), statementsOn(tx), input));
}

export type AnswerError = AnswerAppealError | UndoError | { type: "appeal/own-decision" };

/**
 * Answers an appeal: one that is granted undoes the action. By who may decide about whoever appealed; not by who took the action,
 * where there is anybody else who may.
 *
 * @example await answerAppeal(ctx, moderator, { appealId, isGranted: true, answer: "You are right." });
 */
export async function answerAppeal(
  ctx: ActDeps,
  by: Moderator,
  input: { appealId: string; isGranted: boolean; answer: string },
): Promise<Result<{ actionId: string }, AnswerError>> {
  const done = await orRollBack<{ actionId: string; afterwards(): Promise<void> }, AnswerError>(
    ctx,
    async (tx) => {
      const on = statementsOn(tx);
      const appeal = await findAppealById(on, input.appealId);
      // Before the case, as where an action is taken.
      const appellant = appeal === null ? null : await lockTarget(tx, appeal.accountId);
      const answered = await answer(moderationOf(ctx), on, { ...input, by: by.accountId });
      if (!answered.ok) return answered;
      const { action } = answered.value;
      if (action.accountId === by.accountId) return err({ type: "action/own" });
      if (appellant !== null && !mayActOn(by, appellant)) return err({ type: "action/not-allowed" });
      if (action.by === by.accountId && (await hasOtherModerator(tx, by.accountId, appellant)))
        return err({ type: "appeal/own-decision" });
      await record(ctx, tx, {
        by: by.accountId,
        action: "appeal.answered",
        target: action.subject.id ?? action.subject.iri,
        details: { appeal: input.appealId, action: action.id, granted: input.isGranted },
      });
      const nothing = { actionId: action.id, afterwards: async () => undefined };
      if (!input.isGranted || action.undoneAt !== null) return ok(nothing);
      const undone = await undoWithin(ctx, tx, by, {
        actionId: action.id,
        reason: input.answer.slice(0, 2_000),
        isDeed: false,
      });
      if (!undone.ok) return undone;
      return ok({ actionId: action.id, afterwards: undone.value.afterwards });
    },
  );
  if (!done.ok) return done;
  await done.value.afterwards();
  await ctx.mail?.later({ kind: "appeal", appealId: input.appealId });
  return ok({ actionId: done.value.actionId });
}

const staff = ["moderator", "admin", "owner"] as const satisfies Role[];

/** Whether anybody else looks after the node who may decide about whoever appeals. */
async function hasOtherModerator(tx: Tx, accountId: string, appellant: Target | null): Promise<boolean> {
  const roles = staff.filter((role) => appellant === null || mayActOn({ accountId, role }, appellant));
  const rows = await run(
    tx,
    `select from logins l join accounts a on a.id = l.account_id
     where l.role in (select jsonb_array_elements_text($3::jsonb)) and l.disabled_at is null and l.approved_at is not null
       and a.state = 'active' and a.id <> $1::uuid and a.id is distinct from $2::uuid limit 1`,
    [accountId, appellant?.id ?? null, JSON.stringify(roles)],
  );
  return rows.length > 0;
}
