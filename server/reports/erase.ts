import type { Tx } from "../context.ts";
import { eraseComments } from "./store/erase.ts";

/** Empties what people wrote in the reports of some cases, and what was said about those, as the law may ask. */
export async function eraseReportWords(tx: Tx, caseIds: readonly string[]): Promise<void> {
  if (caseIds.length > 0) await eraseComments(tx, caseIds);
}
