import type { Statements } from "../ports.ts";
import { findCurrentKey } from "./store/keys.ts";
import { findTrustee, listTrustees, readInterests } from "./store/trustees.ts";
import type { Interest, Trustee, TrusteeKey } from "./trustee.ts";

/** Null for who was never asked. */
export function trusteeOf(on: Statements, accountId: string): Promise<Trustee | null> {
  return findTrustee(on, accountId);
}

/** By account, those after an id. */
export function listAllTrustees(
  on: Statements,
  page: Parameters<typeof listTrustees>[1],
): Promise<Trustee[]> {
  return listTrustees(on, page);
}

export function currentKeyOf(on: Statements, accountId: string, now: Date): Promise<TrusteeKey | null> {
  return findCurrentKey(on, accountId, now);
}

export function interestsOf(on: Statements, accountId: string): Promise<Interest[]> {
  return readInterests(on, accountId);
}
