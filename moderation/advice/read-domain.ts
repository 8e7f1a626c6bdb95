import { normaliseDomain } from "#protocol/ids/domain.ts";
import type { BadLineReason } from "./list-entry.ts";

const plainName = /^(?:[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?\.)+[a-z][a-z0-9-]{0,61}[a-z0-9]$/;

/**
 * A domain as lists write it: with or without scheme, port, path, `*.` or `@` in front, in any case or script. A name under which
 * everything is meant (`com`) and an address are none.
 *
 * @example readDomain("https://*.Bücher.example/about") // { domain: "xn--bcher-kva.example" }
 */
export function readDomain(written: string): { domain: string } | { reason: BadLineReason } {
  const bare = written
    .trim()
    .replace(/^[a-z][a-z0-9+.-]*:\/\//i, "")
    .replace(/[/?#].*$/s, "")
    .replace(/^@/, "")
    .replace(/^\*?\./, "");
  if (bare.includes("*")) return { reason: "obfuscated" };
  if (bare.length > 300) return { reason: "too-long" };
  const domain = plainName.test(bare) ? bare : normaliseDomain(bare)?.replace(/:\d+$/, "");
  if (domain === undefined || domain.length > 253 || !plainName.test(domain))
    return { reason: "not-a-domain" };
  return { domain };
}
