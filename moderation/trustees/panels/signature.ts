import { methodOf } from "#protocol/moot/ballot.ts";
import { addProof, createProof, type JsonObject, type Proof } from "#protocol/signing/proofs.ts";
import type { KeptKey } from "../ports.ts";

/** RFC 3339 to the second. */
export function seconds(time: Date): string {
  return `${time.toISOString().slice(0, 19)}Z`;
}

/** A trustee's proof on a document, by a key that the node keeps for them. */
export async function proofWith(
  { trustee, privateKey }: KeptKey,
  document: JsonObject,
  now: Date,
): Promise<Proof> {
  const made = await createProof(document, {
    verificationMethod: methodOf(trustee),
    privateKey,
    created: now,
  });
  if (!made.ok) throw new Error(`what a trustee signs has no canonical form: ${made.error.type}`);
  return made.value;
}

export async function signWith(key: KeptKey, document: JsonObject, now: Date): Promise<JsonObject> {
  return addProof(document, await proofWith(key, document, now));
}
