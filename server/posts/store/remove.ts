import { awaitsPanel } from "#moderation/trustees/awaits.ts";
import { type Runner, run } from "../../platform/statement.ts";

/** SQL: whether a post keeps count of its replies: one that moderators have removed may come back. */
export function countsReplies(post: string): string {
  return `(${post}.deleted_at is null or ${post}.removed_at is not null)`;
}

/**
 * Makes a post count as deleted without erasing anything of it. What hangs on it and would be seen without it is put
 * aside; everything else (reactions, pins, hashtags, entries of timelines) is only read together with a post that is there.
 *
 * @returns whether it was there
 */
export async function hidePost(on: Runner, postId: string, now: Date): Promise<boolean> {
  return (await run(on, hide, [postId, now])).length > 0;
}

/** The inverse of it. */
export async function showPost(on: Runner, postId: string): Promise<boolean> {
  // Nobody is told again of what they were told, and nobody judges it again.
  await run(on, "select set_config('folkmoot.quiet', 'restore', true)", []);
  const shown = await run(on, show, [postId]);
  await run(on, "select set_config('folkmoot.quiet', '', true)", []);
  return shown.length > 0;
}

const hide = `
with gone as (
  update posts p set deleted_at = $2::timestamptz, removed_at = $2::timestamptz
  where p.id = $1::uuid and p.deleted_at is null
  returning p.id, p.account_id, p.in_reply_to_id
),
author as (
  update accounts a set posts_count = greatest(a.posts_count - 1, 0) from gone g where a.id = g.account_id
),
parent as (
  update posts p set replies_count = greatest(p.replies_count - 1, 0) from gone g
  where p.id = g.in_reply_to_id and p.id <> g.id and ${countsReplies("p")}
),
told as (delete from notifications n using gone g where n.post_id = g.id returning n.*),
parts as (
  insert into removed_parts (post_id, kind, row)
  select t.post_id, 'notification', to_jsonb(t) from told t
  union all
  -- A trigger shortens these when the statement is over.
  select g.id, 'conversation', to_jsonb(c) from gone g join conversations c on c.last_post_id = g.id
)
select id from gone`;

const show = `
with back as (
  update posts p set deleted_at = null, removed_at = null
  where p.id = $1::uuid and p.removed_at is not null
  returning p.id, p.account_id, p.in_reply_to_id, p.conversation_id
),
author as (
  update accounts a set posts_count = a.posts_count + 1 from back b where a.id = b.account_id
),
parent as (
  update posts p set replies_count = p.replies_count + 1 from back b
  where p.id = b.in_reply_to_id and p.id <> b.id and ${countsReplies("p")}
),
parts as (delete from removed_parts r using back b where r.post_id = b.id returning r.kind, r.row),
told as (
  insert into notifications
  select n.* from parts r cross join lateral jsonb_populate_record(null::notifications, r.row) n
  where r.kind = 'notification' and exists (select from accounts a where a.id = n.account_id)
    and exists (select from accounts a where a.id = n.from_account_id)
  on conflict do nothing
),
talked as (
  insert into conversations as c (account_id, conversation_id, last_post_id, unread)
  select k.account_id, b.conversation_id, b.id, k.unread
  from parts r cross join back b cross join lateral jsonb_populate_record(null::conversations, r.row) k
  where r.kind = 'conversation' and exists (select from accounts a where a.id = k.account_id)
  on conflict (conversation_id, account_id) do update set last_post_id = greatest(c.last_post_id, excluded.last_post_id)
)
select id from back`;

/** Posts that were removed before a time, for good, and that nothing but a removal hides: it can no longer be taken back. */
export async function readLongRemoved(
  on: Runner,
  { before, now }: { before: Date; now: Date },
  limit: number,
): Promise<string[]> {
  const rows = await run<{ id: string }>(
    on,
    `select p.id from posts p
     where p.removed_at < $1::timestamptz and exists (select from actions a
       where a.subject_id = p.id and a.kind = 'remove' and a.undone_at is null and a.ends_at is null
         and a.starts_at < $1::timestamptz)
       and not exists (select from actions a join appeals q on q.action_id = a.id
         where a.subject_id = p.id and a.undone_at is null and q.state = 'open')
       and not exists (select from actions a where a.subject_id = p.id and a.undone_at is null and ${awaitsPanel("a.id")})
       and not exists (select from actions a join statements s on s.action_id = a.id
         where a.subject_id = p.id and a.undone_at is null and s.told_at is not null and s.appeal_until > $3::timestamptz)
     order by p.removed_at limit $2::int`,
    [before, limit, now],
  );
  return rows.map(({ id }) => id);
}

