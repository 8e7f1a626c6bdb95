/**
 * The few DER structures (X.690) that keys come in. Only as much as is needed to tell which algorithm a key is
 * for, and to change its wrapping; the platform parses the key itself.
 */
export interface DerElement {
  readonly tag: number;
  readonly content: Uint8Array;
  /** Where the next element begins. */
  readonly end: number;
}

export const SEQUENCE = 0x30;
export const INTEGER = 0x02;
export const BIT_STRING = 0x03;
export const OBJECT_ID = 0x06;

const bytes = (hex: string): Uint8Array =>
  Uint8Array.from(hex.match(/../g) ?? [], (pair) => Number.parseInt(pair, 16));

/** RFC 8410: an Ed25519 key is these bytes and then its 32 bytes. */
export const ED25519_SPKI_PREFIX: Uint8Array = bytes("302a300506032b6570032100");
export const ED25519_PKCS8_PREFIX: Uint8Array = bytes("302e020100300506032b657004220420");

/** AlgorithmIdentifier { rsaEncryption, NULL }, RFC 8017 appendix A. */
const RSA_ALGORITHM: Uint8Array = bytes("300d06092a864886f70d0101010500");

export function withPrefix(prefix: Uint8Array, rest: Uint8Array): Uint8Array {
  const joined = new Uint8Array(prefix.length + rest.length);
  joined.set(prefix);
  joined.set(rest, prefix.length);
  return joined;
}

/** The element at `offset`, or null when the bytes end too early or the length is not DER. */
export function readElement(der: Uint8Array, offset = 0): DerElement | null {
  const tag = der[offset];
  const first = der[offset + 1];
  if (tag === undefined || first === undefined) return null;
  let start = offset + 2;
  let length = first;
  if (first & 0x80) {
    const count = first & 0x7f;
    if (count === 0 || count > 3) return null; // no key is larger than 16 MiB
    length = 0;
    for (let i = 0; i < count; i++) length = length * 256 + (der[start + i] ?? Number.NaN);
    start += count;
  }
  const end = start + length;
  return end <= der.length ? { tag, content: der.subarray(start, end), end } : null;
}

function element(tag: number, content: Uint8Array): Uint8Array {
  const { length } = content;
  const head =
    length < 0x80
      ? [tag, length]
      : length < 0x100
        ? [tag, 0x81, length]
        : [tag, 0x82, length >> 8, length & 0xff];
  return withPrefix(Uint8Array.from(head), content);
}

/** SubjectPublicKeyInfo from a PKCS#1 RSAPublicKey: the same key, with its algorithm named. */
export function spkiFromPkcs1(pkcs1: Uint8Array): Uint8Array {
  return element(
    SEQUENCE,
    withPrefix(RSA_ALGORITHM, element(BIT_STRING, withPrefix(new Uint8Array(1), pkcs1))),
  );
}

/** The key inside a SubjectPublicKeyInfo: PKCS#1 for RSA, the raw point for curves. Null when it is none. */
export function keyInsideSpki(spki: Uint8Array): Uint8Array | null {
  const outer = readElement(spki);
  if (outer?.tag !== SEQUENCE) return null;
  const algorithm = readElement(outer.content);
  const key = algorithm && readElement(outer.content, algorithm.end);
  return key?.tag === BIT_STRING && key.content[0] === 0 ? key.content.subarray(1) : null;
}
