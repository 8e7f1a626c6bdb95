/** Names and attributes of the cookies that sign people in. */

export interface CookieKind {
  readonly name: string;
  readonly path: string;
  readonly maxAgeSeconds: number;
}

const YEAR = 365 * 24 * 3600;

/** The session of a browser. The database says when it has ended; this only has to outlive that. */
export const sessionCookie: CookieKind = { name: "session", path: "/", maxAgeSeconds: YEAR };

/** What lets somebody read what was decided about them who may not sign in. Browsers take `__Host-` only with the path `/`. */
export const passCookie: CookieKind = { name: "decisions", path: "/", maxAgeSeconds: 24 * 3600 };

/** Between two steps of signing in. */
export const stepCookie: CookieKind = { name: "sign-in", path: "/", maxAgeSeconds: 600 };

/**
 * A `Set-Cookie` header. On https the name's prefix makes browsers refuse it from anywhere else (RFC 6265bis §4.1.3.2);
 * on http, where nodes on one machine share their cookies whatever their port, the port is part of the name.
 *
 * @param value null forgets the cookie
 */
export function setCookie(origin: string, kind: CookieKind, value: string | null): string {
  const isSecure = origin.startsWith("https:");
  const age = value === null ? 0 : kind.maxAgeSeconds;
  const attributes = [`Path=${kind.path}`, `Max-Age=${age}`, "HttpOnly", "SameSite=Lax"];
  return [`${nameOf(origin, kind)}=${value ?? ""}`, ...attributes, ...(isSecure ? ["Secure"] : [])].join(
    "; ",
  );
}

/** What a request's cookie holds; null without one. */
export function readCookie(origin: string, kind: CookieKind, headers: Headers): string | null {
  const wanted = `${nameOf(origin, kind)}=`;
  const found = (headers.get("cookie") ?? "").split(/;\s*/).find((part) => part.startsWith(wanted));
  const value = found?.slice(wanted.length) ?? "";
  return value === "" ? null : value;
}

function nameOf(origin: string, { name }: CookieKind): string {
  const { protocol, port } = new URL(origin);
  return protocol === "https:" ? `__Host-${name}` : `folkmoot-${name}-${port || "80"}`;
}
