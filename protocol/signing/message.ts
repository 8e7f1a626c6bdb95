/**
 * Header fields by lower-cased name: exactly Node's `IncomingMessage.headers`, so that a server passes what it
 * has, without a copy. From a fetch `Headers`: `Object.fromEntries(headers)`.
 */
export interface HeaderFields {
  readonly [name: string]: string | readonly string[] | undefined;
}

/** A request as far as signatures are concerned. */
export interface SignableRequest {
  /** In upper case, as on the wire. */
  readonly method: string;
  /**
   * The absolute URL that was asked for, the way the outside sees it (scheme and host of the node, not of a proxy
   * behind it) and with its path and query unchanged: signatures are over the bytes, so do not normalise it.
   */
  readonly url: string;
  readonly headers: HeaderFields;
  /** The body as received or sent; null or empty when there is none. */
  readonly body: Uint8Array | null;
}

/** The parts of a URL as they were written. */
export interface Target {
  /** In lower case, without the colon. */
  readonly scheme: string;
  /** Host and port in lower case, without the scheme's default port (RFC 9421 §2.2.3). */
  readonly authority: string;
  /** At least "/". */
  readonly path: string;
  /** With its "?"; empty when the URL has none. */
  readonly query: string;
}

const ABSOLUTE = /^(https?):\/\/([^/?#\s]+)([^?#\s]*)(\?[^#\s]*)?/i;

/**
 * Takes an absolute http(s) URL apart without normalising it, as `new URL` would; null when it is none.
 *
 * @example
 * splitTarget("https://a.example:443/inbox?x=%7E"); // { scheme: "https", authority: "a.example", path: "/inbox", query: "?x=%7E" }
 */
export function splitTarget(url: string): Target | null {
  const [, scheme = "", authority = "", path, query] = ABSOLUTE.exec(url) ?? [];
  if (authority === "") return null;
  const lower = scheme.toLowerCase();
  return {
    scheme: lower,
    authority: plainAuthority(authority, lower),
    path: path || "/",
    query: query ?? "",
  };
}

/** A Host header or authority in the form in which two of them can be compared. */
export function plainAuthority(authority: string, scheme: string): string {
  return authority
    .trim()
    .toLowerCase()
    .replace(scheme === "https" ? /:443$/ : /:80$/, "");
}

/** One field's value: lines joined by ", ", white space around them dropped; null when there is no such field. */
export function fieldValue(headers: HeaderFields, name: string): string | null {
  if (!Object.hasOwn(headers, name)) return null; // "constructor" is no header
  const value = headers[name];
  if (typeof value === "string") return value.trim();
  return value === undefined ? null : value.map((line) => line.trim()).join(", ");
}

/** Whether a signature has to cover a digest: there is something to digest. */
export function hasBody(request: SignableRequest): boolean {
  return request.body !== null && request.body.length > 0;
}

const encoder = new TextEncoder();

export function utf8(text: string): Uint8Array {
  return encoder.encode(text);
}
