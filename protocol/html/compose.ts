import { escapeHtml, escapeText } from "./entities.ts";
import { type FoundMention, findHashtags, findMentions } from "./find.ts";
import { findLinks, linkHtml, type Range } from "./links.ts";
import { linkRel } from "./rules.ts";

/** How what stands in a text becomes links. */
export interface Resolver {
  /** The account page of a handle, and the username to show; `null` leaves the handle as text. */
  mention(found: FoundMention): { url: string; username: string } | null;
  /** The page that lists the posts with a hashtag. */
  hashtagUrl(name: string): string;
}

/**
 * What somebody typed as HTML: paragraphs and line breaks, with web addresses, mentions and hashtags linked the way
 * Mastodon writes them. Accounts must have been looked up before. The sanitiser leaves the result unchanged.
 *
 * @example compose("hi @ana #tea", resolver) // '<p>hi <span class="h-card" translate="no"><a href="…"
 */
export function compose(text: string, resolver: Resolver): string {
  const trimmed = text.replace(/\r\n?/g, "\n").trim();
  if (trimmed === "") return "";
  let out = "";
  let position = 0;
  for (const part of findParts(trimmed, resolver)) {
    out += escapeText(trimmed.slice(position, part.start)) + part.html;
    position = part.end;
  }
  out += escapeText(trimmed.slice(position));
  const paragraphs = out.split(/(?:[ \t]*\n){2,}/);
  return paragraphs.map((paragraph) => `<p>${paragraph.replace(/\n/g, "<br />")}</p>`).join("");
}

function findParts(text: string, resolver: Resolver): (Range & { html: string })[] {
  const links = findLinks(text).map((link) => ({ ...link, html: linkHtml(link.href) }));
  const hashtags = findHashtags(text).map((found) => ({
    ...found,
    html: hashtagHtml(text.slice(found.start, found.start + 1), found.name, resolver.hashtagUrl(found.name)),
  }));
  const mentions = findMentions(text).flatMap((found) => {
    const account = resolver.mention(found);
    return account === null ? [] : [{ ...found, html: mentionHtml(account.username, account.url) }];
  });
  return [...links, ...hashtags, ...mentions].sort((a, b) => a.start - b.start);
}

function hashtagHtml(sign: string, name: string, url: string): string {
  return `<a href="${escapeHtml(url)}" class="mention hashtag" rel="${linkRel}">${sign}<span>${escapeHtml(name)}</span></a>`;
}

function mentionHtml(username: string, url: string): string {
  const link = `<a href="${escapeHtml(url)}" class="u-url mention" rel="${linkRel}">@<span>${escapeHtml(username)}</span></a>`;
  return `<span class="h-card" translate="no">${link}</span>`;
}
