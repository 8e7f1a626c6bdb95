import { base58 } from "@scure/base";
import type { PublicKey } from "./crypto.ts";
import {
  ED25519_PKCS8_PREFIX,
  ED25519_SPKI_PREFIX,
  keyInsideSpki,
  spkiFromPkcs1,
  withPrefix,
} from "./der.ts";

/** Multicodec codes as unsigned varints, https://www.w3.org/TR/cid-1.0/#Multikey and FEP-521a. */
const ED25519_PUBLIC = [0xed, 0x01] as const;
const ED25519_SECRET = [0x80, 0x26] as const;
const RSA_PUBLIC = [0x85, 0x24] as const;

/** Longer than an RSA-8192 key; base58 takes quadratic time, so longer text is not even looked at. */
const MAX_LENGTH = 1500;

/** Multibase base58btc ("z..."), the only base FEP-521a and FEP-8b32 allow. Null when it is not that. */
export function decodeMultibase(text: string): Uint8Array | null {
  if (!text.startsWith("z") || text.length > MAX_LENGTH) return null;
  try {
    return base58.decode(text.slice(1));
  } catch {
    return null;
  }
}

export function encodeMultibase(bytes: Uint8Array): string {
  return `z${base58.encode(bytes)}`;
}

/** The SubjectPublicKeyInfo of a `publicKeyMultibase` (Ed25519, or RSA as PKCS#1), or null. */
export function spkiFromMultikey(multikey: string): Uint8Array | null {
  const bytes = decodeMultibase(multikey);
  if (bytes === null) return null;
  const key = bytes.subarray(2);
  if (hasCode(bytes, ED25519_PUBLIC) && key.length === 32) return withPrefix(ED25519_SPKI_PREFIX, key);
  return hasCode(bytes, RSA_PUBLIC) ? spkiFromPkcs1(key) : null;
}

/** The PKCS#8 form of a `secretKeyMultibase` (Ed25519), or null. */
export function pkcs8FromMultikey(multikey: string): Uint8Array | null {
  const bytes = decodeMultibase(multikey);
  if (bytes?.length !== 34 || !hasCode(bytes, ED25519_SECRET)) return null;
  return withPrefix(ED25519_PKCS8_PREFIX, bytes.subarray(2));
}

/**
 * The key as the `publicKeyMultibase` of a Multikey, FEP-521a.
 *
 * @throws TypeError for a P-256 key, which we verify with but never publish.
 * @example
 * exportMultikey(publicKey); // "z6MkrJVnaZkeFzdQyMZu1cgjg7k1pZZ6pvBQ7XJPt4swbTQ2"
 */
export function exportMultikey(key: PublicKey): string {
  const inside = keyInsideSpki(key.spki);
  if (inside === null || key.algorithm === "p256") throw new TypeError(`no Multikey for ${key.algorithm}`);
  const code = key.algorithm === "rsa" ? RSA_PUBLIC : ED25519_PUBLIC;
  return encodeMultibase(withPrefix(Uint8Array.from(code), inside));
}

function hasCode(bytes: Uint8Array, code: readonly [number, number]): boolean {
  return bytes[0] === code[0] && bytes[1] === code[1];
}
