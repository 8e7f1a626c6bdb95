import { createCipheriv, createDecipheriv, createHash, randomBytes } from "node:crypto";
import type { Ctx } from "../context.ts";
import { nodeSecret } from "../platform/node-secret.ts";

const CIPHER = "aes-256-gcm";
const IV_BYTES = 12;
const TAG_BYTES = 16;

/**
 * Seals keys that the node keeps for trustees, and votes that are not shown yet, under a secret of the node (AES-256-GCM): a copy of
 * single tables gives nobody away.
 */
export async function seal(ctx: Pick<Ctx, "sql" | "clock">, text: string): Promise<string> {
  const iv = randomBytes(IV_BYTES);
  const cipher = createCipheriv(CIPHER, await keyOf(ctx), iv);
  return Buffer.concat([iv, cipher.update(text), cipher.final(), cipher.getAuthTag()]).toString("base64");
}

/** @throws Error for what was not sealed here, or was changed since */
export async function unseal(ctx: Pick<Ctx, "sql" | "clock">, sealed: string): Promise<string> {
  const bytes = Buffer.from(sealed, "base64");
  const decipher = createDecipheriv(CIPHER, await keyOf(ctx), bytes.subarray(0, IV_BYTES)).setAuthTag(
    bytes.subarray(-TAG_BYTES),
  );
  return Buffer.concat([decipher.update(bytes.subarray(IV_BYTES, -TAG_BYTES)), decipher.final()]).toString();
}

async function keyOf(ctx: Pick<Ctx, "sql" | "clock">): Promise<Buffer> {
  return createHash("sha256")
    .update(await nodeSecret(ctx, "trustees"))
    .digest();
}
