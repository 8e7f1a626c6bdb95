import { appendEntry } from "../ledger/append.ts";
import type { ModerationCtx, Statements } from "../ports.ts";
import { insertEvent } from "./store/events.ts";
import type { CaseEventKind } from "./words.ts";

/** Writes down what happened in a case, in the transaction in which it happens, and enters it in the private ledger. */
export async function noteEvent(
  ctx: Pick<ModerationCtx, "clock" | "ids">,
  on: Statements,
  event: {
    caseId: string;
    kind: CaseEventKind;
    by: string | null;
    details?: Record<string, unknown>;
    /** Details that say whom it is about: in the ledger under the key of that subject, so that they can be erased. */
    secret?: { readonly about: string; readonly content: Record<string, unknown> };
  },
): Promise<void> {
  const { caseId, kind, by, details = {}, secret } = event;
  const at = ctx.clock.now();
  const whole = { ...details, ...secret?.content };
  await insertEvent(on, { id: ctx.ids.next(), caseId, kind, by, details: whole, at });
  const entry = { kind: `case.${kind}`, caseId, by, body: details };
  await appendEntry(ctx, on, "private", secret === undefined ? entry : { ...entry, secret });
}
