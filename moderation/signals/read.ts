import type { ModerationCtx } from "../ports.ts";
import type { Signal } from "./signal.ts";
import { readSignals } from "./store.ts";

/** Signals about a subject or of a case, the newest first. */
export function readSignalsAbout(
  ctx: Pick<ModerationCtx, "db">,
  filter: { subjectIri?: string; caseId?: string; limit: number; before: string | null },
): Promise<Signal[]> {
  return readSignals(ctx.db, filter);
}
