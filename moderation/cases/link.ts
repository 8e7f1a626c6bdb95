import { err, ok, type Result } from "#protocol/result.ts";
import type { Statements } from "../ports.ts";
import { noteEvent } from "./event.ts";
import { type HandleError, take } from "./handle.ts";
import type { CaseCtx } from "./ports.ts";
import { deleteLink, insertLink } from "./store/change.ts";
import type { Handler } from "./words.ts";

export type LinkError = HandleError | { readonly type: "case/same"; readonly caseId: string };

/** Says that two cases belong together, or no longer do. Doing it again does nothing. */
export async function linkCases(
  ctx: CaseCtx,
  on: Statements,
  by: Handler,
  { caseId, otherId, isLinked }: { caseId: string; otherId: string; isLinked: boolean },
): Promise<Result<undefined, LinkError>> {
  if (caseId === otherId) return err({ type: "case/same", caseId });
  // In one order, so that two people who link the same two do not wait for each other.
  for (const id of [caseId, otherId].sort()) {
    const taken = await take(ctx, on, by, { caseId: id, version: null });
    if (!taken.ok) return taken;
  }
  const change = isLinked ? insertLink : deleteLink;
  if (await change(on, { caseId, otherId }))
    await noteEvent(ctx, on, {
      caseId,
      kind: isLinked ? "linked" : "unlinked",
      by: by.accountId,
      details: { other: otherId },
    });
  return ok();
}
