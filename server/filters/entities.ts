import type { Filter, FilteredPost, Keyword } from "./model.ts";
import type { Match } from "./port.ts";

/** Mastodon's Filter. https://docs.joinmastodon.org/entities/Filter/ */
export function filterEntity(filter: Filter) {
  return {
    ...headEntity(filter),
    keywords: filter.keywords.map(keywordEntity),
    statuses: filter.posts.map(filteredPostEntity),
  };
}

/** As it stands in a FilterResult: without what it looks for. */
function headEntity({ id, title, contexts, expiresAt, action }: Filter) {
  return {
    id,
    title,
    context: contexts,
    expires_at: expiresAt?.toISOString() ?? null,
    filter_action: action,
  };
}

/** Mastodon's FilterKeyword. */
export function keywordEntity({ id, keyword, wholeWord }: Keyword) {
  return { id, keyword, whole_word: wholeWord };
}

/** Mastodon's FilterStatus. */
export function filteredPostEntity({ id, postId }: FilteredPost) {
  return { id, status_id: postId };
}

/** Mastodon's FilterResult. https://docs.joinmastodon.org/entities/FilterResult/ */
export function filterResultEntity({ filter, phrase, isNamed }: Match, postId: string) {
  return {
    filter: headEntity(filter),
    keyword_matches: phrase === null ? null : [phrase],
    status_matches: isNamed ? [postId] : null,
  };
}

/** Mastodon's V1::Filter: a keyword as a filter. https://docs.joinmastodon.org/entities/V1_Filter/ */
export function firstFilterEntity(
  { contexts, expiresAt, action }: Filter,
  { id, keyword, wholeWord }: Keyword,
) {
  return {
    id,
    phrase: keyword,
    context: contexts,
    whole_word: wholeWord,
    expires_at: expiresAt?.toISOString() ?? null,
    irreversible: action === "hide",
  };
}
