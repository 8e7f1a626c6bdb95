import { ECDH } from "node:crypto";

const POINT_BYTES = 65;
const AUTH_BYTES = 16;

/** The receiver's public key (RFC 8291 §2.1), in any base64, as base64url; null for what is no point of P-256. */
export function readPoint(text: string): string | null {
  const point = bytesOf(text, POINT_BYTES);
  // 4: uncompressed (SEC 1 §2.3.3). Another curve's point, or none, would fail at every later message.
  if (point?.[0] !== 4) return null;
  try {
    ECDH.convertKey(point, "prime256v1");
  } catch {
    return null;
  }
  return point.toString("base64url");
}

/** The receiver's authentication secret of 16 bytes, as base64url; null for anything else. */
export function readAuth(text: string): string | null {
  return bytesOf(text, AUTH_BYTES)?.toString("base64url") ?? null;
}

function bytesOf(text: string, length: number): Buffer | null {
  if (text.length > 2 * length || !/^[A-Za-z0-9+/_-]+={0,2}$/.test(text)) return null;
  // Node's decoder takes both alphabets.
  const bytes = Buffer.from(text, "base64url");
  return bytes.length === length ? bytes : null;
}
