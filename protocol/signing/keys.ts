import { err, ok, type Result } from "../result.ts";
import { platformCrypto } from "./crypto.platform.ts";
import type { CryptoProvider, KeyAlgorithm, KeyPair, PrivateKey, PublicKey } from "./crypto.ts";
import { INTEGER, keyInsideSpki, OBJECT_ID, readElement, SEQUENCE, spkiFromPkcs1 } from "./der.ts";
import { pkcs8FromMultikey, spkiFromMultikey } from "./multikey.ts";
import { parsePem, writePem } from "./pem.ts";

export type { CryptoProvider, KeyAlgorithm, KeyPair, PrivateKey, PublicKey } from "./crypto.ts";
export { exportMultikey } from "./multikey.ts";

/** Why a text is no key that can be used. */
export type KeyError =
  | { readonly type: "key/malformed" }
  | { readonly type: "key/unsupported-algorithm" }
  /** RSA keys have 1024 to 8192 bits here. */
  | { readonly type: "key/bad-size"; readonly bits: number };

/** Too few, but what BookWyrm and Bridgy Fed give their accounts. */
const MIN_RSA_BITS = 1024;
/** Above this, verifying a signature is an attack on the verifier. */
const MAX_RSA_BITS = 8192;

/**
 * A public key as peers publish it: `publicKeyPem` (SPKI or PKCS#1), `publicKeyMultibase` (FEP-521a; Ed25519 or
 * RSA) or a `did:key`, with or without a fragment. P-256 is taken as PEM only.
 *
 * @example
 * const key = await importPublicKey("z6MkrJVnaZkeFzdQyMZu1cgjg7k1pZZ6pvBQ7XJPt4swbTQ2");
 * if (key.ok) key.value.algorithm; // "ed25519"
 */
export async function importPublicKey(
  text: string,
  crypto: CryptoProvider = platformCrypto,
): Promise<Result<PublicKey, KeyError>> {
  const spki = spkiOf(text.trim());
  if (spki === null) return err({ type: "key/malformed" });
  const outer = readElement(spki);
  const algorithm = outer?.tag === SEQUENCE ? algorithmAt(outer.content) : null;
  if (algorithm === null) return err({ type: "key/unsupported-algorithm" });
  if (algorithm === "rsa") {
    const bits = modulusBits(spki);
    if (bits === null) return err({ type: "key/malformed" });
    if (bits < MIN_RSA_BITS || bits > MAX_RSA_BITS) return err({ type: "key/bad-size", bits });
  }
  try {
    return ok(await crypto.importPublicKey(algorithm, spki));
  } catch {
    return err({ type: "key/malformed" });
  }
}

/** A private key from PKCS#8 PEM, the form to store it in, or from an Ed25519 `secretKeyMultibase`. */
export async function importPrivateKey(
  text: string,
  crypto: CryptoProvider = platformCrypto,
): Promise<Result<PrivateKey, KeyError>> {
  const pem = parsePem(text);
  const pkcs8 = pem?.label === "PRIVATE KEY" ? pem.der : pkcs8FromMultikey(text.trim());
  const outer = pkcs8 && readElement(pkcs8);
  const version = outer && readElement(outer.content);
  if (!pkcs8 || !outer || version?.tag !== INTEGER) return err({ type: "key/malformed" });
  const algorithm = algorithmAt(outer.content, version.end);
  if (algorithm === null || algorithm === "p256") return err({ type: "key/unsupported-algorithm" });
  try {
    return ok(await crypto.importPrivateKey(algorithm, pkcs8));
  } catch {
    return err({ type: "key/malformed" });
  }
}

/** SPKI PEM, what an actor's `publicKeyPem` holds. */
export function exportPublicKeyPem(key: PublicKey): string {
  return writePem({ label: "PUBLIC KEY", der: key.spki });
}

/** PKCS#8 PEM. It is a secret: store it, never log it. */
export async function exportPrivateKeyPem(key: PrivateKey): Promise<string> {
  return writePem({ label: "PRIVATE KEY", der: await key.exportPkcs8() });
}

/** An RSA-2048 pair, for HTTP signatures that every peer understands (75 ms of one core). */
export function generateRsaKeyPair(crypto: CryptoProvider = platformCrypto): Promise<KeyPair> {
  return crypto.generateKeyPair("rsa");
}

/** An Ed25519 pair, for object proofs (0.1 ms). */
export function generateEd25519KeyPair(crypto: CryptoProvider = platformCrypto): Promise<KeyPair> {
  return crypto.generateKeyPair("ed25519");
}

function spkiOf(text: string): Uint8Array | null {
  if (text.startsWith("did:key:"))
    return spkiFromMultikey(text.slice("did:key:".length).replace(/#.*$/s, ""));
  if (text.startsWith("z")) return spkiFromMultikey(text);
  const pem = parsePem(text);
  if (pem?.label === "PUBLIC KEY") return pem.der;
  return pem?.label === "RSA PUBLIC KEY" ? spkiFromPkcs1(pem.der) : null;
}

/** Object identifiers in DER, as hexadecimal. */
const algorithmOf: Readonly<Record<string, KeyAlgorithm | undefined>> = {
  "2a864886f70d010101": "rsa",
  "2b6570": "ed25519",
  "2a8648ce3d0201": "p256", // any curve; the platform refuses the ones that are not P-256
};

/** The algorithm named by the AlgorithmIdentifier at that offset, or null when it is none of ours. */
function algorithmAt(content: Uint8Array, offset = 0): KeyAlgorithm | null {
  const identifier = readElement(content, offset);
  const oid = identifier?.tag === SEQUENCE ? readElement(identifier.content) : null;
  if (oid?.tag !== OBJECT_ID) return null;
  const hex = Array.from(oid.content, (byte) => byte.toString(16).padStart(2, "0")).join("");
  return algorithmOf[hex] ?? null;
}

function modulusBits(spki: Uint8Array): number | null {
  const pkcs1 = keyInsideSpki(spki);
  const sequence = pkcs1 && readElement(pkcs1);
  const modulus = sequence && readElement(sequence.content);
  if (modulus?.tag !== INTEGER) return null;
  const leading = modulus.content.findIndex((byte) => byte !== 0);
  if (leading < 0) return null;
  const highest = modulus.content[leading] ?? 0;
  return (modulus.content.length - leading) * 8 - (Math.clz32(highest) - 24);
}
