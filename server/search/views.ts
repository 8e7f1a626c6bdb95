import type { Sql } from "postgres";
import { createPatience, OutOfPatience } from "../platform/patience.ts";
import { isPostFiltered } from "../policy/filters/in-force.ts";
import { visibleTo } from "../posts/visible.ts";
import { hiddenFrom } from "../timelines/rules.ts";
import { stemmers } from "./languages.ts";
import type { SearchScope } from "./query.ts";

/** One thing that a post's words must hold, as `words.ts` writes it. */
export interface Term {
  /** `stem`: words in any of their forms; `exact`: those words in this order; `prefix`: a word that begins so. */
  kind: "stem" | "exact" | "prefix";
  words: string;
  folded: string;
}

/** What is looked for, by ids alone. */
export interface Wanted {
  viewerId: string;
  now: Date;
  /** PostgreSQL's tsquery, as {@link termQueries} put its parts; null for posts with any words. */
  words: string | null;
  scope: SearchScope;
  authors: string[] | null;
  notAuthors: string[];
  traits: string[];
  notTraits: string[];
  /** Whether the linked page is a video or the like; null for whatever. */
  isEmbed: boolean | null;
  languages: string[] | null;
  notLanguages: string[];
  /** Ids, excluded. */
  below: string;
  above: string;
  limit: number;
  offset: number;
}

/**
 * Terms as tsquery. Which language a word is in nobody says, so a word is looked for as each language would stem it.
 *
 * @returns one for each term; empty for one that no language counts as a word
 */
export async function termQueries(sql: Pick<Sql, "unsafe">, terms: readonly Term[]): Promise<string[]> {
  if (terms.length === 0) return [];
  const column = (name: keyof Term) => terms.map((term) => term[name]);
  const rows = await sql.unsafe(termStatement, [
    column("kind"),
    column("words"),
    column("folded"),
    [...stemmers],
  ] as never[]);
  return rows.map((row) => row.query);
}

const termStatement = `
select case t.kind
    when 'exact' then phraseto_tsquery('simple', t.folded)::text
    when 'prefix' then to_tsquery('simple', t.folded || ':*')::text
    else coalesce((
      select string_agg(q.query::text, ' | ') from (
        select plainto_tsquery(s.stemmer::regconfig, t.words) as query from unnest($4::text[]) as s(stemmer)
        union select plainto_tsquery('simple', t.folded)) q
      where numnode(q.query) > 0), '')
  end as query
from unnest($1::text[], $2::text[], $3::text[]) with ordinality as t(kind, words, folded, n) order by t.n`;

const V = "$1::uuid";

/** SQL: what an account wrote, is mentioned in, or did something with. */
const inLibrary = `(d.account_id = ${V}
  or exists (select from post_mentions x where x.post_id = d.post_id and x.account_id = ${V})
  or exists (select from reactions x where x.post_id = d.post_id and x.account_id = ${V})
  or exists (select from boosts x where x.post_id = d.post_id and x.account_id = ${V})
  or exists (select from bookmarks x where x.post_id = d.post_id and x.account_id = ${V})
  or exists (select from poll_votes x where x.post_id = d.post_id and x.account_id = ${V}))`;

/** The same from the account's side, which is the shorter one when nothing else is found. */
const libraryIds = `d.post_id in (
  select id from posts where account_id = ${V} and deleted_at is null
  union all select post_id from post_mentions where account_id = ${V}
  union all select post_id from reactions where account_id = ${V}
  union all select post_id from boosts where account_id = ${V}
  union all select post_id from bookmarks where account_id = ${V}
  union all select post_id from poll_votes where account_id = ${V})`;

const scopes: Record<SearchScope, string> = {
  all: `(d.is_open or ${inLibrary})`,
  library: libraryIds,
  public: "d.is_open",
};

/** The statement that finds posts, newest first: only conditions that are asked for stand in it. */
export function findStatement(wanted: Wanted): { text: string; parameters: unknown[] } {
  const parameters: unknown[] = [wanted.viewerId, wanted.now, wanted.below, wanted.above];
  const conditions = [
    `d.post_id < $3::uuid and d.post_id > $4::uuid`,
    scopes[wanted.scope],
    `p.deleted_at is null and a.state = 'active'`,
    visibleTo("p", V),
    `(a.id = ${V} or not ${hiddenFrom("a", V, "$2::timestamptz")})`,
    `(not a.limited or a.id = ${V} or exists (select from follows f
      where f.follower_id = ${V} and f.followee_id = a.id and f.state = 'accepted'))`,
    `(a.id = ${V} or not ${isPostFiltered("prevent-search", "p", "a")})`,
  ];
  const add = (condition: string, value: unknown) => {
    parameters.push(value);
    conditions.push(condition.replaceAll("?", `$${parameters.length}`));
  };
  if (wanted.words !== null) add("d.words @@ ?::tsquery", wanted.words);
  if (wanted.authors !== null) add("d.account_id = any(?::uuid[])", wanted.authors);
  if (wanted.notAuthors.length > 0) add("d.account_id <> all(?::uuid[])", wanted.notAuthors);
  if (wanted.traits.length > 0) add("d.traits @> ?::text[]", wanted.traits);
  if (wanted.notTraits.length > 0) add("not d.traits && ?::text[]", wanted.notTraits);
  if (wanted.languages !== null) add("d.language = any(?::text[])", wanted.languages);
  if (wanted.notLanguages.length > 0)
    add("(d.language is null or d.language <> all(?::text[]))", wanted.notLanguages);
  if (wanted.isEmbed !== null)
    conditions.push(`${wanted.isEmbed ? "" : "not "}exists (select from post_cards pc
      join preview_cards c on c.id = pc.card_id where pc.post_id = d.post_id and c.html <> '')`);
  const text = `select d.post_id as id
    from search_documents d join posts p on p.id = d.post_id join accounts a on a.id = d.account_id
    where ${conditions.join("\n and ")}
    order by d.post_id desc limit ${wanted.limit} offset ${wanted.offset}`;
  return { text, parameters };
}

const patiently = createPatience({ ms: 2_000, atOnce: 3 });

/**
 * Runs it, planned anew for these words: a rare one is looked up in the index, a common one is met soon on the way back
 * from the newest post.
 *
 * @returns null when it takes too long
 */
export async function findPostIds(sql: Sql, wanted: Wanted): Promise<string[] | null> {
  const { text, parameters } = findStatement(wanted);
  try {
    const rows = await patiently(sql, (tx) => tx.unsafe<{ id: string }[]>(text, parameters as never[]));
    return rows.map((row) => row.id);
  } catch (error) {
    if (error instanceof OutOfPatience) return null;
    throw error;
  }
}
