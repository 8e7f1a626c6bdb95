import { appendEntry } from "../ledger/append.ts";
import type { ModerationCtx, Statements } from "../ports.ts";
import { insertEvent } from "./store/events.ts";
import type { CaseEventKind } from "./words.ts";

/** Writes down what happened in a case, in the transaction in which it happens, and enters it in the private ledger. */
export async function noteEvent(
  ctx: Pick<ModerationCtx, "clock" | "ids">,
  on: Statements,
  event: { caseId: string; kind: CaseEventKind; by: string | null; details?: Record<string, unknown> },
): Promise<void> {
  const { caseId, kind, by, details = {} } = event;
  const at = ctx.clock.now();
  await insertEvent(on, { id: ctx.ids.next(), caseId, kind, by, details, at });
  await appendEntry(ctx, on, "private", { kind: `case.${kind}`, caseId, by, body: details });
}
