/** The id of something on the fediverse: an absolute http(s) URL, kept exactly as its owner wrote it. */
export type Iri = string & { readonly __brand: "Iri" };

/** In bytes of UTF-8: what fits into a key of every database. */
const MAX_LENGTH = 2048;
const encoder = new TextEncoder();

function fits(text: string): boolean {
  // Each UTF-16 unit is at most three bytes.
  if (text.length > MAX_LENGTH) return false;
  return text.length * 3 <= MAX_LENGTH || encoder.encode(text).length <= MAX_LENGTH;
}

/**
 * Reads an id from the network. `null` for anything that is not an absolute http(s) URL with a host, carries
 * credentials, or is longer than 2,048 bytes.
 *
 * @example parseIri("https://example.social/users/ana") // branded, unchanged
 * @example parseIri("javascript:alert(1)") // null
 */
export function parseIri(value: unknown): Iri | null {
  if (typeof value !== "string" || !fits(value) || !/^https?:\/\//i.test(value)) return null;
  const url = URL.parse(value);
  if (url === null || url.hostname === "" || url.username !== "" || url.password !== "") return null;
  return value as Iri;
}

/** Scheme, host and port of an id: two ids with the same origin have the same authority (FEP-fe34). */
export function originOf(iri: Iri): string {
  return new URL(iri).origin;
}

/** Lower-case host with its port when it has one, as used for domain policy and handles: `example.social`. */
export function hostOf(iri: Iri): string {
  return new URL(iri).host;
}

/** FEP-fe34 §3: an embedded or claimed object is trusted only on the word of its own origin. */
export function sameOrigin(a: Iri, b: Iri): boolean {
  return originOf(a) === originOf(b);
}
