import { err, ok, type Result } from "#protocol/result.ts";

export type EmailError = { type: "account/email-invalid" } | { type: "account/email-missing" };

/** RFC 5321 §4.5.3.1 */
const MAX_LENGTH = 254;
const pattern =
  /^[^\s@"<>(),:;\\[\]\p{Cc}]{1,64}@[\p{L}\p{N}](?:[\p{L}\p{N}-]*[\p{L}\p{N}])?(?:\.[\p{L}\p{N}](?:[\p{L}\p{N}-]*[\p{L}\p{N}])?)*$/u;

/**
 * An e-mail address as it is kept: without spaces around it, in small letters.
 *
 * @example normaliseEmail(" Ana@Example.org") // ok("ana@example.org")
 */
export function normaliseEmail(email: string): Result<string, EmailError> {
  const plain = email.trim().toLowerCase();
  if (plain === "") return err({ type: "account/email-missing" });
  if (plain.length > MAX_LENGTH || !pattern.test(plain)) return err({ type: "account/email-invalid" });
  return ok(plain);
}
