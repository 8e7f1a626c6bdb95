import { findLinks } from "#protocol/html/links.ts";
import { toText } from "#protocol/html/text.ts";
import type { Mention, Post } from "#protocol/model/post.ts";

/** What stands where a link was: in the post, so that readers everywhere see it. */
const REMOVED = "[link removed by moderators]";

/**
 * A post without its links, as FIRES' `roadblock-disable-links` wants it. Mentions stay as they are; of hashtags the word
 * stays, and what was no link but an address in the text goes, since many clients make links of those.
 *
 * @param post its HTML is sanitised
 * @example withoutLinks({ ...post, html: '<p>See <a href="https://bad.example/">this</a></p>' }).html // "<p>See [link removed by moderators]</p>"
 */
export function withoutLinks(post: Post): Post {
  const hosts = new Set(post.mentions.map(hostOfMention));
  const html = post.html.replaceAll(anchor, (whole, attributes: string, inner: string) => {
    const text = toText(inner).trim();
    const host = URL.parse(/\bhref="([^"]*)"/.exec(attributes)?.[1] ?? "")?.host;
    if (text.startsWith("@") && host !== undefined && hosts.has(host)) return whole;
    return /^[#＃]/.test(text) ? inner : REMOVED;
  });
  return { ...post, link: null, html: html.replaceAll(part, (text, tag?: string) => tag ?? bare(text)) };
}

/** Every attribute is in double quotes. */
const anchor = /<a\b([^>]*)>([\s\S]*?)<\/a>/g;
/** A kept mention, or a tag; or else text between those. */
const part = /(<a\b[^>]*>[\s\S]*?<\/a>|<[^>]*>)|[^<]+/g;

function bare(text: string): string {
  let out = "";
  let position = 0;
  for (const { start, end } of findLinks(text)) {
    out += text.slice(position, start) + REMOVED;
    position = end;
  }
  return out + text.slice(position);
}

function hostOfMention({ iri }: Mention): string {
  return URL.parse(iri)?.host ?? "";
}
