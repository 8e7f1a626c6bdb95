import type { ModerationCtx, Statements } from "../ports.ts";
import { type Evidence, readEvidence, readOne } from "./store.ts";

export type { Evidence } from "./store.ts";

const MOST = 500;

/** What a case is judged by, the oldest first. */
export function evidenceOf(ctx: { readonly db: Statements }, caseId: string): Promise<Evidence[]> {
  return readEvidence(ctx.db, caseId, MOST);
}

export function findEvidence(ctx: Pick<ModerationCtx, "db">, id: string): Promise<Evidence | null> {
  return readOne(ctx.db, id);
}
