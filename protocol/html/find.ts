import { findLinks, type Range } from "./links.ts";

export interface FoundMention extends Range {
  username: string;
  /** `null` when the handle has none: an account of this node. */
  domain: string | null;
}

export interface FoundHashtag extends Range {
  /** Without `#`, as written. */
  name: string;
}

// Mastodon's Account::MENTION_RE: letters, digits and underscores, with dots and hyphens inside; not within a word or path.
const mention =
  /(?<![=/\p{L}\p{M}\p{N}_])@([a-z0-9_]+(?:[a-z0-9_.-]+[a-z0-9_]+)?)(?:@([\p{L}\p{M}\p{N}_.-]+[\p{L}\p{M}\p{N}_](?::\d{1,5})?))?/giu;

// Mastodon's Tag::HASHTAG_RE: word characters of any script, joined by middle dots, with at least one that is no digit.
const hashtag =
  /(?<![=/)\p{L}\p{M}\p{N}_])[#＃]([\p{L}\p{M}\p{N}\p{Pc}](?:[\p{L}\p{M}\p{N}\p{Pc}·・\u200c]*[\p{L}\p{M}\p{N}\p{Pc}])?)/gu;

/** The handles in a text, outside of its links, by Mastodon's rules: `@ana`, `@ana@example.social`. */
export function findMentions(text: string): FoundMention[] {
  if (!text.includes("@")) return [];
  const links = findLinks(text);
  const found: FoundMention[] = [];
  for (const match of text.matchAll(mention)) {
    const [whole, username = "", domain] = match;
    const range = { start: match.index, end: match.index + whole.length };
    if (!overlaps(range, links)) found.push({ ...range, username, domain: domain ?? null });
  }
  return found;
}

/** The hashtags in a text, outside of its links, by Mastodon's rules: of any script, but not of digits alone. */
export function findHashtags(text: string): FoundHashtag[] {
  if (!/[#＃]/.test(text)) return [];
  const links = findLinks(text);
  const found: FoundHashtag[] = [];
  for (const match of text.matchAll(hashtag)) {
    const [whole, name = ""] = match;
    const range = { start: match.index, end: match.index + whole.length };
    if (/[\p{L}\p{M}]/u.test(name) && !overlaps(range, links)) found.push({ ...range, name });
  }
  return found;
}

function overlaps(range: Range, others: readonly Range[]): boolean {
  return others.some((other) => range.start < other.end && other.start < range.end);
}
