import type { Post } from "#protocol/model/post.ts";
import type { Ctx } from "../../context.ts";
import { mayNotify } from "../../notifications/rule.ts";
import { type Runner, run } from "../../platform/statement.ts";
import type { Filtered } from "../../policy/filters/apply.ts";
import { rememberFilters } from "../../policy/filters/of-post.ts";
import { contentColumns, hashtagKeys, namedBy } from "../row.ts";
import { storableJson } from "../storable.ts";
import { refreshPoll, removePoll } from "./polls.ts";
import { indexHashtags, overrideAlso } from "./remove.ts";

/**
 * {@link storeEdit} of what the node's rules have made of an edit, with what they want remembered: what they hid or marked stays
 * so, and what the author chose is known as the author's.
 *
 * @param filtered null where nothing is changed in it
 */
export async function storeJudgedEdit(
  ctx: Pick<Ctx, "clock" | "ids" | "uris">,
  on: Runner,
  postId: string,
  edit: { post: Post; filtered: Filtered | null; editedAt: Date | null },
): Promise<boolean> {
  const { post, filtered, editedAt } = edit;
  if (filtered === null) return storeEdit(ctx, on, postId, post, editedAt);
  const own = { ...filtered.post, sensitive: post.sensitive };
  const changed = await storeEdit(ctx, on, postId, own, editedAt, { isQuiet: filtered.isQuiet });
  await rememberFilters(on, postId, filtered);
  const shown = await overrideAlso(on, postId, {
    isSensitive: filtered.kept.includes("auto-sensitive") || filtered.kept.includes("auto-cw"),
    isUnlisted: filtered.kept.includes("auto-unlisted"),
  });
  if (shown?.isRelisted) await indexHashtags(on, postId, []);
  return changed || (shown?.isSensitivityChanged ?? false);
}

/**
 * Replaces what a post says. What it said before goes to its history, and local accounts that are newly mentioned, or
 * that boosted it, are told.
 *
 * @param options.isQuiet nobody is told
 * @param editedAt when the author says it was edited; null for a refresh that only counts as an edit when words change
 * @returns whether readers would see a difference beside counts
 */
export async function storeEdit(
  ctx: Pick<Ctx, "clock" | "ids" | "uris">,
  on: Runner,
  postId: string,
  post: Post,
  editedAt: Date | null,
  { isQuiet = false }: { isQuiet?: boolean } = {},
): Promise<boolean> {
  const content = {
    ...contentColumns(post),
    named: namedBy(ctx, post),
    tags: hashtagKeys(post.hashtags),
    options: post.poll?.options.map((option) => option.title) ?? null,
  };
  const now = ctx.clock.now();
  const [answer] = await run<{ changed: boolean }>(on, edit, [
    postId,
    storableJson(content),
    ctx.ids.next(),
    editedAt,
    now,
    isQuiet,
  ]);
  if (post.poll !== null) await refreshPoll(on, postId, post.poll);
  else if (post.kind !== "question") await removePoll(on, postId);
  return answer?.changed ?? false;
}

