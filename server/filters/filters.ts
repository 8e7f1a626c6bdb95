import { err, ok, type Result } from "#protocol/result.ts";
import type { ApiCtx, Tx } from "../context.ts";
import { findVisible } from "../posts/find.ts";
import {
  checkDraft,
  checkKeywords,
  type FilterDraft,
  type FilterError,
  MAX_CHARACTERS,
  MAX_FILTERS,
  MAX_POSTS,
} from "./check.ts";
import type { Filter, FilteredPost, Keyword } from "./model.ts";
import {
  deleteFilter,
  deleteFilteredPost,
  findFilter,
  findFilterWith,
  holdFilters,
  insertFilter,
  insertFilteredPost,
  measureFilters,
  noteFilters,
  replaceKeywords,
  updateFilter,
} from "./store.ts";

export type { FilterDraft, FilterError } from "./check.ts";
export { findFilter, findFilterWith, readFilters } from "./store.ts";

type Deps = Pick<ApiCtx, "db" | "ids" | "clock" | "filters">;

/** A change of a filter's keywords: with an id one that is there, without one a new one. */
export interface KeywordChange {
  id: string | null;
  /** Left out: as before. */
  keyword?: string;
  wholeWord?: boolean;
  remove?: boolean;
}

/** Makes a filter with its keywords. */
export function createFilter(
  ctx: Deps,
  accountId: string,
  draft: FilterDraft,
  keywords: readonly KeywordChange[],
): Promise<Result<Filter, FilterError>> {
  return changing(ctx, accountId, async (tx) => {
    const checked = checkDraft(draft);
    if (!checked.ok) return checked;
    if ((await measureFilters(tx, accountId)).filters >= MAX_FILTERS)
      return err({ type: "filter/too-many", most: MAX_FILTERS });
    const filter = { ...checked.value, id: ctx.ids.next(), keywords: [], posts: [] };
    await insertFilter(tx, accountId, filter, ctx.clock.now());
    return applyKeywords(ctx, tx, accountId, filter, keywords);
  });
}

/** Changes what is given of a filter, and its keywords. */
export function changeFilter(
  ctx: Deps,
  accountId: string,
  filterId: string,
  changes: Partial<FilterDraft>,
  keywords: readonly KeywordChange[] = [],
): Promise<Result<Filter, FilterError>> {
  return changing(ctx, accountId, async (tx) => {
    const before = await findFilter(tx, accountId, filterId);
    if (before === null) return err({ type: "filter/not-found" });
    const checked = checkDraft({ ...before, ...changes });
    if (!checked.ok) return checked;
    const filter = { ...before, ...checked.value };
    await updateFilter(tx, filter);
    return applyKeywords(ctx, tx, accountId, filter, keywords);
  });
}

/**
 * Changes a filter by one of its keywords, as the first version of Mastodon's API knows filters. What it says of the whole
 * filter holds for one with no other keyword alone.
 */
export function changeByKeyword(
  ctx: Deps,
  accountId: string,
  change: KeywordChange & { id: string },
  changes: Partial<FilterDraft>,
): Promise<Result<Filter, FilterError>> {
  return changing(ctx, accountId, async (tx) => {
    const before = await findFilterWith(tx, accountId, { keywordId: change.id });
    if (before === null) return err({ type: "filter/keyword-not-found" });
    const checked = checkDraft({ ...before, ...changes });
    if (!checked.ok) return checked;
    const filter = { ...before, ...checked.value };
    const differs = JSON.stringify(filter) !== JSON.stringify(before);
    if (differs && before.keywords.length > 1) return err({ type: "filter/has-more-keywords" });
    await updateFilter(tx, filter);
    return applyKeywords(ctx, tx, accountId, filter, [change]);
  });
}

export function removeFilter(
  ctx: Deps,
  accountId: string,
  filterId: string,
): Promise<Result<void, FilterError>> {
  return changing(ctx, accountId, async (tx) => {
    if ((await findFilter(tx, accountId, filterId)) === null) return err({ type: "filter/not-found" });
    await deleteFilter(tx, filterId);
    return ok(undefined);
  });
}

/** A filter names one post: whatever the post says, it comes under the filter. */
export function addPost(
  ctx: Deps,
  accountId: string,
  filterId: string,
  postId: string,
): Promise<Result<FilteredPost, FilterError>> {
  return changing(ctx, accountId, async (tx) => {
    const filter = await findFilter(tx, accountId, filterId);
    if (filter === null) return err({ type: "filter/not-found" });
    if (filter.posts.length >= MAX_POSTS) return err({ type: "filter/too-many-posts", most: MAX_POSTS });
    if ((await findVisible(tx, postId, accountId)) === null) return err({ type: "filter/post-not-found" });
    const named = { id: ctx.ids.next(), postId };
    const isNew = await insertFilteredPost(tx, filterId, named);
    return isNew ? ok(named) : err({ type: "filter/post-named-already" });
  });
}

export function removePost(ctx: Deps, accountId: string, id: string): Promise<Result<void, FilterError>> {
  return changing(ctx, accountId, async (tx) => {
    const filter = await findFilterWith(tx, accountId, { filteredPostId: id });
    if (filter === null) return err({ type: "filter/not-found" });
    await deleteFilteredPost(tx, id);
    return ok(undefined);
  });
}

/** In one transaction, of which nothing stays when it answers an error; then this process forgets what it knew. */
async function changing<T>(
  ctx: Deps,
  accountId: string,
  work: (tx: Tx) => Promise<Result<T, FilterError>>,
): Promise<Result<T, FilterError>> {
  const undone = Symbol();
  let result: Result<T, FilterError> | undefined;
  try {
    await ctx.db.transaction(async (tx) => {
      await holdFilters(tx, accountId);
      result = await work(tx);
      if (!result.ok) throw undone;
      await noteFilters(tx, accountId);
    });
  } catch (error) {
    if (error !== undone) throw error;
  }
  ctx.filters.forget(accountId);
  return result as Result<T, FilterError>;
}

async function applyKeywords(
  ctx: Deps,
  tx: Tx,
  accountId: string,
  filter: Filter,
  changes: readonly KeywordChange[],
): Promise<Result<Filter, FilterError>> {
  if (changes.length === 0) return ok(filter);
  const keywords = new Map<string, Keyword>(filter.keywords.map((keyword) => [keyword.id, keyword]));
  for (const change of changes) {
    const known = change.id === null ? null : keywords.get(change.id);
    if (known === undefined) return err({ type: "filter/keyword-not-found" });
    if (change.remove) {
      if (known !== null) keywords.delete(known.id);
      continue;
    }
    const { id, keyword, wholeWord } = known ?? { id: ctx.ids.next(), keyword: "", wholeWord: true };
    keywords.set(id, { id, keyword: change.keyword ?? keyword, wholeWord: change.wholeWord ?? wholeWord });
  }
  const list = [...keywords.values()];
  const checked = checkKeywords(list);
  if (!checked.ok) return checked;
  await replaceKeywords(tx, filter.id, list);
  const { characters } = await measureFilters(tx, accountId);
  if (characters > MAX_CHARACTERS) return err({ type: "filter/too-much-to-look-for", most: MAX_CHARACTERS });
  return ok({ ...filter, keywords: list });
}
