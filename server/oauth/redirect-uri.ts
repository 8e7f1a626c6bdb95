import { err, ok, type Result } from "#protocol/result.ts";

/** Shows the code on a page instead of sending it anywhere. */
export const outOfBand = "urn:ietf:wg:oauth:2.0:oob";

export type RedirectUriError = {
  type: "app/redirect-uri";
  problem: "missing" | "relative" | "fragment" | "forbidden" | "too-long";
};

const MAX_LENGTH = 2_000;

/** Schemes whose addresses run or read something in the browser instead of leading to an application. */
const forbidden = new Set(["javascript:", "data:", "vbscript:", "blob:", "file:", "about:", "filesystem:"]);

/** What an application may give as its address: any scheme of its own, `https`, and `http` for what is being made. */
export function checkRedirectUri(uri: string): Result<undefined, RedirectUriError> {
  const wrong = (problem: RedirectUriError["problem"]) => err({ type: "app/redirect-uri" as const, problem });
  if (uri === outOfBand) return ok();
  if (uri.length > MAX_LENGTH) return wrong("too-long");
  const url = URL.parse(uri);
  if (url === null || /[\s\p{Cc}]/u.test(uri)) return wrong("relative");
  if (forbidden.has(url.protocol)) return wrong("forbidden");
  return uri.includes("#") ? wrong("fragment") : ok();
}

/**
 * Whether an address is one of an application's, character by character. Only the port of a loopback address is left
 * open: the system gives it to a native application when it starts (RFC 8252 §7.3).
 */
export function isRegistered(uri: string, registered: readonly string[]): boolean {
  return registered.some((each) => each === uri || isSameLoopback(each, uri));
}

function isSameLoopback(registered: string, uri: string): boolean {
  const [a, b] = [URL.parse(registered), URL.parse(uri)];
  if (a === null || b === null || !isLoopback(a) || !isLoopback(b)) return false;
  a.port = "";
  b.port = "";
  return a.href === b.href;
}

function isLoopback(url: URL): boolean {
  return url.protocol === "http:" && (url.hostname === "127.0.0.1" || url.hostname === "[::1]");
}

/**
 * Where a browser goes with an answer: its parameters beside those that the address has of itself.
 *
 * @example withAnswer("myapp://cb", { code: "x", state: null }) // "myapp://cb?code=x"
 */
export function withAnswer(redirectUri: string, answer: Readonly<Record<string, string | null>>): string {
  const url = new URL(redirectUri);
  for (const [name, value] of Object.entries(answer)) if (value !== null) url.searchParams.set(name, value);
  return url.href;
}
