import { decodeBase64, encodeBase64 } from "./base64.ts";
import { platformCrypto } from "./crypto.platform.ts";
import type { CryptoProvider } from "./crypto.ts";
import { fieldValue, type HeaderFields } from "./message.ts";

/** The SHA-256 of one body as both header fields have it; make it once, use it for every recipient. */
export interface BodyDigest {
  /** `Digest`, RFC 3230: "SHA-256=..." */
  readonly digest: string;
  /** `Content-Digest`, RFC 9530: "sha-256=:...:" */
  readonly contentDigest: string;
}

/**
 * @example
 * const digest = await digestBody(body);
 * for (const inbox of inboxes) await signRequest({ ...request, url: inbox }, key, { now, digest });
 */
export async function digestBody(
  body: Uint8Array,
  crypto: CryptoProvider = platformCrypto,
): Promise<BodyDigest> {
  const base64 = encodeBase64(await crypto.digest("SHA-256", body));
  return { digest: `SHA-256=${base64}`, contentDigest: `sha-256=:${base64}:` };
}

/** The two header fields that can carry a body's digest. */
export type DigestField = "digest" | "content-digest";

/** Members of either field: `SHA-256=base64` (RFC 3230) and `sha-256=:base64:` (RFC 9530). */
const MEMBER = /^\s*([A-Za-z0-9-]+)=(:?)([A-Za-z0-9+/=_-]*)\2\s*$/;

const hashOf: Readonly<Record<string, "SHA-256" | "SHA-512" | undefined>> = {
  "sha-256": "SHA-256",
  "sha-512": "SHA-512",
};

/**
 * Whether the field holds at least one digest that we can compute (SHA-256 or SHA-512), and every such one is the
 * body's. Other algorithms in the list are skipped, as RFC 9530 §2 allows.
 */
export async function digestMatches(
  headers: HeaderFields,
  field: DigestField,
  body: Uint8Array,
  crypto: CryptoProvider = platformCrypto,
): Promise<boolean> {
  let matched = false;
  for (const member of (fieldValue(headers, field) ?? "").split(",")) {
    const [, name = "", , base64 = ""] = MEMBER.exec(member) ?? [];
    const hash = hashOf[name.toLowerCase()];
    if (hash === undefined) continue;
    const given = decodeBase64(base64);
    if (given === null || !sameBytes(given, await crypto.digest(hash, body))) return false;
    matched = true;
  }
  return matched;
}

/** Not constant time, and need not be: a digest is no secret. */
function sameBytes(a: Uint8Array, b: Uint8Array): boolean {
  return a.length === b.length && a.every((byte, i) => byte === b[i]);
}
