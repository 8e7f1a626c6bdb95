import type { KeyObject } from "node:crypto";
import {
  type CryptoProvider,
  type PrivateKey,
  type PublicKey,
  type SignatureScheme,
  schemeFits,
} from "./crypto.ts";

// Looked up instead of imported, so that a bundler for browsers leaves this file alone.
const native = globalThis.process?.getBuiltinModule?.("node:crypto");

/**
 * Node's own cryptography, or null where there is none (a browser). Verification answers at once (an RSA-2048
 * signature takes 0.05 ms); RSA signing (1.4 ms) runs on libuv's thread pool and so uses the other cores.
 */
export const nodeCrypto: CryptoProvider | null = native ? createNodeCrypto(native) : null;

/** SHA-256 that answers at once, as trees of hashes want it; null where there is no node:crypto. */
export const nodeSha256: ((data: Uint8Array) => Uint8Array) | null = native
  ? (data) => native.hash("sha256", data, "buffer")
  : null;

function createNodeCrypto(crypto: typeof import("node:crypto")): CryptoProvider {
  const provider: CryptoProvider = {
    name: "node",
    digest: (hash, data) => crypto.hash(hash, data, "buffer"),
    importPublicKey(algorithm, spki) {
      const key = crypto.createPublicKey({ key: Buffer.from(spki), format: "der", type: "spki" });
      if (algorithm === "p256" && key.asymmetricKeyDetails?.namedCurve !== "prime256v1") {
        throw new TypeError("not a P-256 key");
      }
      return wrapPublic(algorithm, spki, key);
    },
    importPrivateKey(algorithm, pkcs8) {
      const key = crypto.createPrivateKey({ key: Buffer.from(pkcs8), format: "der", type: "pkcs8" });
      return wrapPrivate(algorithm, key);
    },
    generateKeyPair(algorithm) {
      return new Promise((resolve, reject) => {
        const done = (error: Error | null, publicHalf: KeyObject, privateHalf: KeyObject): void => {
          if (error) {
            reject(error);
            return;
          }
          const spki = new Uint8Array(publicHalf.export({ format: "der", type: "spki" }));
          const publicKey = wrapPublic(algorithm, spki, publicHalf);
          resolve({ publicKey, privateKey: wrapPrivate(algorithm, privateHalf) });
        };
        if (algorithm === "rsa") crypto.generateKeyPair("rsa", { modulusLength: 2048 }, done);
        else crypto.generateKeyPair("ed25519", {}, done);
      });
    },
  };

  function wrapPublic(algorithm: PublicKey["algorithm"], spki: Uint8Array, key: KeyObject): PublicKey {
    return {
      algorithm,
      spki,
      crypto: provider,
      verify(scheme, data, signature) {
        if (!schemeFits(scheme, algorithm)) return false;
        const padding = paddingOf[scheme];
        // Given the bare key where nothing else is to be said, Node verifies in two thirds of the time.
        return crypto.verify(hashOf[scheme], data, padding ? { key, ...padding } : key, signature);
      },
    };
  }

  function wrapPrivate(algorithm: PrivateKey["algorithm"], key: KeyObject): PrivateKey {
    return {
      algorithm,
      crypto: provider,
      sign: (data) =>
        algorithm === "ed25519"
          ? crypto.sign(null, data, key) // 0.07 ms: a trip to the thread pool would cost as much
          : new Promise((resolve, reject) =>
              crypto.sign("sha256", data, key, (error, signature) =>
                error ? reject(error) : resolve(signature),
              ),
            ),
      exportPkcs8: () => new Uint8Array(key.export({ format: "der", type: "pkcs8" })),
    };
  }

  const hashOf: Readonly<Record<SignatureScheme, string | null>> = {
    "rsa-v1_5-sha256": "sha256",
    "rsa-pss-sha512": "sha512",
    "ecdsa-p256-sha256": "sha256",
    ed25519: null, // hashes by itself
  };
  const paddingOf = {
    "rsa-v1_5-sha256": null,
    "rsa-pss-sha512": { padding: crypto.constants.RSA_PKCS1_PSS_PADDING, saltLength: 64 }, // RFC 9421 §3.3.1
    "ecdsa-p256-sha256": { dsaEncoding: "ieee-p1363" }, // RFC 9421 §3.3.4: r and s, not DER
    ed25519: null,
  } as const;

  return provider;
}
