import type { Statements } from "../ports.ts";
import { eraseJudged } from "./store/erase.ts";

/**
 * Erases, on a legal request, what panels have written about some cases: drafts, what was said among the members, decisions with their reasons, and
 * appeals; and somebody's own appeals. That there was a panel, how it voted and what was done stays.
 */
export function eraseJudgements(
  on: Statements,
  about: { readonly caseIds: readonly string[]; readonly accountId: string | null },
): Promise<void> {
  return eraseJudged(on, about);
}
