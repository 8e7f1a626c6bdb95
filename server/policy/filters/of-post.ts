import type { Filter } from "#moderation/filter.ts";
import { isFilter } from "#moderation/filter.ts";
import { type Runner, run } from "../../platform/statement.ts";
import type { Filtered } from "./apply.ts";

const none: ReadonlySet<Filter> = new Set();

/** What rules did to a post as it came in, beside what moderators do about it. */
export function filtersOfPost(on: Runner, postId: string): Promise<ReadonlySet<Filter>> {
  return filtersWhere(on, "post_id = $1::uuid", postId);
}

/** The same of a post that is known by its IRI alone. */
export function filtersOfIri(on: Runner, iri: string): Promise<ReadonlySet<Filter>> {
  return filtersWhere(on, "post_id = (select id from posts where iri = $1::text)", iri);
}

async function filtersWhere(on: Runner, where: string, value: string): Promise<ReadonlySet<Filter>> {
  const [row] = await run<{ filters: string[] }>(on, `select filters from post_filters where ${where}`, [
    value,
  ]);
  return row === undefined ? none : new Set(row.filters.filter(isFilter));
}

/** Adds what rules said of an edit to what they said before. */
export async function rememberFilters(
  on: Runner,
  postId: string,
  { kept, labels }: Pick<Filtered, "kept" | "labels">,
): Promise<void> {
  if (kept.length + labels.length === 0) return;
  await run(
    on,
    `insert into post_filters as f (post_id, filters, labels)
     values ($1::uuid, array(select jsonb_array_elements_text($2::jsonb)), array(select jsonb_array_elements_text($3::jsonb)))
     on conflict (post_id) do update set
       filters = array(select unnest(f.filters) union select unnest(excluded.filters)),
       labels = array(select unnest(f.labels) union select unnest(excluded.labels))`,
    [postId, JSON.stringify(kept), JSON.stringify(labels)],
  );
}

/** What moderators' actions in force on a post ask for; nothing stays where nobody asks for anything. */
export async function saveActedFilters(
  on: Runner,
  postId: string,
  filters: readonly Filter[],
): Promise<void> {
  if (filters.length > 0)
    await run(
      on,
      `insert into post_filters (post_id, acted)
       select p.id, array(select jsonb_array_elements_text($2::jsonb)) from posts p where p.id = $1::uuid
       on conflict (post_id) do update set acted = excluded.acted`,
      [postId, JSON.stringify(filters)],
    );
  else {
    await run(on, "delete from post_filters where post_id = $1::uuid and filters = '{}' and labels = '{}'", [
      postId,
    ]);
    await run(on, "update post_filters set acted = '{}' where post_id = $1::uuid and acted <> '{}'", [
      postId,
    ]);
  }
}
