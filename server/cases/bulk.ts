import { type Bulk, type BulkPort, runBulk } from "#moderation/cases/bulk.ts";
import { closeCase, reopenCase } from "#moderation/cases/close.ts";
import type { Handler } from "#moderation/cases/words.ts";
import { orRollBack } from "../accounts/rollback.ts";
import type { ApiCtx } from "../context.ts";
import { moderationOf, statementsOn } from "../desk/moderation.ts";
import { casesOf } from "./ports.ts";

type Deps = Pick<ApiCtx, "db" | "sql" | "clock" | "ids" | "uris" | "outbox">;

/** Does what is left of a decision about many cases, or of its reversal. A chore: it may be done twice. */
export function decideCases(ctx: Deps, bulkId: string): Promise<void> {
  return runBulk(moderationOf(ctx), bulkPort(ctx), bulkId);
}

/** Each case in a transaction of its own: what cannot be decided keeps no other from it. */
function bulkPort(ctx: Deps): BulkPort {
  const by = (bulk: Bulk): Handler => ({ accountId: bulk.by, communities: null });
  return {
    async decide(bulk, of, note) {
      const done = await orRollBack(ctx, async (tx) => {
        const on = statementsOn(tx);
        const closed = await closeCase(casesOf(ctx, tx), on, by(bulk), {
          caseId: of.id,
          version: of.version,
          state: bulk.decision.state,
          details: { bulk: bulk.id },
        });
        if (closed.ok) await note(on, []);
        return closed;
      });
      ctx.outbox.wake();
      return done.ok;
    },
    async undo(bulk, { caseId }, note) {
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
