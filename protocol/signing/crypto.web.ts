import { keygenAsync, signAsync, verifyAsync } from "@noble/ed25519";
import { type CryptoProvider, type PrivateKey, type PublicKey, schemeFits } from "./crypto.ts";
import { ED25519_PKCS8_PREFIX, ED25519_SPKI_PREFIX, withPrefix } from "./der.ts";

const RSA_V1_5 = { name: "RSASSA-PKCS1-v1_5", hash: "SHA-256" };
const RSA_PSS = { name: "RSA-PSS", hash: "SHA-512" };
const P256 = { name: "ECDSA", namedCurve: "P-256" };

/**
 * The same on WebCrypto, for the library in a browser, a worker or Deno. Ed25519 comes from noble, because
 * browsers in use have WebCrypto without it.
 */
export const webCrypto: CryptoProvider = {
  name: "web",
  digest: async (hash, data) => new Uint8Array(await crypto.subtle.digest(hash, copy(data))),
  importPublicKey(algorithm, spki) {
    if (algorithm === "ed25519") return ed25519PublicKey(spki);
    return algorithm === "rsa" ? rsaPublicKey(spki) : p256PublicKey(spki);
  },
  importPrivateKey: (algorithm, pkcs8) =>
    algorithm === "rsa" ? rsaPrivateKey(pkcs8) : ed25519PrivateKey(pkcs8),
  async generateKeyPair(algorithm) {
    if (algorithm === "ed25519") {
      const { publicKey, secretKey } = await keygenAsync();
      return {
        publicKey: ed25519PublicKey(withPrefix(ED25519_SPKI_PREFIX, publicKey)),
        privateKey: ed25519PrivateKey(withPrefix(ED25519_PKCS8_PREFIX, secretKey)),
      };
    }
    const size = { modulusLength: 2048, publicExponent: new Uint8Array([1, 0, 1]) };
    const pair = await crypto.subtle.generateKey({ ...RSA_V1_5, ...size }, true, ["sign", "verify"]);
    return {
      publicKey: await rsaPublicKey(new Uint8Array(await crypto.subtle.exportKey("spki", pair.publicKey))),
      privateKey: await rsaPrivateKey(
        new Uint8Array(await crypto.subtle.exportKey("pkcs8", pair.privateKey)),
      ),
    };
  },
};

/** WebCrypto takes only bytes that no other thread can change. */
function copy(bytes: Uint8Array): Uint8Array<ArrayBuffer> {
  return new Uint8Array(bytes);
}

async function rsaPublicKey(spki: Uint8Array): Promise<PublicKey> {
  // WebCrypto binds a key to one padding, so the same key is imported twice.
  const v1_5 = await crypto.subtle.importKey("spki", copy(spki), RSA_V1_5, false, ["verify"]);
  const pss = await crypto.subtle.importKey("spki", copy(spki), RSA_PSS, false, ["verify"]);
  return {
    algorithm: "rsa",
    spki,
    crypto: webCrypto,
    async verify(scheme, data, signature) {
      if (!schemeFits(scheme, "rsa")) return false;
      return scheme === "rsa-pss-sha512"
        ? crypto.subtle.verify({ ...RSA_PSS, saltLength: 64 }, pss, copy(signature), copy(data))
        : crypto.subtle.verify(RSA_V1_5, v1_5, copy(signature), copy(data));
    },
  };
}

async function p256PublicKey(spki: Uint8Array): Promise<PublicKey> {
  const key = await crypto.subtle.importKey("spki", copy(spki), P256, false, ["verify"]);
  return {
    algorithm: "p256",
    spki,
    crypto: webCrypto,
    async verify(scheme, data, signature) {
      if (!schemeFits(scheme, "p256")) return false;
      return crypto.subtle.verify({ name: "ECDSA", hash: "SHA-256" }, key, copy(signature), copy(data));
    },
  };
}

function ed25519PublicKey(spki: Uint8Array): PublicKey {
  const raw = spki.slice(ED25519_SPKI_PREFIX.length);
  if (raw.length !== 32) throw new TypeError("not an Ed25519 public key");
  return {
    algorithm: "ed25519",
    spki,
    crypto: webCrypto,
    async verify(scheme, data, signature) {
      if (!schemeFits(scheme, "ed25519") || signature.length !== 64) return false;
      // RFC 8032's own equation, as OpenSSL checks it: both providers must agree on every signature.
      return verifyAsync(signature, data, raw, { zip215: false }).catch(() => false);
    },
  };
}

function ed25519PrivateKey(pkcs8: Uint8Array): PrivateKey {
  const seed = pkcs8.slice(ED25519_PKCS8_PREFIX.length, ED25519_PKCS8_PREFIX.length + 32);
  if (seed.length !== 32) throw new TypeError("not an Ed25519 private key");
  return {
    algorithm: "ed25519",
    crypto: webCrypto,
    sign: (data) => signAsync(data, seed),
    exportPkcs8: () => withPrefix(ED25519_PKCS8_PREFIX, seed),
  };
}

async function rsaPrivateKey(pkcs8: Uint8Array): Promise<PrivateKey> {
  const key = await crypto.subtle.importKey("pkcs8", copy(pkcs8), RSA_V1_5, true, ["sign"]);
  return {
    algorithm: "rsa",
    crypto: webCrypto,
    sign: async (data) => new Uint8Array(await crypto.subtle.sign(RSA_V1_5, key, copy(data))),
    exportPkcs8: async () => new Uint8Array(await crypto.subtle.exportKey("pkcs8", key)),
  };
}
