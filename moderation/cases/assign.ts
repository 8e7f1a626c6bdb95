import { err, ok, type Result } from "#protocol/result.ts";
import type { Statements } from "../ports.ts";
import { noteEvent } from "./event.ts";
import { type HandleError, type SeenCase, take } from "./handle.ts";
import type { CaseCtx } from "./ports.ts";
import { changeRow } from "./store/change.ts";
import { toCase } from "./store/row.ts";
import type { Case, Handler } from "./words.ts";

export type AssignError =
  | HandleError
  /** Whoever it was given to may not handle it: no moderator, not of its community, or concerned by it. */
  | { readonly type: "case/not-theirs"; readonly caseId: string; readonly accountId: string };

/**
 * Takes a case, gives it to somebody, or gives it back.
 *
 * @param to null for nobody
 */
export async function assignCase(
  ctx: CaseCtx,
  on: Statements,
  by: Handler,
  { to, ...seen }: SeenCase & { readonly to: string | null },
): Promise<Result<Case, AssignError>> {
  const taken = await take(ctx, on, by, seen);
  if (!taken.ok) return taken;
  const { caseId } = seen;
  const { communityId, assignedTo: from } = taken.value;
  if (to !== null) {
    const isTheirs =
      (await ctx.cases.mayHandle(on, to, { communityId })) && !(await ctx.cases.isConcerned(on, to, caseId));
    if (!isTheirs) return err({ type: "case/not-theirs", caseId, accountId: to });
  }
  const now = ctx.clock.now();
  if (to === from) return ok(toCase(taken.value, now));
  const row = await changeRow(on, { ...taken.value, assignedTo: to }, now);
  const kind = to === null ? "unassigned" : "assigned";
  await noteEvent(ctx, on, { caseId, kind, by: by.accountId, details: { from, to } });
  return ok(toCase(row, now));
}
