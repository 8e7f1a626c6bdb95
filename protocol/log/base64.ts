import { decodeBase64, encodeBase64 } from "../signing/base64.ts";

/** The bytes of base64 in its one canonical form; null for anything else, so that no two texts are the same signature. */
export function strictBase64(text: string): Uint8Array | null {
  const bytes = decodeBase64(text);
  return bytes !== null && encodeBase64(bytes) === text ? bytes : null;
}
