import type { Statements } from "../ports.ts";
import type { LedgerName } from "./name.ts";
import { findFirstHead, findPlace } from "./store.ts";

/**
 * Where an entry about a case stands, and the first checkpoint that has it. Null while it waits for its number.
 *
 * @param about.member a member of the entry's body that says which of several it is, and what it says
 */
export async function placeOf(
  on: Statements,
  ledger: LedgerName,
  about: { kind: string; caseId: string; member: string; value: string },
): Promise<{ seq: number; note: string } | null> {
  const seq = await findPlace(on, ledger, about);
  const note = seq === null ? null : await findFirstHead(on, ledger, seq + 1);
  return seq === null || note === null ? null : { seq, note };
}
