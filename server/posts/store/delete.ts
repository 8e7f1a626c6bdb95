import { type Runner, run } from "../../platform/statement.ts";
import { countsReplies } from "./remove.ts";

/**
 * Empties a post: its row stays as a tombstone that answers for its IRI. What hung on it goes, except that of a local
 * post who was mentioned, boosted or reacted stays for as long as the row, because they must be told. One that moderators
 * have removed is deleted already: it is emptied for good.
 */
export async function emptyPost(on: Runner, postId: string, now: Date): Promise<void> {
  await run(on, empty, [postId, now]);
}

const empty = `
with was as materialized (
  select p.id, p.removed_at is not null as is_removed from posts p where p.id = $1::uuid for no key update
),
gone as (
  update posts p set deleted_at = coalesce(p.deleted_at, $2::timestamptz), removed_at = null, title = null, html = '', warning = null, summary = null,
    source = null, source_media_type = null, mentions = '[]', hashtags = '{}', emojis = '[]', media = '[]',
    place = null, link = null, rating = null, duration = null, event_starts_at = null, event_ends_at = null,
    replies_count = 0, boosts_count = 0, likes_count = 0, original_sensitive = null
  from was w where p.id = w.id and (p.deleted_at is null or w.is_removed)
  returning p.id, p.account_id, p.is_local, p.in_reply_to_id, w.is_removed
),
author as (
  update accounts a set posts_count = greatest(a.posts_count - 1, 0) from gone g
  where a.id = g.account_id and not g.is_removed
),
parent as (
  update posts p set replies_count = greatest(p.replies_count - 1, 0) from gone g
  where p.id = g.in_reply_to_id and p.id <> g.id and not g.is_removed and ${countsReplies("p")}
),
parts as (delete from removed_parts r using gone g where r.post_id = g.id),
versions as (delete from post_versions v using gone g where v.post_id = g.id),
votes as (delete from poll_votes v using gone g where v.post_id = g.id),
options as (delete from poll_options o using gone g where o.post_id = g.id),
poll as (delete from polls o using gone g where o.post_id = g.id),
tags as (delete from post_hashtags h using gone g where h.post_id = g.id),
detached as (update media m set post_id = null, updated_at = $2::timestamptz from gone g where m.post_id = g.id),
pinned as (delete from pins n using gone g where n.post_id = g.id),
explained as (delete from context_notes n using gone g where n.post_id = g.id),
bookmarked as (delete from bookmarks b using gone g where b.post_id = g.id),
notified as (delete from notifications n using gone g where n.post_id = g.id),
mentioned as (delete from post_mentions m using gone g where m.post_id = g.id and not g.is_local),
reacted as (delete from reactions r using gone g where r.post_id = g.id and not g.is_local),
boosted as (delete from boosts b using gone g where b.post_id = g.id and not g.is_local)
select id from gone`;

/** Whether an account may remove a post from a community: the community itself, or one of those who run it. */
export async function moderates(on: Runner, accountIri: string, postId: string): Promise<boolean> {
  const rows = await run(
    on,
    `select c.id from posts p join accounts c on c.iri = p.community_iri and c.kind = 'group'
     where p.id = $1::uuid and (c.iri = $2::text or $2::text = any(c.owners))`,
    [postId, accountIri],
  );
  return rows.length > 0;
}
