import { domainToASCII } from "node:url";
import { err, ok, type Result } from "#protocol/result.ts";

/** An account's address: `ana` at `example.social`. */
export interface Handle {
  /** As its owner writes it, case kept; compare it without case. */
  readonly user: string;
  /** Lower case, punycode, with the port when there is one. */
  readonly host: string;
}

export type HandleError = { readonly type: "handle/invalid"; readonly reason: string };

const MAX_USER_LENGTH = 128;
const MAX_HOST_LENGTH = 253;

/** Letters, marks and digits of any script and the punctuation that servers use. Bidi controls and spaces are neither. */
const USER = /^[\p{L}\p{M}\p{N}_.~+-]+$/u;
/** What would end or change the host inside a URL, and what IDNA drops silently. */
const FORBIDDEN_IN_HOST = /[\s/?#@\\%\p{C}]/u;
/** Invisible characters, among them zero-width ones, fillers that count as letters, and variation selectors. */
const INVISIBLE = /\p{Default_Ignorable_Code_Point}/u;

/**
 * Reads `@ana@example.social`, `ana@example.social` or `acct:ana@example.social` (RFC 7565 §7). The host is brought to
 * lower-case punycode; invisible, bidirectional and control characters are refused, not removed, since whoever sends
 * them wants one handle to look like another.
 *
 * @example parseHandle("@Ana@BÜCHER.example") // { ok: true, value: { user: "Ana", host: "xn--bcher-kva.example" } }
 */
export function parseHandle(text: string): Result<Handle, HandleError> {
  const bare = text
    .trim()
    .replace(/^acct:/i, "")
    .replace(/^@/, "");
  const parts = bare.split("@");
  const [user, host] = parts;
  if (parts.length !== 2 || user === undefined || host === undefined)
    return invalid("not of the form user@host");
  if (user.length === 0 || user.length > MAX_USER_LENGTH) return invalid("user part empty or too long");
  if (INVISIBLE.test(bare)) return invalid("invisible characters");
  if (!USER.test(user) || user !== user.normalize("NFC"))
    return invalid("user part has forbidden characters");
  const ascii = normalizeHost(host);
  return ascii === null ? invalid("not a host name") : ok({ user, host: ascii });
}

/** `@ana@example.social` */
export function formatHandle(handle: Handle): string {
  return `@${handle.user}@${handle.host}`;
}

/** `acct:ana@example.social` (RFC 7565) */
export function formatAcct(handle: Handle): string {
  return `acct:${handle.user}@${handle.host}`;
}

/** Hosts compare exactly, users without case: no server is known to tell `Ana` from `ana`. */
export function sameHandle(a: Handle, b: Handle): boolean {
  return a.host === b.host && a.user.toLowerCase() === b.user.toLowerCase();
}

function normalizeHost(host: string): string | null {
  if (host.length === 0 || host.length > MAX_HOST_LENGTH || FORBIDDEN_IN_HOST.test(host)) return null;
  const url = URL.parse(`https://${host}/`);
  if (url === null || url.pathname !== "/" || url.host.length > MAX_HOST_LENGTH) return null;
  const isName = !url.hostname.startsWith("[");
  if (isName && domainToASCII(url.hostname) === "") return null;
  return url.host.endsWith(".") ? null : url.host;
}

function invalid(reason: string): Result<never, HandleError> {
  return err({ type: "handle/invalid", reason });
}
