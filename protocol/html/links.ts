import { LinkifyIt } from "linkify-it";
import { escapeHtml } from "./entities.ts";
import { isSafeLink, linkRel } from "./rules.ts";

const finder = new LinkifyIt({ fuzzyLink: false, fuzzyEmail: false, fuzzyIP: false });

/** A part of a text, by its positions in UTF-16 units; `end` is the first after it. */
export interface Range {
  start: number;
  end: number;
}

export interface FoundLink extends Range {
  href: string;
}

/** The web addresses in a text: those written with their scheme, and safe to follow. */
export function findLinks(text: string): FoundLink[] {
  if (!text.includes(":")) return [];
  const matches = finder.match(text) ?? [];
  return matches
    .map((match) => ({ start: match.index, end: match.lastIndex, href: match.url }))
    .filter((link) => isSafeLink(link.href) && /^https?:/i.test(link.href));
}

/**
 * A link as Mastodon writes it: the scheme and all beyond the first 30 characters are hidden from the eye, but stay in
 * the text when it is copied.
 */
export function linkHtml(href: string, rel: string = linkRel): string {
  const scheme = /^https?:\/\/(?:www\.)?/i.exec(href)?.[0] ?? "";
  const rest = href.slice(scheme.length);
  const shown = /^.{0,30}/u.exec(rest)?.[0] ?? "";
  const hidden = rest.slice(shown.length);
  const visible = hidden === "" ? escapeHtml(shown) : `<span class="ellipsis">${escapeHtml(shown)}</span>`;
  const parts = `<span class="invisible">${escapeHtml(scheme)}</span>${visible}`;
  const tail = hidden === "" ? "" : `<span class="invisible">${escapeHtml(hidden)}</span>`;
  return `<a href="${escapeHtml(href)}" rel="${rel}">${parts}${tail}</a>`;
}

/** Plain text as HTML text with its web addresses as links; line breaks stay as they are. */
export function linkify(text: string): string {
  let out = "";
  let position = 0;
  for (const link of findLinks(text)) {
    out += escapeHtml(text.slice(position, link.start)) + linkHtml(link.href);
    position = link.end;
  }
  return out + escapeHtml(text.slice(position));
}
