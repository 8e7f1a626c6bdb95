import { domainToASCII } from "node:url";
import type { ListKind } from "./list.ts";

const MOST_CHARACTERS = 500;

/**
 * An entry as lists of its kind keep it, or null where it is none: domains in lower case and ASCII without `www.`, ports and paths; links
 * without scheme and fragment; hashes in lower-case hex; handles as `name@domain`, or `name` for any domain.
 *
 * @example normaliseEntry("domain", "*.Bücher.example") // "xn--bcher-kva.example"
 */
export function normaliseEntry(kind: ListKind, written: string): string | null {
  const text = written.replaceAll("\0", "").toWellFormed().normalize("NFC").trim();
  if (text === "" || text.length > MOST_CHARACTERS) return null;
  switch (kind) {
    case "word":
      return text.replaceAll(/\s+/g, " ");
    case "domain":
      return domainOf(text);
    case "link":
      return linkOf(text);
    case "sha256":
      return /^[0-9a-f]{64}$/i.test(text) ? text.toLowerCase() : null;
    case "pdq":
      return /^[0-9a-f]{64}$/i.test(text) ? text.toLowerCase() : null;
    case "handle":
      return handleOf(text);
  }
}

function domainOf(text: string): string | null {
  const host = text
    .replace(/^[a-z]+:\/\//i, "")
    .replace(/[/?#].*$/, "")
    .replace(/:\d+$/, "")
    .replace(/^(\*\.|\.)/, "")
    .replace(/\.$/, "");
  const ascii = /^[a-z0-9._-]+$/i.test(host) ? host.toLowerCase() : domainToASCII(host);
  return /^[a-z0-9_-]+(\.[a-z0-9_-]+)*$/.test(ascii) && ascii.length <= 253 ? ascii : null;
}

/** @example linkOf("https://www.Shop.example/a?b#c") // "shop.example/a?b" */
export function linkOf(text: string): string | null {
  const [, rest = ""] = /^(?:https?:)?(?:\/\/)?(.+)$/i.exec(text) ?? [];
  const [, host = "", path = ""] = /^([^/?#]+)([^#]*)/.exec(rest) ?? [];
  const domain = domainOf(host.replace(/^[^@]*@/, ""));
  return domain && `${domain.replace(/^www\./, "")}${path === "/" ? "" : path}`;
}

function handleOf(text: string): string | null {
  const [, name = "", domain] = /^@?([^@\s]+)(?:@([^@\s]+))?$/.exec(text) ?? [];
  if (name === "") return null;
  if (domain === undefined) return name.toLowerCase();
  const host = domainOf(domain);
  return host && `${name.toLowerCase()}@${host}`;
}