const edit = `
with input as materialized (
  select * from jsonb_to_record($2::jsonb) as i(
    kind text, type text, title text, html text, warning text, summary text, source text, source_media_type text,
    sensitive boolean, language text, url text, link text, quote_policy text, mentions jsonb, hashtags text[],
    emojis jsonb, media jsonb, place jsonb, event_starts_at timestamptz, event_ends_at timestamptz, rating float8,
    duration float8, replies_allowed boolean, named jsonb, tags text[], options text[])
),
before as materialized (
  select p.*, (select array_agg(o.title order by o.position) from poll_options o where o.post_id = p.id) as options
  from posts p where p.id = $1::uuid
),
changed as materialized (
  select (b.title, b.html, b.warning, coalesce(b.original_sensitive, b.sensitive), b.media, b.options)
    is distinct from (i.title, i.html, i.warning, i.sensitive, i.media, coalesce(i.options, b.options)) as yes
  from before b, input i
),
version as (
  insert into post_versions (id, post_id, title, html, warning, source, sensitive, media, poll_options, written_at)
  select $3::uuid, b.id, b.title, b.html, b.warning, b.source, b.sensitive, b.media, b.options,
    coalesce(b.edited_at, b.published_at)
  from before b, changed c where c.yes
),
updated as (
  update posts p set kind = i.kind, type = i.type, title = i.title, html = i.html, warning = i.warning,
    summary = i.summary, source = i.source, source_media_type = i.source_media_type,
    sensitive = i.sensitive or p.original_sensitive is not null,
    original_sensitive = case when p.original_sensitive is not null then i.sensitive end,
    language = i.language, url = i.url, link = i.link, quote_policy = i.quote_policy, mentions = i.mentions,
    hashtags = i.hashtags, emojis = i.emojis, media = i.media, place = i.place, event_starts_at = i.event_starts_at,
    event_ends_at = i.event_ends_at, rating = i.rating, duration = i.duration, replies_allowed = i.replies_allowed,
    edited_at = coalesce($4::timestamptz, case when c.yes then $5::timestamptz else p.edited_at end)
  from input i, changed c where p.id = $1::uuid
),
named as materialized (
  select a.id, n.notification from input i
  cross join lateral jsonb_to_recordset(i.named) as n(iri text, notification uuid) join accounts a on a.iri = n.iri
),
unmentioned as (
  delete from post_mentions m where m.post_id = $1::uuid and m.account_id not in (select id from named)
  returning m.account_id
),
-- Of a direct post, whom it no longer names sees no more: homes and conversations are read without asking again.
unhomed as (
  delete from home_entries h using unmentioned u, before b
  where b.visibility = 'direct' and h.account_id = u.account_id and h.account_id <> b.account_id and h.entry_id = b.id
),
left_behind as materialized (
  select c.account_id, c.conversation_id, (
    select p.id from posts p where p.conversation_id = b.conversation_id and p.visibility = 'direct'
      and p.deleted_at is null and p.id <> b.id and (p.account_id = c.account_id or exists (
        select from post_mentions m where m.post_id = p.id and m.account_id = c.account_id))
    order by p.id desc limit 1) as post_id
  from before b join unmentioned u on u.account_id <> b.account_id
  join conversations c on c.account_id = u.account_id and c.last_post_id = b.id
  where b.visibility = 'direct'
),
shortened as (
  update conversations c set last_post_id = l.post_id from left_behind l
  where c.account_id = l.account_id and c.conversation_id = l.conversation_id and l.post_id is not null
),
ended as (
  delete from conversations c using left_behind l
  where c.account_id = l.account_id and c.conversation_id = l.conversation_id and l.post_id is null
),
mentioned as (
  insert into post_mentions (post_id, account_id) select $1::uuid, n.id from named n
  on conflict do nothing returning account_id
),
untagged as (
  delete from post_hashtags h using input i where h.post_id = $1::uuid and h.hashtag <> all(i.tags)
),
tagged as (
  insert into post_hashtags (hashtag, post_id)
  select t.hashtag, b.id from before b, input i cross join lateral unnest(i.tags) as t(hashtag)
  where b.visibility = 'public'
  on conflict do nothing
),
notified as (
  insert into notifications (id, account_id, kind, from_account_id, post_id, created_at)
  select n.notification, n.id, 'mention', b.account_id, b.id, $5::timestamptz
  from before b, named n join mentioned m on m.account_id = n.id
  where b.removed_at is null and not $6::boolean and ${mayNotify("n.id", "b.account_id", "$5", "b.conversation_id")}
  on conflict do nothing
)
select yes as changed from changed`;

/** Local accounts that passed a post on, and so stand for what it says now. */
export async function localBoosters(on: Runner, postId: string): Promise<string[]> {
  const rows = await run<{ id: string }>(
    on,
    `select a.id from boosts b join accounts a on a.id = b.account_id and a.domain is null
     where b.post_id = $1::uuid`,
    [postId],
  );
  return rows.map((row) => row.id);
}
