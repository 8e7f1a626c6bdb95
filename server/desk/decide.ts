import { type CloseError, closeCase } from "#moderation/cases/close.ts";
import type { Handler } from "#moderation/cases/words.ts";
import { ok, type Result } from "#protocol/result.ts";
import { orRollBack } from "../accounts/rollback.ts";
import { type ActDeps, type ActError, type ActInput, actWithin } from "../actions/act.ts";
import type { Moderator } from "../admin/may-act.ts";
import { casesOf } from "../cases/ports.ts";
import { statementsOn } from "./moderation.ts";

export type DecideError = ActError | CloseError;

/**
 * Acts in a case and, when it is asked, closes it with that: both or neither.
 *
 * @param input.version the version of the case that was seen
 */
export async function decide(
  ctx: ActDeps,
  by: Moderator & Handler,
  {
    caseId,
    version,
    closes,
    ...acting
  }: Omit<ActInput, "caseId" | "caseVersion"> & { caseId: string; version: number; closes: boolean },
): Promise<Result<{ actionId: string }, DecideError>> {
  const done = await orRollBack<{ actionId: string; afterwards(): Promise<void> }, DecideError>(
    ctx,
    async (tx) => {
      const acted = await actWithin(ctx, tx, by, { ...acting, caseId, caseVersion: version });
      if (!acted.ok || !closes) return acted;
      // The action has made a version of its own, under the lock of the case.
      const state = acting.kind === "none" ? "dismissed" : "decided";
      const details = { actions: [acted.value.actionId] };
      const closed = await closeCase(casesOf(ctx, tx), statementsOn(tx), by, {
        caseId,
        version: null,
        state,
        details,
      });
      return closed.ok ? acted : closed;
    },
  );
  if (!done.ok) return done;
  await done.value.afterwards();
  return ok({ actionId: done.value.actionId });
}
