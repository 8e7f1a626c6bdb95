import type { KeptBy } from "#protocol/moot/ballot.ts";
import type { Statements } from "../ports.ts";
import { readKeys } from "./store/keys.ts";

/** Somebody who is or was a trustee, as everybody may know them: under the name that they sign with. */
export interface Term {
  readonly trustee: string;
  readonly community: string;
  readonly languages: readonly string[];
  readonly keptBy: KeptBy;
  readonly from: Date;
  readonly until: Date;
}

/** @param among these names alone; null for all */
export async function readTerms(on: Statements, among: readonly string[] | null): Promise<Term[]> {
  const keys = await readKeys(on, among);
  return keys.map(({ accountId: _, secret: __, ...term }) => term);
}
