import { err, ok, type Result } from "#protocol/result.ts";
import { type Filter, type FilterAction, type FilterContext, filterContexts } from "./model.ts";

/** Filters of an account, keywords and posts of a filter, and characters of all of an account's keywords. */
export const MAX_FILTERS = 200;
const MAX_KEYWORDS = 100;
export const MAX_POSTS = 1_000;
export const MAX_CHARACTERS = 50_000;
/** Characters: Mastodon's numbers. */
const MAX_TITLE = 256;
const MAX_KEYWORD = 512;

export type FilterError =
  | { type: "filter/not-found" }
  | { type: "filter/keyword-not-found" }
  | { type: "filter/no-title" }
  | { type: "filter/title-too-long"; most: number }
  | { type: "filter/no-context" }
  | { type: "filter/bad-context" }
  | { type: "filter/no-keyword" }
  | { type: "filter/keyword-too-long"; most: number }
  | { type: "filter/too-many"; most: number }
  | { type: "filter/too-many-keywords"; most: number }
  | { type: "filter/too-much-to-look-for"; most: number }
  | { type: "filter/too-many-posts"; most: number }
  | { type: "filter/post-not-found" }
  | { type: "filter/post-named-already" }
  | { type: "filter/has-more-keywords" };

/** What a filter is to be; contexts as they were written. */
export interface FilterDraft {
  title: string;
  contexts: readonly string[];
  action: FilterAction;
  expiresAt: Date | null;
}

/** @returns the draft with its title trimmed and each context once */
export function checkDraft(
  draft: FilterDraft,
): Result<Omit<Filter, "id" | "keywords" | "posts">, FilterError> {
  const title = draft.title.trim();
  if (title === "") return err({ type: "filter/no-title" });
  if (title.length > MAX_TITLE) return err({ type: "filter/title-too-long", most: MAX_TITLE });
  const contexts = [
    ...new Set(draft.contexts.map((context) => context.trim()).filter((context) => context !== "")),
  ];
  if (contexts.length === 0) return err({ type: "filter/no-context" });
  if (!contexts.every(isContext)) return err({ type: "filter/bad-context" });
  return ok({ ...draft, title, contexts });
}

function isContext(text: string): text is FilterContext {
  return filterContexts.some((context) => context === text);
}

export function checkKeywords(keywords: readonly { keyword: string }[]): Result<void, FilterError> {
  if (keywords.length > MAX_KEYWORDS) return err({ type: "filter/too-many-keywords", most: MAX_KEYWORDS });
  if (keywords.some(({ keyword }) => keyword.trim() === "")) return err({ type: "filter/no-keyword" });
  if (keywords.some(({ keyword }) => keyword.length > MAX_KEYWORD))
    return err({ type: "filter/keyword-too-long", most: MAX_KEYWORD });
  return ok(undefined);
}
