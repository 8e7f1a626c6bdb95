/** Where posts are looked for: one's own and those one has to do with, those that everybody may find, or both. */
export type SearchScope = "all" | "library" | "public";

/** A trait of a post by which it can be found: `has:poll`, `is:reply`. */
export const traitNames = [
  "media",
  "image",
  "video",
  "audio",
  "poll",
  "link",
  "embed",
  "quote",
  "reply",
  "sensitive",
] as const;
export type Trait = (typeof traitNames)[number];

/** What somebody wants to find, in parts. */
export interface SearchQuery {
  /** Each must be there: a word, or several that belong together in this order. */
  texts: { text: string; isPhrase: boolean; isNegated: boolean }[];
  /** Hashtags, as written. */
  hashtags: { name: string; isNegated: boolean }[];
  traits: { trait: Trait; isNegated: boolean }[];
  languages: { language: string; isNegated: boolean }[];
  /** Handles without the first `@`, or `me`. */
  authors: { handle: string; isNegated: boolean }[];
  /** Published at this time or later. */
  from: Date | null;
  /** Published before this time. */
  until: Date | null;
  scope: SearchScope;
}

/** Characters, and parts of a query: what is beyond them is not looked at. */
const MOST_CHARS = 1_000;
const MOST_PARTS = 24;
const DAY_MS = 86_400_000;

const part = /([+-])?(?:([a-z]+):)?(?:"([^"]*)"?|“([^”]*)”?|([^\s"]+))/giu;

/**
 * Reads a query by Mastodon's rules: words that must all be there, `"exact phrases"`, `-without`, and the operators `from:`,
 * `before:`, `after:`, `during:`, `language:`, `has:`, `is:` and `in:`. What looks like an operator and is none is text.
 *
 * @example parseQuery('tea -milk from:me after:2026-01-01 "at five"')
 */
export function parseQuery(text: string): SearchQuery {
  const query: SearchQuery = {
    texts: [],
    hashtags: [],
    traits: [],
    languages: [],
    authors: [],
    from: null,
    until: null,
    scope: "all",
  };
  let parts = 0;
  for (const [whole, sign, prefix, quoted, curly, word] of text.slice(0, MOST_CHARS).matchAll(part)) {
    if (++parts > MOST_PARTS) break;
    const isNegated = sign === "-";
    const value = (quoted ?? curly ?? word ?? "").trim();
    if (value === "") continue;
    if (prefix !== undefined && operate(query, prefix.toLowerCase(), value, isNegated)) continue;
    if (prefix !== undefined)
      query.texts.push({ text: whole.replace(/^[+-]/, ""), isPhrase: true, isNegated });
    else if (word !== undefined && /^[#＃]./u.test(word))
      query.hashtags.push({ name: word.slice(1), isNegated });
    else query.texts.push({ text: value, isPhrase: word === undefined, isNegated });
  }
  return query;
}

/** @returns whether it is an operator */
function operate(query: SearchQuery, prefix: string, value: string, isNegated: boolean): boolean {
  switch (prefix) {
    case "has":
    case "is": {
      const trait = traitNames.find((name) => name === value.toLowerCase());
      if (trait === undefined) return false;
      query.traits.push({ trait, isNegated });
      return true;
    }
    case "in":
      if (!/^(all|library|public)$/i.test(value)) return false;
      query.scope = value.toLowerCase() as SearchScope;
      return true;
    case "language":
      if (!/^[a-z]{2,3}([_-][a-z0-9]+)*$/i.test(value)) return false;
      query.languages.push({ language: value.split(/[_-]/)[0]?.toLowerCase() ?? "", isNegated });
      return true;
    case "from":
      query.authors.push({ handle: value.replace(/^@/, ""), isNegated });
      return true;
    case "before":
    case "after":
    case "during": {
      const span = spanOf(value);
      if (span === null) return false;
      if (prefix !== "before") query.from = later(query.from, prefix === "after" ? span.end : span.start);
      if (prefix !== "after") query.until = earlier(query.until, prefix === "before" ? span.start : span.end);
      return true;
    }
    default:
      return false;
  }
}

/** A day (UTC), a month, a year, or a second since 1970; null for what is none. */
function spanOf(text: string): { start: Date; end: Date } | null {
  if (/^\d{9,11}$/.test(text)) {
    const second = Number(text) * 1000;
    return { start: new Date(second), end: new Date(second + 1000) };
  }
  const [, year, month, day] = /^(\d{4})(?:-(\d{1,2})(?:-(\d{1,2}))?)?$/.exec(text) ?? [];
  if (year === undefined) return null;
  const at = (y: number, m: number, d: number) => new Date(Date.UTC(y, m, d));
  const [y, m, d] = [Number(year), Number(month ?? 1) - 1, Number(day ?? 1)];
  const start = at(y, m, d);
  // The 31st of February would be a day of March.
  if (y < 1000 || start.getUTCMonth() !== m || start.getUTCDate() !== d) return null;
  if (day !== undefined) return { start, end: new Date(start.getTime() + DAY_MS) };
  return { start, end: month === undefined ? at(y + 1, 0, 1) : at(y, m + 1, 1) };
}

function later(a: Date | null, b: Date): Date {
  return a !== null && a > b ? a : b;
}

function earlier(a: Date | null, b: Date): Date {
  return a !== null && a < b ? a : b;
}
