import type { ActionKind, ActionParams } from "#moderation/actions/kind.ts";
import { type TakeActionError, takeAction } from "#moderation/actions/take.ts";
import type { Subject } from "#moderation/subject.ts";
import { err, ok, type Result } from "#protocol/result.ts";
import { orRollBack } from "../accounts/rollback.ts";
import { record } from "../admin/audit.ts";
import type { Moderator } from "../admin/may-act.ts";
import { casesOf } from "../cases/ports.ts";
import type { ApiCtx, Tx } from "../context.ts";
import { moderationOf, statementsOn } from "../desk/moderation.ts";
import { afterDecisions } from "../hosts/decide.ts";
import { type CheckError, checkSubject, checkWanted } from "./check.ts";
import { effectsIn } from "./effects/index.ts";
import { publicReason, type Reasons, type ReasonsError, statementFrom } from "./reasons.ts";
import { tellAuthor } from "./tell.ts";

export type ActError = TakeActionError | CheckError | ReasonsError;

export interface ActInput {
  /** The case in which it is done. */
  caseId?: string | null;
  /** Its version that the moderator saw: what was changed meanwhile is not overruled unseen. */
  caseVersion?: number | null;
  subject: Subject;
  kind: ActionKind;
  params?: ActionParams;
  /** When it ends by itself; never, when it is left out. */
  endsAt?: Date | null;
  reasons: Reasons;
  /** Whether the author is told, when it is somebody of this node. True when it is left out. */
  isTold?: boolean;
  /** `rule:<id>`, `list:<id>`, `origin` ...; a moderator's own decision when it is left out. */
  cause?: string;
  /** The report that led to it. */
  reportId?: string | null;
  /** Whether a panel of this node has decided it: nobody is too high for trustees, and no machine decided. */
  isByPanel?: boolean;
  /** Whether it is among the deeds of the audit log; false for whoever notes it there in other words. */
  isDeed?: boolean;
}

export type ActDeps = Pick<
  ApiCtx,
  | "db"
  | "sql"
  | "clock"
  | "ids"
  | "outbox"
  | "uris"
  | "handleHost"
  | "forgetAccount"
  | "mail"
  | "domains"
  | "chores"
  | "config"
>;

/** What was done, and what must be done once the transaction is over. */
export interface Acted {
  actionId: string;
  /** Null where there is no author. */
  strikeId: string | null;
  afterwards(): Promise<void>;
}

/**
 * Does something about a subject, with reasons: the author is told, other servers are, and it is in both ledgers. What was
 * done can be undone, in any order: see `undo`.
 *
 * @param by null for a rule, a list or the node itself
 * @example await act(ctx, moderator, { subject, kind: "remove", reasons: { category: "spam", text: "No advertising." } });
 */
export async function act(
  ctx: ActDeps,
  by: Moderator | null,
  input: ActInput,
): Promise<Result<{ actionId: string }, ActError>> {
  const done = await orRollBack<Acted, ActError>(ctx, (tx) => actWithin(ctx, tx, by, input));
  if (!done.ok) return done;
  await done.value.afterwards();
  return ok({ actionId: done.value.actionId });
}

/**
 * The same in a transaction that is under way, which must be rolled back on an error. The caller calls `afterwards` when
 * it is committed.
 */
export async function actWithin(
  ctx: ActDeps,
  tx: Tx,
  by: Moderator | null,
  input: ActInput,
): Promise<Result<Acted, ActError>> {
  const { subject, kind, params = {}, endsAt = null, reasons, caseId = null, caseVersion = null } = input;
  const { isByPanel = false } = input;
  const checked = checkWanted(ctx, { subject, kind, params, endsAt, reasons });
  if (!checked.ok) return checked;
  const allowed = await checkSubject(ctx, tx, by, { kind, subject, params, isByPanel });
  if (!allowed.ok) return allowed;
  const { author } = allowed.value;
  if (by !== null && caseId !== null) {
    // Who complained, or is complained of, leaves it to others, whatever the subject of the action.
    if (await casesOf(ctx, tx).cases.isConcerned(statementsOn(tx), by.accountId, caseId))
      return err({ type: "action/own" });
  }
  const isTold = (input.isTold ?? true) && kind !== "none" && author?.isLocal === true;
  const isAutomated = by === null && !isByPanel;
  const statement = await statementFrom(ctx, reasons, { isTold, isAutomated });
  if (!statement.ok) return statement;
  let strikeId: string | null = null;
  const effects = effectsIn(ctx, tx, publicReason(statement.value));
  const moderation = {
    ...moderationOf(ctx),
    effects: {
      apply: async (...[on, of, condition, change]: Parameters<typeof effects.apply>) => {
        // Told first: who is suspended is told nothing any more.
        if (author !== null && kind !== "none")
          strikeId = await tellAuthor(ctx, tx, author, {
            action: { ...change.action, subject, by: by?.accountId ?? null },
            text: reasons.text ?? "",
            reportId: input.reportId ?? null,
            isTold,
          });
        await effects.apply(on, of, condition, change);
      },
    },
  };
  const taken = await takeAction(moderation, statementsOn(tx), {
    caseId,
    caseVersion,
    subject,
    kind,
    params,
    by: by?.accountId ?? null,
    cause: input.cause ?? "moderator",
    endsAt,
    statement: statement.value,
  });
  if (!taken.ok) return err(taken.error);
  const actionId = taken.value.action.id;
  if (by !== null && (input.isDeed ?? true))
    await record(ctx, tx, {
      by: by.accountId,
      action: "action.taken",
      target: subject.id ?? subject.iri,
      details: { action: actionId, kind, subject: subject.iri, case: caseId },
    });
  return ok({
    actionId,
    strikeId,
    async afterwards() {
      ctx.outbox.wake();
      if (author !== null) ctx.forgetAccount(author.iri);
      if (subject.kind === "domain") await afterDecisions(ctx);
      if (isTold && strikeId !== null) await ctx.mail?.later({ kind: "warning", strikeId });
    },
  });
}
