/**
 * A domain as rules about it are stored and compared: lower case, Punycode, no trailing dot; a port stays. `null` for what
 * is no domain.
 *
 * @example normaliseDomain("B\u00fccher.example.") // "xn--bcher-kva.example"
 */
export function normaliseDomain(domain: string): string | null {
  const bare = domain.trim().replace(/^@/, "");
  if (/[/@?#\s]/.test(bare)) return null;
  const host = URL.parse(`https://${bare}`)?.host.replace(/\.+(?=:|$)/, "") ?? "";
  return host === "" ? null : host;
}
