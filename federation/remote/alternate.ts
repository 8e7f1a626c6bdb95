import { isActivityType } from "./content-types.ts";

/** Links stand in a page's head; what comes later is not looked at. */
const SCANNED_CHARACTERS = 256 * 1024;

/**
 * The ActivityPub document a web page points to with `<link rel="alternate">`, or with a `Link` header (RFC 8288), as
 * an absolute URL; `null` when it names none.
 *
 * @param base the page's own URL
 * @example findAlternate('<link rel="alternate" type="application/activity+json" href="/users/ana">', undefined, page)
 */
export function findAlternate(html: string, linkHeader: string | undefined, base: string): string | null {
  for (const match of (linkHeader ?? "").matchAll(/<([^<>]{1,2048})>([^<]{0,512})/g)) {
    if (isAlternate(attributesOf(match[2] ?? ""))) return URL.parse(match[1] ?? "", base)?.href ?? null;
  }
  for (const tag of html.slice(0, SCANNED_CHARACTERS).matchAll(/<link\s([^<>]{1,4096})>/gi)) {
    const attributes = attributesOf(tag[1] ?? "");
    const href = attributes.get("href");
    if (href !== undefined && isAlternate(attributes)) {
      return URL.parse(href.replaceAll("&amp;", "&"), base)?.href ?? null;
    }
  }
  return null;
}

function isAlternate(attributes: ReadonlyMap<string, string>): boolean {
  const relations = attributes.get("rel")?.toLowerCase().split(/\s+/) ?? [];
  const type = attributes.get("type")?.replaceAll("&quot;", '"');
  return relations.includes("alternate") && isActivityType(type);
}

function attributesOf(text: string): Map<string, string> {
  const attributes = new Map<string, string>();
  for (const match of text.matchAll(/([\w-]{1,64})\s{0,8}=\s{0,8}(?:"([^"]*)"|'([^']*)'|([^\s"'>;]+))/g)) {
    attributes.set((match[1] ?? "").toLowerCase(), match[2] ?? match[3] ?? match[4] ?? "");
  }
  return attributes;
}
