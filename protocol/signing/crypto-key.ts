import type { PrivateKey } from "./crypto.ts";
import { webCrypto } from "./crypto.web.ts";

/** A key of WebCrypto, which may be one that never shows its bytes. */
type CryptoKey = Parameters<typeof crypto.subtle.sign>[1];

/**
 * An Ed25519 key of WebCrypto as one that signs here. Where it is not extractable, nothing on the page can copy it.
 *
 * @throws TypeError for a key of another algorithm, or one that may not sign
 * @example await createProof(ballot, { verificationMethod, privateKey: privateKeyFrom(kept), created: new Date() });
 */
export function privateKeyFrom(key: CryptoKey): PrivateKey {
  if (key.algorithm.name !== "Ed25519" || key.type !== "private" || !key.usages.includes("sign"))
    throw new TypeError("not an Ed25519 key that signs");
  return {
    algorithm: "ed25519",
    crypto: webCrypto,
    sign: async (data) => new Uint8Array(await crypto.subtle.sign("Ed25519", key, new Uint8Array(data))),
    exportPkcs8: async () => new Uint8Array(await crypto.subtle.exportKey("pkcs8", key)),
  };
}
