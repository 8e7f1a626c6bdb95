import { toText } from "#protocol/html/text.ts";
import { createAutomaton } from "./automaton.ts";
import { fold } from "./fold.ts";
import type { Filter } from "./model.ts";
import type { CompiledFilters, Filterable } from "./port.ts";

/** Characters of a post that are looked at. */
const MAX_TEXT = 100_000;

export function compileFilters(filters: readonly Filter[]): CompiledFilters {
  const keywords = filters.flatMap((filter, of) => filter.keywords.map((keyword) => ({ ...keyword, of })));
  const phrases = keywords.map(({ keyword }) => fold(keyword));
  const automaton = createAutomaton(phrases);
  const named = filters.map((filter) => new Set(filter.posts.map(({ postId }) => postId)));

  /** By filter: where the first phrase is; of those that begin there, the filter's first. */
  function find(text: string): Map<number, { start: number; end: number; phrase: number }> {
    const first = new Map<number, { start: number; end: number; phrase: number }>();
    automaton.each(fold(text), (phrase, end) => {
      const keyword = keywords[phrase];
      const start = end - (phrases[phrase]?.length ?? 0);
      if (keyword === undefined || (keyword.wholeWord && !isWhole(text, start, end))) return;
      const before = first.get(keyword.of);
      if (before && (before.start < start || (before.start === start && before.phrase < phrase))) return;
      first.set(keyword.of, { start, end, phrase });
    });
    return first;
  }

  return {
    isEmpty: filters.length === 0,
    size: automaton.size + filters.reduce((sum, filter) => sum + filter.posts.length, filters.length),
    match(post, now) {
      const text = keywords.length === 0 ? "" : textOf(post).slice(0, MAX_TEXT);
      const found = text === "" ? new Map<number, never>() : find(text);
      return filters.flatMap((filter, at) => {
        if (filter.expiresAt !== null && filter.expiresAt <= now) return [];
        const place = found.get(at);
        const isNamed = named[at]?.has(post.id) ?? false;
        if (place === undefined && !isNamed) return [];
        return [{ filter, phrase: place ? text.slice(place.start, place.end) : null, isNamed }];
      });
    },
  };
}

/** What Mastodon looks at: the warning, the text without its markup, the options of a poll, the descriptions of media. */
function textOf({ title, html, warning, poll, media }: Filterable): string {
  const options = poll?.options.map((option) => option.title) ?? [];
  const parts = [warning, title, toText(html), ...options, ...media.map((medium) => medium.alt)];
  return parts.filter((part) => part).join("\n\n");
}

const word = /^[\p{L}\p{M}\p{Nd}\p{Pc}]/u;

/** Where a phrase begins or ends with a letter, a digit or the like, none may stand on the other side: Mastodon's rule. */
function isWhole(text: string, start: number, end: number): boolean {
  return (
    !(isWord(text, start) && isWordBefore(text, start)) && !(isWord(text, end) && isWordBefore(text, end))
  );
}

function isWord(text: string, at: number): boolean {
  return at < text.length && word.test(String.fromCodePoint(text.codePointAt(at) ?? 0));
}

function isWordBefore(text: string, at: number): boolean {
  if (at === 0) return false;
  const unit = text.charCodeAt(at - 1);
  const isLow = unit >= 0xdc00 && unit <= 0xdfff;
  return isWord(text, isLow && at > 1 ? at - 2 : at - 1);
}
