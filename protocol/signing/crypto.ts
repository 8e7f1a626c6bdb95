/** What a key is; what a signature over it is called is a {@link SignatureScheme}. */
export type KeyAlgorithm = "rsa" | "ed25519" | "p256";

/** Signature algorithms, by their names in the RFC 9421 §6.2.2 registry. */
export type SignatureScheme = "rsa-v1_5-sha256" | "rsa-pss-sha512" | "ecdsa-p256-sha256" | "ed25519";

/** Node answers at once, WebCrypto with a promise; `await` takes both. */
export type Awaitable<T> = T | Promise<T>;

/** A parsed public key. Parse once and keep it: parsing costs more than an RSA verification. */
export interface PublicKey {
  readonly algorithm: KeyAlgorithm;
  /** SubjectPublicKeyInfo, DER. */
  readonly spki: Uint8Array;
  readonly crypto: CryptoProvider;
  /** False for a wrong signature and for a scheme that is not this key's; never throws. */
  verify(scheme: SignatureScheme, data: Uint8Array, signature: Uint8Array): Awaitable<boolean>;
}

/** A parsed private key. Its bytes are behind a method so that printing or serialising it shows none. */
export interface PrivateKey {
  readonly algorithm: "rsa" | "ed25519";
  readonly crypto: CryptoProvider;
  /** Signs with `rsa-v1_5-sha256` or `ed25519`, whichever is the key's. */
  sign(data: Uint8Array): Awaitable<Uint8Array>;
  /** PKCS#8, DER. */
  exportPkcs8(): Awaitable<Uint8Array>;
}

export interface KeyPair {
  readonly publicKey: PublicKey;
  readonly privateKey: PrivateKey;
}

/** The seam between this library and the platform's cryptography; two implementations, one contract test. */
export interface CryptoProvider {
  readonly name: "node" | "web";
  digest(hash: "SHA-256" | "SHA-512", data: Uint8Array): Awaitable<Uint8Array>;
  /** @throws when the DER is not a key of that algorithm. */
  importPublicKey(algorithm: KeyAlgorithm, spki: Uint8Array): Awaitable<PublicKey>;
  /** @throws when the DER is not a key of that algorithm. */
  importPrivateKey(algorithm: PrivateKey["algorithm"], pkcs8: Uint8Array): Awaitable<PrivateKey>;
  /** RSA keys have 2048 bits: what the fediverse verifies, and 4.7 times faster to sign with than 4096. */
  generateKeyPair(algorithm: PrivateKey["algorithm"]): Promise<KeyPair>;
}

const schemesOf: Readonly<Record<KeyAlgorithm, readonly SignatureScheme[]>> = {
  rsa: ["rsa-v1_5-sha256", "rsa-pss-sha512"],
  ed25519: ["ed25519"],
  p256: ["ecdsa-p256-sha256"],
};

/** Whether a key of that algorithm can make signatures of that scheme. */
export function schemeFits(scheme: SignatureScheme, algorithm: KeyAlgorithm): boolean {
  return schemesOf[algorithm].includes(scheme);
}

/** The scheme a key signs with when nothing says otherwise: what every fediverse peer accepts for it. */
export function defaultScheme(algorithm: KeyAlgorithm): SignatureScheme {
  return algorithm === "rsa" ? "rsa-v1_5-sha256" : algorithm === "p256" ? "ecdsa-p256-sha256" : "ed25519";
}
