import { createHash, randomBytes } from "node:crypto";

/** A secret that this node makes: 256 bits of chance, safe in addresses, headers and cookies. */
export function newSecret(): string {
  return randomBytes(32).toString("base64url");
}

/**
 * What is stored of a secret that this node made: 256 bits of chance need no slow hash. Rows are found by it, so no
 * comparison of secrets takes longer the more of them is right.
 */
export function hashSecret(secret: string): string {
  return createHash("sha256").update(secret).digest("base64url");
}
