import { mayNotify } from "../../notifications/rule.ts";
import { type Runner, run } from "../../platform/statement.ts";
import { belongsInHome, localFollower, wantsLanguage } from "../../timelines/rules.ts";
import type { PostRow } from "../row.ts";
import { storableJson } from "../storable.ts";
import { followedMeanwhile } from "./new-followers.ts";
import { countsReplies } from "./remove.ts";

export interface Inserted {
  iri: string;
  /** Null when another process stored it at the same moment. */
  id: string | null;
  isNew: boolean;
  /** It is known to have been deleted. */
  isGone: boolean;
  /** Posts that came earlier wait for this one as their parent, or quote it. */
  isAwaited: boolean;
  /** Its author got or lost a follower while it was stored; see `reachNewFollowers`. */
  isFollowedMeanwhile: boolean;
  /** Local groups it was sent to by one of their followers. */
  groups: string[] | null;
}

export const columns = `id, iri, account_id, is_local, kind, type, title, html, warning, summary, source, source_media_type,
  sensitive, language, visibility, url, link, community_iri, in_reply_to_iri, context, quote_iri, quote_state,
  quote_authorization, quote_policy, mentions, hashtags, emojis, media, place, event_starts_at, event_ends_at, rating,
  duration, replies_allowed, replies_iri, published_at, edited_at, received_at, original_visibility, original_sensitive`;

/** The rows as they come, for `jsonb_to_recordset`. */
export const inputColumns = `id uuid, iri text, account_id uuid, is_local boolean, delivered boolean, kind text, type text, title text,
  html text, warning text, summary text, source text, source_media_type text, sensitive boolean, language text,
  visibility text, url text, link text, community_iri text, in_reply_to_iri text, context text, quote_iri text,
  quote_state text, quote_authorization text, quote_policy text, mentions jsonb, hashtags text[], emojis jsonb,
  media jsonb, place jsonb, event_starts_at timestamptz, event_ends_at timestamptz, rating float8, duration float8,
  replies_allowed boolean, replies_iri text, published_at timestamptz, edited_at timestamptz,
  received_at timestamptz, original_visibility text, original_sensitive boolean, is_quiet boolean, kept_filters text[], kept_labels text[],
  named jsonb, tags text[], reply_notification uuid`;

/**
 * One statement for a whole batch: posts, who is named, hashtags, home timelines, notifications and counters. Its parts
 * see the database as it was before; what is new reaches them through `fresh`. A post that was fetched earlier and is
 * delivered now goes to the timelines too, as `settled`.
 *
 * Home entries are most of the work, and cheaper without `on conflict`: nobody else can have entries of a post that is
 * not committed. Should two processes take in the same copies at once, one batch fails and runs again. Counters are
 * sorted so that two processes lock the rows in one order. `offset 0` keeps `exists` from becoming a hash of all posts.
 */
