import type { ModerationCtx, Statements } from "../ports.ts";
import { keyOf } from "../subject.ts";
import { dueAt } from "./deadline.ts";
import { noteEvent } from "./event.ts";
import { countServer, joinRow } from "./store/join.ts";
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
  const { subject, because, category, severity } = joining;
  const now = ctx.clock.now();
  const joined = await joinRow(on, { id: ctx.ids.next(), ...joining }, { now, dueAt: dueAt(severity, now) });
  if (joined.isNew)
    await noteEvent(ctx, on, {
      caseId: joined.caseId,
      kind: "opened",
      by: null,
      details: { category, severity },
      secret: { about: keyOf(subject), content: { subject: subject.iri } },
    });
  const isReport = "report" in because;
  if (isReport) await countServer(on, joined.caseId, because.server);
  const kind = isReport ? "reported" : "signalled";
  await noteEvent(ctx, on, { caseId: joined.caseId, kind, by: null, details: { ...because } });
  return joined;
}
