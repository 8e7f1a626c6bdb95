import { type ActionKind, actionKinds } from "#moderation/actions/kind.ts";
import {
  type Bulk,
  type BulkDecision,
  type BulkError,
  type BulkPort,
  runBulk,
  startBulk,
} from "#moderation/cases/bulk.ts";
import { type CloseError, closeCase, type ReopenError, reopenCase } from "#moderation/cases/close.ts";
import type { CaseFilter } from "#moderation/cases/filter.ts";
import type { Case, Handler } from "#moderation/cases/words.ts";
import { err, ok, type Result } from "#protocol/result.ts";
import { orRollBack } from "../accounts/rollback.ts";
import { type ActDeps, type ActError, actWithin } from "../actions/act.ts";
import { type CheckError, checkTexts } from "../actions/check.ts";
import { type ReasonsError, statementFrom } from "../actions/reasons.ts";
import { type UndoError, undoWithin } from "../actions/undo.ts";
import { lockTarget } from "../admin/accounts/target.ts";
import { may } from "../admin/permissions.ts";
import type { Viewer } from "../api/viewer.ts";
import type { ApiCtx, Tx } from "../context.ts";
import { moderationOf, statementsOn } from "../desk/moderation.ts";
import { casesOf } from "./ports.ts";
import { roleOf, wasActedOn } from "./store.ts";
import { knownSubject } from "./subject.ts";

type Deps = ActDeps & Pick<ApiCtx, "handleHost">;

const HOUR_MS = 3_600_000;

/** What can be done about each of many: nothing that says something about one of them. */
export const bulkKinds = (Object.keys(actionKinds) as ActionKind[]).filter(
  (kind) => kind !== "label" && kind !== "note" && kind !== "filter",
);

export type StartError = BulkError | CheckError | ReasonsError;

/**
 * Begins a decision about all open cases that a filter selects. What could be done about none of them is refused at once.
 *
 * @param asked.handler whose cases: a bulk is decided as whoever begins it may at each case
 */
export async function startDecision(
  ctx: Deps,
  { accountId, role }: Viewer,
  asked: { handler: Handler; filter: CaseFilter; decision: BulkDecision },
): Promise<Result<Bulk, StartError>> {
  const { handler, filter, decision } = asked;
  const { action, reasons } = decision;
  if (action?.kind === "defederate" && !may(role, "domain.decide"))
    return err({ type: "action/not-allowed" });
  const texts = checkTexts(reasons);
  if (!texts.ok) return texts;
  const statement = await statementFrom(ctx, reasons, { isTold: false, isAutomated: false });
  if (!statement.ok) return statement;
  const started = await startBulk(moderationOf(ctx), { ...handler, accountId }, { filter, decision });
  if (started.ok) await ctx.chores.add({ kind: "decide-cases", bulkId: started.value.id });
  return started;
}

/** Does what is left of a decision about many cases, or of its reversal. A chore: it may be done twice. */
export function decideCases(ctx: Deps, bulkId: string): Promise<void> {
  return runBulk(moderationOf(ctx), bulkPort(ctx), bulkId);
}

/** Each case in a transaction of its own: what cannot be decided keeps no other from it. */
function bulkPort(ctx: Deps): BulkPort {
  const handler = (accountId: string): Handler => ({ accountId, communities: null });
  return {
    async decide(bulk, of, note) {
      const done = await orRollBack<() => Promise<void>, ActError | CloseError>(ctx, async (tx) => {
        const on = statementsOn(tx);
        const acted = await actIn(ctx, tx, bulk, of);
        if (!acted.ok) return acted;
        const { actionIds, afterwards } = acted.value;
        const closed = await closeCase(casesOf(ctx, tx), on, handler(bulk.by), {
          caseId: of.id,
          // The action has locked the case, and made a version of its own.
          version: actionIds.length > 0 ? null : of.version,
          state: bulk.decision.state,
          details: { bulk: bulk.id, actions: actionIds },
        });
        if (!closed.ok) return closed;
        await note(on, actionIds);
        return ok(afterwards);
      });
      if (done.ok) await done.value();
      ctx.outbox.wake();
      return done.ok;
    },
    async undo(bulk, by, { caseId, actionIds }, note) {
      const done = await orRollBack<(() => Promise<void>)[], UndoError | ReopenError>(ctx, async (tx) => {
        const on = statementsOn(tx);
        const afterwards: (() => Promise<void>)[] = [];
        const moderator = { accountId: by, role: await roleOf(tx, by) };
        for (const actionId of actionIds) {
          const undone = await undoWithin(ctx, tx, moderator, { actionId, reason: "" });
          if (undone.ok) afterwards.push(undone.value.afterwards);
          else if (!isAsItShouldBe(undone.error)) return undone;
        }
        const reopened = await reopenCase(casesOf(ctx, tx), on, handler(by), {
          caseId,
          version: null,
          details: { bulk: bulk.id },
        });
        if (!reopened.ok && !isAsItShouldBe(reopened.error)) return reopened;
        await note(on);
        return ok(afterwards);
      });
      if (done.ok) for (const each of done.value) await each();
      ctx.outbox.wake();
      return done.ok;
    },
  };
}

/** What others have undone, reopened or opened anew meanwhile stays so. */
function isAsItShouldBe({ type }: UndoError | ReopenError): boolean {
  return (
    type === "action/already-undone" ||
    type === "action/not-found" ||
    type === "case/not-closed" ||
    type === "case/open-elsewhere" ||
    type === "case/not-found"
  );
}

/** Does what the bulk asks for about a case's subject, or about whoever answers for it. */
async function actIn(ctx: Deps, tx: Tx, { id, by, decision }: Bulk, of: Case) {
  const { action, reasons } = decision;
  const nothing = { actionIds: [] as string[], afterwards: async () => {} };
  if (action === null) return ok(nothing);
  const { accountId } = of.subject;
  if (action.onAuthor && accountId !== null) {
    // One of those who decide about cases of the same author is the first.
    await lockTarget(tx, accountId);
    if (await wasActedOn(tx, { bulkId: id, accountId, kind: action.kind })) return ok(nothing);
  }
  const author =
    action.onAuthor && accountId !== null
      ? await knownSubject(ctx, tx, { kind: "account", id: accountId })
      : null;
  const acted = await actWithin(
    ctx,
    tx,
    { accountId: by, role: await roleOf(tx, by) },
    {
      caseId: of.id,
      caseVersion: of.version,
      subject: author?.subject ?? of.subject,
      kind: action.kind,
      params: action.params ?? {},
      endsAt:
        action.hours === undefined ? null : new Date(ctx.clock.now().getTime() + action.hours * HOUR_MS),
      reasons: { ...reasons },
    },
  );
  if (!acted.ok) return acted;
  const { actionId, afterwards } = acted.value;
  return ok({ actionIds: [actionId], afterwards });
}
