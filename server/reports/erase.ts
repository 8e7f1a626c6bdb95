import type { Tx } from "../context.ts";
import { eraseComments, eraseSubjects } from "./store/erase.ts";

/**
 * Empties what people wrote in the reports of some cases, and what was said about those, as the law may ask; and whom they name.
 *
 * @param about.iris of what was erased: what else a report names stays
 */
export async function eraseReports(
  tx: Tx,
  { caseIds, ...about }: { caseIds: readonly string[]; iris: readonly string[]; accountId: string | null },
): Promise<void> {
  if (caseIds.length > 0) await eraseComments(tx, caseIds);
  await eraseSubjects(tx, about);
}
