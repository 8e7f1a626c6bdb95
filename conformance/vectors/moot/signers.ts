import type { Iri } from "#protocol/ids/iri.ts";
import { methodOf } from "#protocol/moot/ballot.ts";
import type { KeyPair } from "#protocol/signing/crypto.ts";
import { exportMultikey, importPrivateKey, importPublicKey } from "#protocol/signing/keys.ts";
import { utf8 } from "#protocol/signing/message.ts";
import { addProof, createProof, type JsonObject } from "#protocol/signing/proofs.ts";
import { sha256 } from "#protocol/signing/sha256.ts";

export const NOW = "2026-11-26T12:00:00Z";
export const NODE = "https://moot.example/actor";
/** The name of that node's key in proofs. */
export const METHOD = `${NODE}#ed25519-key`;
export const iri = (path: string) => `https://moot.example/${path}` as Iri;

export interface Signer {
  readonly name: string;
  readonly keys: KeyPair;
}

/** An Ed25519 pair whose secret is the SHA-256 of a text: for vectors alone. */
export async function signerOf(seed: string): Promise<Signer> {
  const secret = sha256(utf8(`folkmoot vectors: ${seed}`));
  // RFC 8410: the PKCS#8 form of an Ed25519 key is these bytes and the seed.
  const pkcs8 = Buffer.concat([Buffer.from("302e020100300506032b657004220420", "hex"), secret]);
  const pem = `-----BEGIN PRIVATE KEY-----\n${pkcs8.toString("base64")}\n-----END PRIVATE KEY-----\n`;
  const privateKey = await importPrivateKey(pem);
  if (!privateKey.ok) throw new Error("no key");
  const { createPrivateKey, createPublicKey } = await import("node:crypto");
  const spki = createPublicKey(createPrivateKey(pem)).export({ type: "spki", format: "pem" }).toString();
  const publicKey = await importPublicKey(spki);
  if (!publicKey.ok) throw new Error("no key");
  const keys = { publicKey: publicKey.value, privateKey: privateKey.value };
  return { keys, name: `did:key:${exportMultikey(keys.publicKey)}` };
}

export async function sign(
  document: JsonObject,
  by: { method: string; keys: KeyPair },
  at = NOW,
): Promise<JsonObject> {
  const made = await createProof(document, {
    verificationMethod: by.method,
    privateKey: by.keys.privateKey,
    created: new Date(at),
  });
  if (!made.ok) throw new Error(made.error.type);
  return addProof(document, made.value);
}

/** As a `did:key` names its only key. */
export const asTrustee = ({ name, keys }: Signer) => ({ method: methodOf(name), keys });
