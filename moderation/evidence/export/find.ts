import type { Statements } from "../../ports.ts";
import { findCaseByNumber } from "./store.ts";

/** The id of the case that people call by that number. */
export function caseByNumber({ db }: { readonly db: Statements }, number: number): Promise<string | null> {
  return findCaseByNumber(db, number);
}
