import { findByHandle } from "../accounts/search.ts";
import type { ApiCtx } from "../context.ts";
import { hashtagKey } from "../posts/row.ts";
import { loadPostViews } from "../posts/views/load.ts";
import type { PostView } from "../posts/views/types.ts";
import { parseQuery, type SearchQuery } from "./query.ts";
import { findPostIds, type Term, termQueries, type Wanted } from "./views.ts";
import { folded, isHalfPair, wordsOf } from "./words.ts";

type Deps = Pick<ApiCtx, "sql" | "clock" | "handleHost" | "log">;

export interface PostSearch {
  query: string;
  /** Only by this author. */
  accountId?: string | null;
  /** Ids, excluded. */
  maxId?: string | null;
  minId?: string | null;
  limit: number;
  offset?: number;
}

const LEAST = "00000000-0000-0000-0000-000000000000";
const GREATEST = "ffffffff-ffff-ffff-ffff-ffffffffffff";

/**
 * Posts that an account may find, newest first: public ones whose authors agree, and those it has to do with itself. None
 * when looking takes longer than two seconds.
 */
export async function findPosts(ctx: Deps, viewerId: string, search: PostSearch): Promise<PostView[]> {
  const query = parseQuery(search.query);
  const wanted = await wantedOf(ctx, viewerId, query, search);
  if (wanted === null) return [];
  const ids = await findPostIds(ctx.sql, wanted);
  if (ids === null) {
    ctx.log.warn({ limit: search.limit, offset: search.offset }, "a search took too long");
    return [];
  }
  const views = await loadPostViews(ctx, viewerId, ids);
  return ids.flatMap((id) => views.get(id) ?? []);
}

/** @returns null when nothing can match */
async function wantedOf(
  ctx: Deps,
  viewerId: string,
  query: SearchQuery,
  search: PostSearch,
): Promise<Wanted | null> {
  // The words' index also leads to the posts with a hashtag.
  const hashtags = query.hashtags.map(({ name, isNegated }) => ({ text: name, isPhrase: true, isNegated }));
  const words = await wordQuery(ctx, [...query.texts, ...hashtags.filter(({ isNegated }) => !isNegated)]);
  const asksForAuthor = search.accountId != null || query.authors.some(({ isNegated }) => !isNegated);
  const authors = search.accountId == null ? [] : [search.accountId];
  const notAuthors: string[] = [];
  for (const { handle, isNegated } of query.authors) {
    const id = handle === "me" ? viewerId : (await findByHandle(ctx, handle))?.id;
    if (id !== undefined) (isNegated ? notAuthors : authors).push(id);
  }
  const isEmpty = words === null && !asksForAuthor && !hasConditions(query);
  if (words === "" || isEmpty || (asksForAuthor && authors.length === 0)) return null;
  const yes = <T extends { isNegated: boolean }>(all: T[]) => all.filter(({ isNegated }) => !isNegated);
  const no = <T extends { isNegated: boolean }>(all: T[]) => all.filter(({ isNegated }) => isNegated);
  const tag = ({ name }: { name: string }) => `#${hashtagKey(name)}`;
  const traits = (all: SearchQuery["traits"]) => all.map(({ trait }) => trait as string);
  const embed = query.traits.find(({ trait }) => trait === "embed");
  const languages = yes(query.languages).map(({ language }) => language);
  return {
    viewerId,
    now: ctx.clock.now(),
    words,
    scope: query.scope,
    authors: asksForAuthor ? bothOf(search.accountId, authors) : null,
    notAuthors,
    traits: [
      ...traits(yes(query.traits)).filter((trait) => trait !== "embed"),
      ...yes(query.hashtags).map(tag),
    ],
    notTraits: [
      ...traits(no(query.traits)).filter((trait) => trait !== "embed"),
      ...no(query.hashtags).map(tag),
    ],
    isEmbed: embed === undefined ? null : !embed.isNegated,
    languages: languages.length === 0 ? null : languages,
    notLanguages: no(query.languages).map(({ language }) => language),
    below: least(search.maxId ?? GREATEST, query.until === null ? GREATEST : firstId(query.until)),
    above: greatest(search.minId ?? LEAST, query.from === null ? LEAST : lastIdBefore(query.from)),
    limit: search.limit,
    offset: search.offset ?? 0,
  };
}

/** An account asked for beside `from:` leaves only what both name. */
function bothOf(accountId: string | null | undefined, authors: string[]): string[] {
  if (accountId == null || authors.length === 1) return authors;
  return authors.slice(1).includes(accountId) ? [accountId] : [];
}

/** @returns a tsquery; null for any words, empty when no post can have them */
async function wordQuery(ctx: Pick<Deps, "sql">, texts: SearchQuery["texts"]): Promise<string | null> {
  const terms = texts.map((text) => ({ term: termOf(text), isNegated: text.isNegated }));
  const wanted = terms.filter(({ term, isNegated }) => !isNegated && term.words !== "");
  if (wanted.length === 0 && terms.some(({ isNegated }) => !isNegated)) return "";
  // Words that may come in any form and order make one term: each language leaves out its own stop words.
  const loose = wanted.filter(({ term }) => term.kind === "stem").map(({ term }) => term);
  const together: Term = {
    kind: "stem",
    words: loose.map(({ words }) => words).join(" "),
    folded: loose.map((term) => term.folded).join(" "),
  };
  const positive = [
    ...(loose.length === 0 ? [] : [together]),
    ...wanted.filter(({ term }) => term.kind !== "stem").map(({ term }) => term),
  ];
  const negative = terms.flatMap(({ term, isNegated }) => (isNegated && term.words !== "" ? [term] : []));
  const queries = await termQueries(ctx.sql, [...positive, ...negative]);
  const parts = queries.flatMap((query, at) =>
    query === "" ? [] : [at < positive.length ? `(${query})` : `!(${query})`],
  );
  return parts.length === 0 ? null : parts.join(" & ");
}

function termOf({ text, isPhrase }: { text: string; isPhrase: boolean }): Term {
  const words = wordsOf(text);
  const several = words.includes(" ");
  const kind = isHalfPair(words) ? "prefix" : isPhrase || several ? "exact" : "stem";
  return { kind, words, folded: folded(words) };
}

function hasConditions({
  hashtags,
  traits,
  languages,
  authors,
  texts,
  from,
  until,
  scope,
}: SearchQuery): boolean {
  const parts = [hashtags, traits, languages, authors, texts].some((list) => list.length > 0);
  return parts || from !== null || until !== null || scope !== "all";
}

/** Ids tell the time of publication: the least one of a time. */
function firstId(at: Date): string {
  const hex = Math.max(0, at.getTime()).toString(16).padStart(12, "0").slice(-12);
  return `${hex.slice(0, 8)}-${hex.slice(8)}-0000-0000-000000000000`;
}

function lastIdBefore(at: Date): string {
  const hex = Math.max(0, at.getTime() - 1)
    .toString(16)
    .padStart(12, "0")
    .slice(-12);
  return `${hex.slice(0, 8)}-${hex.slice(8)}-ffff-ffff-ffffffffffff`;
}

const least = (a: string, b: string) => (a < b ? a : b);
const greatest = (a: string, b: string) => (a > b ? a : b);
