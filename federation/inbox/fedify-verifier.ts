import { verifySignature } from "@fedify/fedify/sig";
import type { DocumentLoader } from "@fedify/vocab-runtime";
import type { Iri } from "#protocol/ids/iri.ts";
import type { JsonObject } from "#protocol/model/activity.ts";
import type { KnownAccount } from "../ports.ts";
import { createContextLoader } from "../remote/loader.ts";

const contextLoader = createContextLoader({ count: () => undefined });

/** Whether a document's Linked Data Signature is by that key of `owner`. */
export async function fedifyVerifiesDocument(
  json: JsonObject,
  keyId: Iri,
  owner: KnownAccount,
): Promise<boolean> {
  const documentLoader = keyLoader(keyId, owner);
  if (documentLoader === null) return false;
  try {
    return (await verifySignature(json, { contextLoader, documentLoader })) !== null;
  } catch {
    // Fedify throws on documents that JSON-LD cannot process.
    return false;
  }
}

/** Fedify asks for the key's document each time; this one is the key that is known, whatever is asked for. */
function keyLoader(keyId: string, { iri, keys }: KnownAccount): DocumentLoader | null {
  const key = keys.find(({ id, format }) => id === keyId && format === "pem");
  if (key === undefined) return null;
  const document = {
    "@context": "https://w3id.org/security/v1",
    id: keyId,
    type: "CryptographicKey",
    owner: iri,
    publicKeyPem: key.value,
  };
  return async () => ({ contextUrl: null, documentUrl: keyId, document });
}
