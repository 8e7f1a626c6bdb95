import type { Ctx } from "../context.ts";
import { run } from "../platform/statement.ts";

const STEP = 1_000;

/**
 * Brings what is known of hashtags in line with the posts there are: makes missing ones known, and counts their posts.
 *
 * @returns how many there are
 */
export async function recountHashtags(ctx: Pick<Ctx, "sql" | "ids" | "clock">): Promise<number> {
  let after = "";
  for (let total = 0; ; ) {
    const counted = await run<{ name: string; posts: number }>(ctx.sql, countStatement, [after, STEP]);
    const input = counted.map(({ name, posts }) => ({ id: ctx.ids.next(), name, posts }));
    if (input.length > 0) await run(ctx.sql, keepStatement, [JSON.stringify(input), ctx.clock.now()]);
    total += counted.length;
    after = counted.at(-1)?.name ?? after;
    if (counted.length < STEP) return total;
  }
}

/** Walks from name to name along the key's index. */
const countStatement = `
with recursive names as (
  (select hashtag as name, 1 as n from post_hashtags where hashtag > $1::text order by hashtag limit 1)
  union all
  select (select t.hashtag from post_hashtags t where t.hashtag > names.name order by t.hashtag limit 1), names.n + 1
  from names where names.name is not null and names.n < $2::int
)
select name, (select count(*)::int from post_hashtags t where t.hashtag = names.name) as posts
from names where name is not null order by name`;

const keepStatement = `
insert into hashtags as h (name, id, display_name, posts_count, created_at)
select i.name, i.id, i.name, i.posts, $2::timestamptz
from jsonb_to_recordset($1::jsonb) as i(id uuid, name text, posts int) order by i.name
on conflict (name) do update set posts_count = excluded.posts_count`;
