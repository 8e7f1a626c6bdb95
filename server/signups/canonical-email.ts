import { createHash } from "node:crypto";

/**
 * The hash under which all spellings of an e-mail address that reach one mailbox are the same: no capitals, no dots and
 * nothing after a plus before the `@`, as on Mastodon.
 *
 * @returns SHA-256 in hexadecimal
 * @example canonicalEmailHash("A.na+news@example.org") === canonicalEmailHash("ana@example.org")
 */
export function canonicalEmailHash(email: string): string {
  const at = email.lastIndexOf("@");
  const name = at < 0 ? email : email.slice(0, at);
  const domain = at < 0 ? "" : email.slice(at + 1);
  const plain = name.toLowerCase().replaceAll(".", "").replace(/\+.*$/s, "");
  return createHash("sha256").update(`${plain}@${domain.toLowerCase().trim()}`).digest("hex");
}

/** `example.org` of `ana@example.org`, in small letters; null where there is none. */
export function emailDomain(email: string): string | null {
  const domain = /@([^@\s]+)$/.exec(email.trim())?.[1];
  return domain?.toLowerCase().replace(/\.$/, "") ?? null;
}
