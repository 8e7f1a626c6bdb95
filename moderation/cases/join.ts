import type { ModerationCtx, Statements } from "../ports.ts";
import { noteEvent } from "./event.ts";
import { joinRow } from "./store.ts";
import type { Joining } from "./words.ts";

/**
 * Adds a report or a signal to the open case about its subject, and opens one where there is none, in the caller's transaction.
 *
 * @example const { caseId, isNew } = await joinCase(ctx, tx, { subject, domain, category: "spam", severity: 1, because: { report: id, server } });
 */
export async function joinCase(
  ctx: Pick<ModerationCtx, "clock" | "ids">,
  on: Statements,
  joining: Joining,
): Promise<{ caseId: string; isNew: boolean }> {
  const { because, category, severity } = joining;
  const joined = await joinRow(on, { id: ctx.ids.next(), ...joining }, ctx.clock.now());
  if (joined.isNew)
    await noteEvent(ctx, on, {
      caseId: joined.caseId,
      kind: "opened",
      by: null,
      details: { subject: joining.subject.iri, category, severity },
    });
  const kind = "report" in because ? "reported" : "signalled";
  await noteEvent(ctx, on, { caseId: joined.caseId, kind, by: null, details: { ...because } });
  return joined;
}
