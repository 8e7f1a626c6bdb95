import { createCipheriv, createDecipheriv, randomBytes } from "node:crypto";
import type { ModerationCtx, Statements } from "../ports.ts";
import { findKey, findOrMakeKey } from "./store.ts";

const CIPHER = "aes-256-gcm";
const IV_BYTES = 12;
const TAG_BYTES = 16;

/** What an entry holds of a secret. */
export interface Sealed {
  /** Of the key, in `ledger_keys`. */
  readonly key: string;
  /** Base64 of the nonce, the encrypted JSON and its tag (AES-256-GCM; the entry's id is authenticated with it). */
  readonly box: string;
}

/** Encrypts under the key of what it is about, which is made where there is none. */
export async function seal(
  ctx: Pick<ModerationCtx, "clock" | "ids">,
  on: Statements,
  entryId: string,
  secret: { readonly about: string; readonly content: Readonly<Record<string, unknown>> },
): Promise<Sealed> {
  const made = { id: ctx.ids.next(), key: randomBytes(32), salt: randomBytes(32) };
  const { id, key } = await findOrMakeKey(on, secret.about, made, ctx.clock.now());
  const iv = randomBytes(IV_BYTES);
  const cipher = createCipheriv(CIPHER, key, iv).setAAD(Buffer.from(entryId));
  const box = [iv, cipher.update(JSON.stringify(secret.content)), cipher.final(), cipher.getAuthTag()];
  return { key: id, box: Buffer.concat(box).toString("base64") };
}

/** What an entry's secret says; null once its key was destroyed, and for what is none. */
export async function openSecret(on: Statements, entryId: string, sealed: unknown): Promise<unknown> {
  const { key: id, box } = (sealed ?? {}) as Partial<Record<keyof Sealed, unknown>>;
  if (typeof id !== "string" || typeof box !== "string") return null;
  const key = await findKey(on, id);
  if (key === null) return null;
  const bytes = Buffer.from(box, "base64");
  const decipher = createDecipheriv(CIPHER, key, bytes.subarray(0, IV_BYTES))
    .setAAD(Buffer.from(entryId))
    .setAuthTag(bytes.subarray(-TAG_BYTES));
  const text = Buffer.concat([decipher.update(bytes.subarray(IV_BYTES, -TAG_BYTES)), decipher.final()]);
  return JSON.parse(text.toString());
}
