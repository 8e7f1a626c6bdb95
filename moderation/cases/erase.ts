import type { Statements } from "../ports.ts";
import { eraseNotes, findAbout } from "./store/erase.ts";

/**
 * Empties what moderators wrote in the cases about a subject, as the law may ask: that there was a note stays, and so does its
 * hash in the ledger.
 *
 * @param about.iri of a post, an account or a medium
 * @param about.accountId of an account, whose posts' cases are meant as well
 * @returns the cases, and the IRIs of what they are about
 */
export async function eraseWords(
  on: Statements,
  about: { iri: string; accountId: string | null },
): Promise<{ caseIds: string[]; iris: string[] }> {
  const found = await findAbout(on, about);
  const caseIds = found.map(({ id }) => id);
  await eraseNotes(on, caseIds);
  return { caseIds, iris: [...new Set(found.map(({ iri }) => iri))] };
}
