import type { Iri } from "#protocol/ids/iri.ts";
import type { Medium } from "#protocol/model/medium.ts";
import { type Runner, run } from "../platform/statement.ts";
import { communityOf } from "../posts/community.ts";

/** What the desk wants to know of a post or an account before a case is made of it. */
export interface SubjectFacts {
  iri: Iri;
  id: string;
  accountId: string;
  domain: string | null;
  communityId: string | null;
  /** People who may have seen it. */
  reach: number;
  title: string | null;
  warning: string | null;
  html: string;
  link: string | null;
  media: Medium[];
  /** When the account was made. */
  since: Date;
}

/** SQL: a new account's age counts from when it was published where its server says so. */
const since = "coalesce(a.published_at, a.created_at) as since";

export async function readPostFacts(on: Runner, id: string): Promise<SubjectFacts | null> {
  const [row] = await run<SubjectFacts>(
    on,
    `select p.iri, p.id, p.account_id as "accountId", a.domain, ${communityOf("p")} as "communityId", p.title, p.warning, p.html, p.link,
       p.media, ${since},
       case when p.visibility = 'direct' then jsonb_array_length(p.mentions) else a.followers_count end
         + p.boosts_count + p.replies_count as reach
     from posts p join accounts a on a.id = p.account_id
     where p.id = $1::uuid`,
    [id],
  );
  return row ?? null;
}

export async function readAccountFacts(on: Runner, id: string): Promise<SubjectFacts | null> {
  const [row] = await run<SubjectFacts>(
    on,
    `select a.iri, a.id, a.id as "accountId", a.domain, null::uuid as "communityId", a.display_name as title,
       null::text as warning, a.bio_html as html, null::text as link, '[]'::jsonb as media, ${since},
       a.followers_count as reach
     from accounts a where a.id = $1::uuid`,
    [id],
  );
  return row ?? null;
}

/** Characters of what stands around a post, and of each of its earlier versions. */
const MAX_AROUND = 20_000;
const MAX_VERSION = 100_000;

const accountJson = (a: string) => `jsonb_build_object('iri', ${a}.iri, 'url', ${a}.url, 'kind', ${a}.kind,
  'username', ${a}.username, 'domain', ${a}.domain, 'displayName', ${a}.display_name)`;

const aroundJson = (p: string) => `jsonb_build_object('iri', ${p}.iri, 'url', ${p}.url, 'title', ${p}.title,
  'html', left(${p}.html, ${MAX_AROUND}), 'warning', ${p}.warning, 'sensitive', ${p}.sensitive, 'media', ${p}.media,
  'inReplyTo', ${p}.in_reply_to_iri, 'publishedAt', ${p}.published_at, 'author', ${accountJson("a")})`;

/** A post with all that it said before, as JSON. Null for one that its author has deleted. */
export async function readPostAsSeen(
  on: Runner,
  id: string,
): Promise<{ iri: Iri; content: Record<string, unknown>; media: Medium[] } | null> {
  const [row] = await run<{ iri: Iri; content: Record<string, unknown>; media: Medium[] }>(
    on,
    `select p.iri, p.media, jsonb_build_object('iri', p.iri, 'url', p.url, 'kind', p.kind, 'type', p.type,
       'author', ${accountJson("a")}, 'community', p.community_iri, 'title', p.title, 'html', p.html,
       'warning', p.warning, 'summary', p.summary, 'source', p.source, 'sensitive', p.sensitive,
       'language', p.language, 'visibility', p.visibility, 'link', p.link, 'inReplyTo', p.in_reply_to_iri,
       'quote', p.quote_iri, 'mentions', p.mentions, 'hashtags', to_jsonb(p.hashtags), 'media', p.media,
       'poll', (select jsonb_agg(o.title order by o.position) from poll_options o where o.post_id = p.id),
       'counts', jsonb_build_object('replies', p.replies_count, 'boosts', p.boosts_count, 'likes', p.likes_count),
       'publishedAt', p.published_at, 'editedAt', p.edited_at,
       'versions', (select coalesce(jsonb_agg(jsonb_build_object('title', v.title, 'html', left(v.html, ${MAX_VERSION}),
           'warning', v.warning, 'sensitive', v.sensitive, 'media', v.media, 'writtenAt', v.written_at)
           order by v.id), '[]')
         from (select * from post_versions v where v.post_id = p.id order by v.id desc limit 50) v)) as content
     from posts p join accounts a on a.id = p.account_id
     where p.id = $1::uuid and (p.deleted_at is null or p.removed_at is not null)`,
    [id],
  );
  return row ?? null;
}

export async function readAccountAsSeen(
  on: Runner,
  id: string,
): Promise<{ iri: Iri; content: Record<string, unknown>; pictures: (string | null)[] } | null> {
  const [row] = await run<{ iri: Iri; content: Record<string, unknown>; pictures: (string | null)[] }>(
    on,
    `select a.iri, jsonb_build_array(a.avatar_url, a.header_url) as pictures,
       ${accountJson("a")} || jsonb_build_object('bioHtml', a.bio_html, 'fields', a.fields, 'avatarUrl', a.avatar_url,
         'avatarAlt', a.avatar_alt, 'headerUrl', a.header_url, 'headerAlt', a.header_alt,
         'aliases', to_jsonb(a.aliases), 'movedTo', a.moved_to,
         'counts', jsonb_build_object('followers', a.followers_count, 'following', a.following_count,
           'posts', a.posts_count),
         'publishedAt', a.published_at, 'knownSince', a.created_at) as content
     from accounts a where a.id = $1::uuid and a.state <> 'deleted'`,
    [id],
  );
  return row ?? null;
}

/** Posts of each kind. */
const MOST_AROUND = 20;

/**
 * What stands above a post, and the first replies to it and to its parent: what the author wrote, and what everybody may read.
 */
export async function readThreadAsSeen(
  on: Runner,
  postId: string,
): Promise<{ above: Record<string, unknown>[]; replies: Record<string, unknown>[] }> {
  const [row] = await run<{ above: Record<string, unknown>[]; replies: Record<string, unknown>[] }>(
    on,
    `with recursive subject as (select id, account_id, in_reply_to_id from posts where id = $1::uuid),
     up as (
       select s.in_reply_to_id as id, 1 as depth from subject s where s.in_reply_to_id is not null
       union all
       select p.in_reply_to_id, u.depth + 1 from up u join posts p on p.id = u.id
       where p.in_reply_to_id is not null and u.depth < ${MOST_AROUND}),
     near as (
       (select p.id, 0 as far from posts p where p.in_reply_to_id = $1::uuid order by p.id limit ${MOST_AROUND})
       union all
       (select p.id, 1 from subject s join posts p on p.in_reply_to_id = s.in_reply_to_id and p.id <> s.id
        order by p.id limit ${MOST_AROUND}))
     select
       (select coalesce(jsonb_agg(${aroundJson("p")} order by u.depth desc), '[]')
        from up u join posts p on p.id = u.id join accounts a on a.id = p.account_id cross join subject s
        where p.deleted_at is null and (p.visibility in ('public', 'unlisted') or p.account_id = s.account_id)) as above,
       (select coalesce(jsonb_agg(x.post order by x.id), '[]') from (
          select p.id, ${aroundJson("p")} as post
          from near n join posts p on p.id = n.id join accounts a on a.id = p.account_id cross join subject s
          where p.deleted_at is null and (p.visibility in ('public', 'unlisted') or p.account_id = s.account_id)
          order by n.far, p.id limit ${MOST_AROUND}) x) as replies`,
    [postId],
  );
  return row ?? { above: [], replies: [] };
}
