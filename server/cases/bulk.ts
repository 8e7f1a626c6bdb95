import { type Bulk, type BulkPort, runBulk } from "#moderation/cases/bulk.ts";
import { type CloseError, closeCase, reopenCase } from "#moderation/cases/close.ts";
import type { Case, Handler } from "#moderation/cases/words.ts";
import { ok } from "#protocol/result.ts";
import { orRollBack } from "../accounts/rollback.ts";
import { type ActDeps, type ActError, actWithin } from "../actions/act.ts";
import { undo } from "../actions/undo.ts";
import type { ApiCtx, Tx } from "../context.ts";
import { moderationOf, statementsOn } from "../desk/moderation.ts";
import { casesOf } from "./ports.ts";
import { roleOf } from "./store.ts";
import { knownSubject } from "./subject.ts";

type Deps = ActDeps & Pick<ApiCtx, "handleHost">;

const HOUR_MS = 3_600_000;

/** Does what is left of a decision about many cases, or of its reversal. A chore: it may be done twice. */
export function decideCases(ctx: Deps, bulkId: string): Promise<void> {
  return runBulk(moderationOf(ctx), bulkPort(ctx), bulkId);
}

/** Each case in a transaction of its own: what cannot be decided keeps no other from it. */
function bulkPort(ctx: Deps): BulkPort {
  const moderator = async (bulk: Bulk) => ({ accountId: bulk.by, role: await roleOf(ctx.sql, bulk.by) });
  const by = (bulk: Bulk): Handler => ({ accountId: bulk.by, communities: null });
  return {
    async decide(bulk, of, note) {
      const done = await orRollBack<() => Promise<void>, ActError | CloseError>(ctx, async (tx) => {
        const on = statementsOn(tx);
        const acted = await actIn(ctx, tx, bulk, of);
        if (!acted.ok) return acted;
        const { actionIds, afterwards } = acted.value;
        const closed = await closeCase(casesOf(ctx, tx), on, by(bulk), {
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
    async undo(bulk, { caseId, actionIds }, note) {
      // What others have undone meanwhile stays so.
      for (const actionId of actionIds) await undo(ctx, await moderator(bulk), { actionId, reason: "" });
      await ctx.db.transaction(async (tx) => {
        const on = statementsOn(tx);
        // What others have reopened, or opened anew, is as it should be.
        await reopenCase(casesOf(ctx, tx), on, by(bulk), {
          caseId,
          version: null,
          details: { bulk: bulk.id },
        });
        await note(on);
      });
      ctx.outbox.wake();
    },
  };
}

/** Does what the bulk asks for about a case's subject, or about whoever answers for it. */
async function actIn(ctx: Deps, tx: Tx, { by, decision }: Bulk, of: Case) {
  const { action, reasons } = decision;
  if (action === null) return ok({ actionIds: [] as string[], afterwards: async () => {} });
  const { accountId } = of.subject;
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
