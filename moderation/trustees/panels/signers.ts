import { type JsonObject, readProofs } from "#protocol/signing/proofs.ts";

const PREFIX = "did:key:";

/** By whom a decision is signed so far, by their names. */
export function signersOf(document: JsonObject | null): string[] {
  const proofs = document === null ? null : readProofs(document);
  if (!proofs?.ok) return [];
  return proofs.value.flatMap((each) => {
    if (!each.ok || !each.value.verificationMethod.startsWith(PREFIX)) return [];
    return each.value.verificationMethod.split("#")[0] ?? [];
  });
}