/** What readers see of a post now, and whether that is another than before. */
export interface Shown {
  visibility: string;
  hashtags: string[];
  isRelisted: boolean;
  isSensitivityChanged: boolean;
}

/** Shows a post as moderators want it, beside what its author chose, which is kept and comes back. */
export async function overridePost(
  on: Runner,
  postId: string,
  { isSensitive, isUnlisted }: { isSensitive: boolean; isUnlisted: boolean },
): Promise<Shown | null> {
  const [shown] = await run<Shown>(on, override, [postId, isSensitive, isUnlisted]);
  return shown ?? null;
}

/** The same beside what is done to it already. */
export async function overrideAlso(
  on: Runner,
  postId: string,
  wanted: { isSensitive: boolean; isUnlisted: boolean },
): Promise<Shown | null> {
  const [known] = await run<{ isSensitive: boolean; isUnlisted: boolean }>(
    on,
    `select original_sensitive is not null as "isSensitive", original_visibility is not null as "isUnlisted"
     from posts where id = $1::uuid`,
    [postId],
  );
  if (known === undefined) return null;
  return overridePost(on, postId, {
    isSensitive: wanted.isSensitive || known.isSensitive,
    isUnlisted: wanted.isUnlisted || known.isUnlisted,
  });
}

/** The index by hashtags, of public posts alone. */
export async function indexHashtags(on: Runner, postId: string, keys: readonly string[]): Promise<void> {
  await run(on, "delete from post_hashtags where post_id = $1::uuid and hashtag <> all($2::text[])", [
    postId,
    keys,
  ]);
  await run(
    on,
    `insert into post_hashtags (hashtag, post_id)
     select t.hashtag, $1::uuid from jsonb_array_elements_text($2::jsonb) as t(hashtag) on conflict do nothing`,
    [postId, JSON.stringify(keys)],
  );
}

/** What other servers were told when a post of this node was removed: to be taken back in the same words. */
export interface Removal {
  iri: string;
  summary: string;
}

export async function keepRemoval(on: Runner, postId: string, removal: Removal): Promise<void> {
  await run(on, "insert into removed_parts (post_id, kind, row) values ($1::uuid, 'removal', $2::jsonb)", [
    postId,
    JSON.stringify(removal),
  ]);
}

export async function takeRemoval(on: Runner, postId: string): Promise<Removal | null> {
  const [part] = await run<{ row: Removal }>(
    on,
    "delete from removed_parts where post_id = $1::uuid and kind = 'removal' returning row",
    [postId],
  );
  return part?.row ?? null;
}

const override = `
with wanted as (
  select p.id, p.hashtags, p.visibility as was_visibility, p.sensitive as was_sensitive,
    case when $3::boolean and coalesce(p.original_visibility, p.visibility) = 'public' then 'unlisted'
      else coalesce(p.original_visibility, p.visibility) end as visibility,
    case when $3::boolean and coalesce(p.original_visibility, p.visibility) = 'public' then 'public' end as original_visibility,
    $2::boolean or coalesce(p.original_sensitive, p.sensitive) as sensitive,
    case when $2::boolean then coalesce(p.original_sensitive, p.sensitive) end as original_sensitive
  from posts p where p.id = $1::uuid for no key update
),
changed as (
  update posts p set visibility = w.visibility, original_visibility = w.original_visibility, sensitive = w.sensitive,
    original_sensitive = w.original_sensitive
  from wanted w where p.id = w.id and (p.visibility, p.original_visibility, p.sensitive, p.original_sensitive)
    is distinct from (w.visibility, w.original_visibility, w.sensitive, w.original_sensitive)
)
select w.visibility, w.hashtags, w.visibility <> w.was_visibility as "isRelisted",
  w.sensitive <> w.was_sensitive as "isSensitivityChanged"
from wanted w`;
