import { argon2, randomBytes, timingSafeEqual } from "node:crypto";
import { promisify } from "node:util";
import { err, ok, type Result } from "#protocol/result.ts";

export type PasswordError =
  | { type: "password/too-short"; least: number }
  | { type: "password/too-long"; most: number };

const MIN_CHARS = 10;
const MAX_BYTES = 256;

/** OWASP's parameters for argon2id with the least memory (KiB): a burst of logins must not take the machine's. */
const cost = { memory: 19_456, passes: 2, parallelism: 1 };
const TAG_BYTES = 32;
const hash = promisify(argon2);

/** At least 10 characters, at most 256 bytes of UTF-8; no rules about what they are (NIST SP 800-63B §3.1.1.2). */
export function checkPassword(password: string): Result<undefined, PasswordError> {
  if ([...password].length < MIN_CHARS) return err({ type: "password/too-short", least: MIN_CHARS });
  if (Buffer.byteLength(password) > MAX_BYTES) return err({ type: "password/too-long", most: MAX_BYTES });
  return ok();
}

/**
 * The hash to store, as a PHC string: parameters and salt are in it, so that they can change later.
 *
 * @example await hashPassword("correct horse") // "$argon2id$v=19$m=19456,t=2,p=1$…$…"
 */
export async function hashPassword(password: string): Promise<string> {
  const salt = randomBytes(16);
  const tag = await derive(password, salt, cost, TAG_BYTES);
  const { memory: m, passes: t, parallelism: p } = cost;
  return `$argon2id$v=19$m=${m},t=${t},p=${p}$${base64(salt)}$${base64(tag)}`;
}

/** Whether a password is the one that was hashed; false for text that is no hash. */
export async function verifyPassword(password: string, stored: string): Promise<boolean> {
  const match = /^\$argon2id\$v=19\$m=(\d+),t=(\d+),p=(\d+)\$([^$]+)\$([^$]+)$/.exec(stored);
  if (match === null) return false;
  const [, m, t, p, salt = "", tag = ""] = match;
  const expected = Buffer.from(tag, "base64");
  const parameters = { memory: Number(m), passes: Number(t), parallelism: Number(p) };
  const actual = await derive(password, Buffer.from(salt, "base64"), parameters, expected.length);
  return timingSafeEqual(actual, expected);
}

/** The same characters typed on different systems are the same password: NFKC (NIST SP 800-63B §3.1.1.2). */
function derive(password: string, nonce: Buffer, parameters: typeof cost, tagLength: number) {
  return hash("argon2id", { message: password.normalize("NFKC"), nonce, tagLength, ...parameters });
}

function base64(bytes: Buffer): string {
  return bytes.toString("base64").replaceAll("=", "");
}
