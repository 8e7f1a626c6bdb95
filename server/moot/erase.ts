import type { Tx } from "../context.ts";
import { deletePublished } from "./store/published.ts";
import { emptyReceived } from "./store/received.ts";

/** Erases what decisions between nodes say of some subjects, or somebody's, on a legal request. What was done by them stays. */
export async function eraseDecisions(
  tx: Tx,
  about: { iris: readonly string[]; accountId: string | null },
): Promise<void> {
  await emptyReceived(tx, about);
  await deletePublished(tx, about);
}
