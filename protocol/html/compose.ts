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
  const paragraphs = withLinks(trimmed, resolver, linkRel).split(/(?:[ \t]*\n){2,}/);
  return paragraphs.map((paragraph) => `<p>${paragraph.replace(/\n/g, "<br />")}</p>`).join("");
}

/**
 * The value of a profile field as HTML: one line, without a paragraph around it, so that peers find a link that is all of it
 * and can check that it links back. `rel="me"` says that it is the same person's.
 */
export function composeField(text: string, resolver: Resolver): string {
  return withLinks(text.replace(/\s+/g, " ").trim(), resolver, `me ${linkRel}`);
}

/** A stretch of text as HTML in which mentions and hashtags are links, and nothing else is. */
export function linkNames(text: string, resolver: Resolver): string {
  return joined(text, findNames(text, resolver));
}

function withLinks(text: string, resolver: Resolver, rel: string): string {
  const links = findLinks(text).map((link) => ({ ...link, html: linkHtml(link.href, rel) }));
  return joined(text, [...links, ...findNames(text, resolver)]);
}

type Part = Range & { html: string };

function joined(text: string, parts: readonly Part[]): string {
  let out = "";
  let position = 0;
  for (const part of parts.toSorted((a, b) => a.start - b.start)) {
    out += escapeText(text.slice(position, part.start)) + part.html;
    position = part.end;
  }
  return out + escapeText(text.slice(position));
}

function findNames(text: string, resolver: Resolver): Part[] {
  const hashtags = findHashtags(text).map((found) => ({
    ...found,
    html: hashtagHtml(text.slice(found.start, found.start + 1), found.name, resolver.hashtagUrl(found.name)),
  }));
  const mentions = findMentions(text).flatMap((found) => {
    const account = resolver.mention(found);
    return account === null ? [] : [{ ...found, html: mentionHtml(account.username, account.url) }];
  });
  return [...hashtags, ...mentions];
}

function hashtagHtml(sign: string, name: string, url: string): string {
  return `<a href="${escapeHtml(url)}" class="mention hashtag" rel="${linkRel}">${sign}<span>${escapeHtml(name)}</span></a>`;
}

function mentionHtml(username: string, url: string): string {
  const link = `<a href="${escapeHtml(url)}" class="u-url mention" rel="${linkRel}">@<span>${escapeHtml(username)}</span></a>`;
  return `<span class="h-card" translate="no">${link}</span>`;
}
