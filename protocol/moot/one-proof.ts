import type { PublicKey } from "../signing/crypto.ts";
import { type JsonObject, readProofs, verifyProof } from "../signing/proofs.ts";

/** Whoever must have signed something: the name of their key, and the key. */
export interface Signatory {
  readonly method: string;
  readonly key: PublicKey;
}

/** Whether a document has one proof, and no other, which is right and by that key. */
export async function isSignedBy(
  document: JsonObject,
  { method, key, now }: Signatory & { readonly now: Date },
): Promise<boolean> {
  if (Array.isArray(document.proof)) return false;
  const proofs = readProofs(document);
  const proof = proofs.ok ? proofs.value[0] : undefined;
  if (!proof?.ok || proof.value.verificationMethod !== method) return false;
  return (await verifyProof(document, proof.value, { key, now })).ok;
}
