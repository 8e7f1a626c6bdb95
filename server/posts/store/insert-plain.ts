import { type Runner, run } from "../../platform/statement.ts";
import { localFollower, wantsLanguage } from "../../timelines/rules.ts";
import type { PostRow } from "../row.ts";
import { storableJson } from "../storable.ts";
import { columns, type Inserted, inputColumns } from "./insert.ts";
import { followedMeanwhile } from "./new-followers.ts";

/** What is left of the statement for all posts when nobody is named, nothing is tagged or quoted and nobody is answered. */
const statement = `
with input as materialized (select * from jsonb_to_recordset($1::jsonb) as i(${inputColumns})),
fresh as (
  insert into posts (${columns}, conversation_id)
  select ${columns}, id from input i where not exists (select from tombstones t where t.iri = i.iri offset 0)
  on conflict (iri) do nothing
  returning id, iri, account_id, visibility, language, published_at
),
home as (
  insert into home_entries (account_id, entry_id, post_id)
  select f.follower_id, s.id, s.id from fresh s
  join follows f on f.followee_id = s.account_id and ${localFollower("f")}
  where s.visibility <> 'direct' and ${wantsLanguage("f", "s.language")}
),
authors as (
  update accounts a set posts_count = a.posts_count + c.n, last_post_at = greatest(a.last_post_at, c.latest)
  from (select account_id, count(*)::int as n, max(published_at) as latest from fresh group by 1 order by 1) c
  where a.id = c.account_id
  returning a.id, a.followers_count
),
${followedMeanwhile}
select f.iri, f.id, true as "isNew", false as "isGone", null as groups,
  f.account_id in (select id from followed_meanwhile) as "isFollowedMeanwhile",
  exists (select from posts o where o.in_reply_to_iri = f.iri and o.in_reply_to_id is null offset 0)
  or exists (select from posts o where o.quote_iri = f.iri and o.quote_id is null offset 0) as "isAwaited"
from fresh f`;

/** Whether a row is one of most posts: delivered, and without anything that concerns others. */
export function isPlainRow(row: PostRow): boolean {
  return (
    row.delivered &&
    !row.is_local &&
    row.in_reply_to_iri === null &&
    row.quote_iri === null &&
    row.kept_filters.length === 0 &&
    row.kept_labels.length === 0 &&
    row.named.length === 0 &&
    row.tags.length === 0
  );
}

/**
 * Stores plain posts that are new. Planning and starting the statement for all posts takes longer than storing a few.
 *
 * @returns an answer for each that is stored now; those without one are known or deleted, and are for `insertPosts` to judge
 */
export function insertPlainPosts(on: Runner, rows: readonly PostRow[], scale: number): Promise<Inserted[]> {
  return run<Inserted>(on, `/* ${scale} */ ${statement}`, [storableJson(rows)]);
}
