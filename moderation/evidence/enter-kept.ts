import { appendEntry } from "../ledger/append.ts";
import type { ModerationCtx, Statements } from "../ports.ts";
import type { Evidence } from "./store.ts";

export const KEPT = "evidence.kept";

/** Enters what is kept for a case by its hashes, so that an export can show that nothing of it was changed afterwards. */
export async function enterKept(
  ctx: Pick<ModerationCtx, "clock" | "ids">,
  on: Statements,
  caseId: string,
  rows: readonly Pick<Evidence, "id" | "kind" | "sha256">[],
): Promise<void> {
  const items = rows.map(({ id, kind, sha256 }) => ({ id, kind, sha256 }));
  await appendEntry(ctx, on, "private", { kind: KEPT, caseId, body: { items } });
}