const statement = `
with input as materialized (
  select * from jsonb_to_recordset($1::jsonb) as i(${inputColumns})
),
known as materialized (
  select p.id, p.iri, p.account_id, p.visibility, p.language, p.in_reply_to_iri, p.in_reply_to_account_id,
    p.conversation_id, p.deleted_at
  from input i join posts p on p.iri = i.iri
),
fresh as (
  insert into posts (${columns}, in_reply_to_id, in_reply_to_account_id, conversation_id)
  select ${columns.replace(/\b(\w+)\b/g, "i.$1")}, parent.id, parent.account_id, coalesce(parent.conversation_id, i.id)
  from input i left join posts parent on parent.iri = i.in_reply_to_iri
  where not exists (select from tombstones t where t.iri = i.iri)
    and not exists (select from known k where k.iri = i.iri)
  on conflict (iri) do nothing
  returning id, iri, account_id, visibility, language, in_reply_to_iri, in_reply_to_id, in_reply_to_account_id,
    conversation_id, published_at
),
settled as materialized (
  select f.id, f.account_id, f.visibility, f.language, f.in_reply_to_iri, f.in_reply_to_account_id, f.conversation_id,
    i.delivered, i.is_local, i.is_quiet, i.named, i.tags, i.reply_notification, true as is_new
  from fresh f join input i on i.iri = f.iri
  union all
  select k.id, k.account_id, k.visibility, k.language, k.in_reply_to_iri, k.in_reply_to_account_id, k.conversation_id,
    i.delivered, i.is_local, i.is_quiet, i.named, i.tags, i.reply_notification, false
  from known k join input i on i.iri = k.iri
  where i.delivered and k.deleted_at is null and k.account_id = i.account_id
),
named as materialized (
  select s.id as post_id, a.id as account_id, a.domain is null as is_local, a.kind, n.notification
  from settled s cross join lateral jsonb_to_recordset(s.named) as n(iri text, notification uuid)
  join accounts a on a.iri = n.iri
),
mentioned as (
  insert into post_mentions (post_id, account_id)
  select n.post_id, n.account_id from named n join settled s on s.id = n.post_id where s.is_new
  on conflict do nothing
),
filtered as (
  insert into post_filters (post_id, filters, labels)
  select f.id, i.kept_filters, i.kept_labels from fresh f join input i on i.iri = f.iri
  where cardinality(i.kept_filters) + cardinality(i.kept_labels) > 0
  on conflict do nothing
),
tagged as (
  insert into post_hashtags (hashtag, post_id)
  select t.hashtag, s.id from settled s cross join lateral unnest(s.tags) as t(hashtag) where s.is_new
  on conflict do nothing
),
home as (
  insert into home_entries (account_id, entry_id, post_id)
  select e.account_id, e.post_id, e.post_id from (
    select f.follower_id as account_id, s.id as post_id, s.is_new from settled s join follows f on f.followee_id = s.account_id
      and ${localFollower("f")}
    where s.delivered and ${belongsInHome("s", "f.follower_id")} and ${wantsLanguage("f", "s.language")}
    union all
    select s.account_id, s.id, s.is_new from settled s where s.is_local
    union all
    select n.account_id, s.id, s.is_new from settled s join named n on n.post_id = s.id
    where s.delivered and s.visibility = 'direct' and n.is_local and n.account_id <> s.account_id
    union all
    select distinct t.account_id, s.id, s.is_new from settled s cross join lateral unnest(s.tags) as g(hashtag)
    join followed_hashtags t on t.hashtag = g.hashtag and t.account_id <> s.account_id
    where s.delivered and s.visibility = 'public'
      and not exists (select from accounts a where a.id = s.account_id and a.limited)
      and not exists (select from follows f where f.followee_id = s.account_id and f.follower_id = t.account_id
        and ${localFollower("f")} and ${belongsInHome("s", "f.follower_id")} and ${wantsLanguage("f", "s.language")})
  ) e
  where e.is_new or not exists (
    select from home_entries h where h.account_id = e.account_id and h.entry_id = e.post_id)
),
notified as (
  insert into notifications (id, account_id, kind, from_account_id, post_id, created_at)
  select t.id, t.account_id, t.kind, t.from_id, t.post_id, $2::timestamptz from (
    select n.notification as id, n.account_id, 'mention' as kind, s.account_id as from_id, s.id as post_id,
      s.conversation_id
    from named n join settled s on s.id = n.post_id
    where s.delivered and not s.is_quiet and n.is_local and n.account_id is distinct from s.in_reply_to_account_id
    union all
    select s.reply_notification, s.in_reply_to_account_id, 'reply', s.account_id, s.id, s.conversation_id
    from settled s where s.delivered and not s.is_quiet and s.in_reply_to_account_id is not null
  ) t
  where ${mayNotify("t.account_id", "t.from_id", "$2", "t.conversation_id")}
  on conflict do nothing
),
authors as (
  update accounts a set posts_count = a.posts_count + c.n, last_post_at = greatest(a.last_post_at, c.latest)
  from (select account_id, count(*)::int as n, max(published_at) as latest from fresh group by 1 order by 1) c
  where a.id = c.account_id
  returning a.id, a.followers_count
),
${followedMeanwhile},
parents as (
  update posts p set replies_count = p.replies_count + c.n
  from (select in_reply_to_id, count(*)::int as n from fresh where in_reply_to_id is not null group by 1 order by 1) c
  where p.id = c.in_reply_to_id and ${countsReplies("p")}
)
select i.iri, coalesce(f.id, k.id) as id, f.id is not null as "isNew",
  k.deleted_at is not null or (f.id is null and k.id is null
    and exists (select from tombstones t where t.iri = i.iri)) as "isGone",
  coalesce(f.id, k.id) is not null and (
    exists (select from posts o where o.in_reply_to_iri = i.iri and o.in_reply_to_id is null offset 0)
    or exists (select from posts o where o.quote_iri = i.iri and o.quote_id is null offset 0)) as "isAwaited",
  i.delivered and f.account_id in (select id from followed_meanwhile) as "isFollowedMeanwhile",
  (select array_agg(n.account_id) from named n where n.post_id = coalesce(f.id, k.id) and n.is_local and n.kind = 'group'
    and i.delivered and exists (select from follows g where g.follower_id = i.account_id
      and g.followee_id = n.account_id and g.state = 'accepted')) as groups
from input i left join fresh f on f.iri = i.iri left join known k on k.iri = i.iri`;

/**
 * Stores posts that are not known yet. No two rows may have the same IRI, and none may be the parent of another.
 *
 * @param scale a number that changes whenever the table has grown much: PostgreSQL keeps the plan of a prepared statement
 *   until the next ANALYZE, and one made for an empty table scans a full one
 * @returns one answer a row, in any order
 */
export function insertPosts(on: Runner, rows: readonly PostRow[], now: Date, scale = 0): Promise<Inserted[]> {
  return run<Inserted>(on, `/* ${scale} */ ${statement}`, [storableJson(rows), now]);
}
