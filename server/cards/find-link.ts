import { Parser } from "htmlparser2";
import type { Mention } from "#protocol/model/post.ts";

/** What decides which link of a post its card is about. */
export interface LinkSource {
  readonly html: string;
  /** What a link post is about: goes first. */
  readonly link: string | null;
  readonly mentions: readonly Mention[];
  /** Pages of the accounts it mentions. */
  readonly profiles: readonly string[];
  readonly quoteIri: string | null;
  readonly quoteUrl: string | null;
  readonly mediaUrls: readonly string[];
}

interface Anchor {
  href: string;
  text: string;
  marks: string;
}

/** Characters; a longer one would not fit into the index. */
export const MAX_URL = 2_000;
const marked = /\b(mention|hashtag|tag|u-url|h-card)\b/;

/**
 * The first link of a post that a reader would want to know more about: no mention, hashtag, quoted post, attached medium,
 * nor anything of this node.
 *
 * @param isLocal whether an address is this node's own
 * @returns the address without fragment; null when there is none
 * @example findLink({ html: '<p><a href="https://example.org/a#b">…</a></p>', … }, isLocal) // "https://example.org/a"
 */
export function findLink(source: LinkSource, isLocal: (url: string) => boolean): string | null {
  const others = new Set<string>();
  const names = new Set(source.mentions.map(({ name }) => name.toLowerCase()));
  for (const iri of source.mentions.map((mention) => mention.iri as string)) others.add(comparable(iri));
  for (const url of [...source.profiles, ...source.mediaUrls, source.quoteIri, source.quoteUrl])
    if (url !== null) others.add(comparable(url));
  const candidates = [
    ...(source.link === null ? [] : [{ href: source.link, text: "", marks: "" }]),
    // A post with media shows those instead.
    ...(source.mediaUrls.length > 0 ? [] : anchorsOf(source.html)),
  ];
  for (const { href, text, marks } of candidates) {
    if (marked.test(marks) || names.has(text.trim().toLowerCase()) || /^[#＃]/.test(text.trim())) continue;
    const url = pageUrl(href);
    if (url !== null && !others.has(comparable(url)) && !isLocal(url)) return url;
  }
  return null;
}

/** An address of a page, normalised and without its fragment; null for what is none. */
export function pageUrl(href: string, base?: string): string | null {
  const url = URL.parse(href.trim(), base);
  if (url === null || !/^https?:$/.test(url.protocol) || url.username !== "" || url.password !== "")
    return null;
  url.hash = "";
  return url.hostname !== "" && url.href.length <= MAX_URL ? url.href : null;
}

function anchorsOf(html: string): Anchor[] {
  const found: Anchor[] = [];
  if (!html.includes("<a")) return found;
  let open: Anchor | null = null;
  let quotes = 0;
  const parser = new Parser({
    onopentag(name, attributes) {
      const classes = attributes.class ?? "";
      if (quotes > 0 || /\bquote-inline\b/.test(classes)) quotes++;
      else if (name === "a" && attributes.href !== undefined) {
        open = { href: attributes.href, text: "", marks: `${classes} ${attributes.rel ?? ""}` };
        found.push(open);
      }
    },
    ontext(text) {
      if (open !== null) open.text += text;
    },
    onclosetag(name) {
      if (quotes > 0) quotes--;
      if (name === "a") open = null;
    },
  });
  parser.end(html);
  return found;
}

function comparable(url: string): string {
  const parsed = URL.parse(url);
  if (parsed === null) return url;
  return `${parsed.host}${parsed.pathname.replace(/\/$/, "")}${parsed.search}`;
}
