import type { webcrypto } from "node:crypto";
import { attachSignature, createSignature } from "@fedify/fedify/sig";
import type { DocumentLoader } from "@fedify/vocab-runtime";
import { LRUCache } from "lru-cache";
import type { Iri } from "#protocol/ids/iri.ts";
import type { JsonObject } from "#protocol/model/activity.ts";
import { importPrivateKey, type PrivateKey } from "#protocol/signing/keys.ts";
import { addProof, createProof } from "#protocol/signing/proofs.ts";
import { activityStreams } from "#protocol/vocab/write/context.ts";
import type { Ports } from "../ports.ts";

/** Defines `proof`: who expands JSON-LD sees none without it. */
const DATA_INTEGRITY = "https://w3id.org/security/data-integrity/v1";

/** After this long, keys that were replaced meanwhile sign no more. */
const KEYS_FOR_MS = 60_000;

/** Makes an activity speak for itself, whoever brings it. */
export type SignDocument = (
  senderId: string,
  document: JsonObject,
  options: { isPublic: boolean; channel?: Iri },
) => Promise<JsonObject>;

interface Keys {
  ed25519: { keyId: string; privateKey: PrivateKey };
  rsa: { keyId: string; privateKey: webcrypto.CryptoKey };
}

/**
 * Signs activities of local accounts: an object proof (FEP-8b32, `eddsa-jcs-2022`), and on public ones a Linked Data
 * Signature after it, by which Mastodon believes what relays and other servers pass on. Verifiers of the proof leave the
 * signature out (FEP-8b32); the signature covers the proof. What a channel says has the signature alone: it has no key for
 * proofs, and PeerTube, for which it is there, reads none.
 *
 * @param contextLoader must know every context that this node writes: nothing is fetched to sign
 * @example
 * const sign = createDocumentSigner(ports, createContextLoader(remote));
 * const signed = await sign(sender.id, activity, { isPublic: true });
 */
export function createDocumentSigner(
  deps: {
    accounts: Pick<Ports["accounts"], "signer">;
    clock: Ports["clock"];
    log: Pick<Ports["log"], "warn">;
  },
  contextLoader: DocumentLoader,
): SignDocument {
  const keys = new LRUCache<string, Promise<Keys>>({ max: 1_000, ttl: KEYS_FOR_MS });

  const keysOf = (accountId: string): Promise<Keys> => {
    const known = keys.get(accountId);
    if (known !== undefined) return known;
    const loading = loadKeys(deps, accountId);
    keys.set(accountId, loading);
    loading.catch(() => keys.delete(accountId));
    return loading;
  };

  return async (senderId, document, { isPublic, channel }) => {
    const { ed25519, rsa } = await keysOf(senderId);
    const created = deps.clock.now();
    if (channel !== undefined)
      return withSignature(document, { ...rsa, keyId: `${channel}#main-key` }, created, contextLoader);
    const unsigned = withProofContext(document);
    const { keyId: verificationMethod, privateKey } = ed25519;
    const proof = await createProof(unsigned, { verificationMethod, privateKey, created });
    if (!proof.ok) throw new Error(`an activity cannot be signed: ${proof.error.type}`);
    const proved = addProof(unsigned, proof.value);
    if (!isPublic) return proved;
    try {
      return await withSignature(proved, rsa, created, contextLoader);
    } catch (error) {
      // RDF is stricter than JSON: a malformed language tag is enough. Without it only relays are lost.
      deps.log.warn(
        { reason: String(error), activity: document.id },
        "activity sent without Linked Data Signature",
      );
      return proved;
    }
  };
}

async function withSignature(
  document: JsonObject,
  { keyId, privateKey }: Keys["rsa"],
  created: Date,
  contextLoader: DocumentLoader,
): Promise<JsonObject> {
  const signature = await createSignature(document, privateKey, new URL(keyId), {
    contextLoader,
    // Only its text is used, and Node 24 has no Temporal.
    created: created.toISOString() as unknown as Temporal.Instant,
  });
  return { ...document, ...attachSignature(document, signature) };
}

/** Right after ActivityStreams: the terms that it protects are redefined by nothing that we write. */
function withProofContext(document: JsonObject): JsonObject {
  const context = [document["@context"] ?? activityStreams].flat();
  if (context.includes(DATA_INTEGRITY)) return document;
  const [first, ...rest] = context;
  return { ...document, "@context": [first, DATA_INTEGRITY, ...rest] };
}

async function loadKeys(
  { accounts }: { accounts: Pick<Ports["accounts"], "signer"> },
  accountId: string,
): Promise<Keys> {
  const signer = await accounts.signer(accountId);
  const [ed25519, rsa] = await Promise.all([
    parseKey(signer.ed25519.privatePem),
    parseKey(signer.rsa.privatePem),
  ]);
  return {
    ed25519: { keyId: signer.ed25519.keyId, privateKey: ed25519 },
    rsa: { keyId: signer.rsa.keyId, privateKey: await forFedify(rsa) },
  };
}

async function parseKey(pem: string): Promise<PrivateKey> {
  const key = await importPrivateKey(pem);
  if (!key.ok) throw new Error(`a local account's key is of no use: ${key.error.type}`);
  return key.value;
}

async function forFedify(key: PrivateKey): Promise<webcrypto.CryptoKey> {
  const pkcs8 = new Uint8Array(await key.exportPkcs8());
  const algorithm = { name: "RSASSA-PKCS1-v1_5", hash: "SHA-256" };
  return crypto.subtle.importKey("pkcs8", pkcs8, algorithm, true, ["sign"]);
}
