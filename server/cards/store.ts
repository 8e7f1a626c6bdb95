import type { Mention } from "#protocol/model/post.ts";
import { type Runner, run } from "../platform/statement.ts";
import { isPostFiltered } from "../policy/filters/in-force.ts";
import type { CardContent } from "./content.ts";

/** A post whose link may get a card. */
export interface LinkingPost {
  id: string;
  accountId: string;
  /** Who brought it here by boosting it; null for the author. */
  boostedBy: string | null;
  isLocal: boolean;
  /** Whether it counts for what trends. */
  isPublic: boolean;
  /** Whether moderators or rules let it have no card. */
  isBare: boolean;
  html: string;
  link: string | null;
  mentions: Mention[];
  profiles: string[] | null;
  quoteIri: string | null;
  quoteUrl: string | null;
  mediaUrls: string[];
  publishedAt: Date;
}

/**
 * The posts of some changes that somebody here will see: by accounts of this node, or by those they follow or are
 * mentioned by; and what came onto a home timeline, also by a boost.
 */
export function readLinkingPosts(
  on: Runner,
  changed: { posts: readonly string[]; entries: readonly string[] },
): Promise<LinkingPost[]> {
  return run<LinkingPost>(on, linking, [changed.posts, changed.entries]);
}

const linking = `
with wanted as (
  select p.id, null::uuid as boosted_by from posts p where p.id = any($1::uuid[]) and (p.is_local
    or exists (select from follows f where f.followee_id = p.account_id and f.state = 'accepted' and f.follower_is_local)
    or exists (select from post_mentions m join accounts a on a.id = m.account_id
      where m.post_id = p.id and a.domain is null))
  union select p.id, null from posts p where p.id = any($2::uuid[])
  union select b.post_id, b.account_id from boosts b where b.id = any($2::uuid[]) and b.visibility <> 'followers'
)
select p.id, p.account_id as "accountId", w.boosted_by as "boostedBy", p.is_local as "isLocal",
  p.visibility = 'public' and p.warning is null and not p.sensitive and not a.limited
    and not ${isPostFiltered("prevent-trending", "p", "a")} as "isPublic",
  ${isPostFiltered("prevent-previews", "p", "a")} as "isBare",
  p.html, p.link, p.mentions, p.quote_iri as "quoteIri", q.url as "quoteUrl", p.published_at as "publishedAt",
  array(select m->>'url' from jsonb_array_elements(p.media) m) as "mediaUrls",
  case when p.mentions = '[]' then null else
    (select array_agg(o.url) from post_mentions pm join accounts o on o.id = pm.account_id where pm.post_id = p.id)
    end as profiles
from wanted w join posts p on p.id = w.id join accounts a on a.id = p.account_id
left join posts q on q.id = p.quote_id
where p.deleted_at is null and a.state = 'active'`;

/** A link of a post, with the id for its card in case the link is new. */
export interface NewLink {
  post_id: string;
  url: string;
  host: string;
  card_id: string;
  /** When the page is asked, if it has to be; ISO 8601. */
  due_at: string;
}

export interface Attached {
  postId: string;
  cardId: string;
  /** The post had another card before, or none. */
  isNew: boolean;
}

/**
 * Notes what posts link to. Pages that are not known yet, or were read too long ago, become due.
 *
 * @param stale pages last read before this are read again
 * @param retried pages that could not be read before this are tried again
 * @returns the card of each post
 */
export async function attach(
  on: Runner,
  links: readonly NewLink[],
  times: { now: Date; stale: Date; retried: Date },
): Promise<Attached[]> {
  await run(on, makeCards, [JSON.stringify(links), times.now, times.stale, times.retried]);
  const changed = await run<{ id: string }>(on, attachCards, [JSON.stringify(links)]);
  const isNew = new Set(changed.map(({ id }) => id));
  const cards = await run<Omit<Attached, "isNew">>(
    on,
    `select post_id as "postId", card_id as "cardId" from post_cards where post_id = any($1::uuid[])`,
    [links.map(({ post_id }) => post_id)],
  );
  return cards.map((card) => ({ ...card, isNew: isNew.has(card.postId) }));
}

const input = `jsonb_to_recordset($1::jsonb) as i(post_id uuid, url text, host text, card_id uuid, due_at timestamptz)`;

/** In two steps, because a card that another process has just made is not seen by the statement that meets it. */
const makeCards = `
with input as materialized (select distinct on (i.url) i.* from ${input} order by i.url, i.due_at),
made as (
  insert into preview_cards (id, url, host, due_at, created_at)
  select i.card_id, i.url, i.host, i.due_at, $2::timestamptz from input i
  where not exists (select from card_urls u where u.url = i.url)
  on conflict (url) do nothing
  returning id, url
),
named as (
  insert into card_urls (url, card_id) select url, id from made on conflict (url) do nothing
)
update preview_cards c set due_at = i.due_at, attempts = 0 from input i join card_urls u on u.url = i.url
where c.id = u.card_id and c.due_at is null and c.checked_at < (
  case when c.fetched_at = c.checked_at then $3::timestamptz else $4::timestamptz end)`;

const attachCards = `
insert into post_cards as o (post_id, card_id)
select distinct on (i.post_id) i.post_id, u.card_id from ${input} join card_urls u on u.url = i.url
join posts p on p.id = i.post_id
on conflict (post_id) do update set card_id = excluded.card_id where o.card_id <> excluded.card_id
returning post_id as id`;

/** Posts that link to nothing any more. */
export async function detach(on: Runner, postIds: readonly string[]): Promise<void> {
  if (postIds.length > 0) await run(on, `delete from post_cards where post_id = any($1::uuid[])`, [postIds]);
}

export interface DueCard {
  id: string;
  url: string;
  attempts: number;
}

/**
 * Takes pages that are due, one a host where none is being read, and puts the others of a host off, a few seconds each: no site is asked for much
 * at once however many of its links come in. What is taken and not settled comes again after some minutes.
 */
export function takeDue(on: Runner, now: Date, most: number): Promise<DueCard[]> {
  return run<DueCard>(on, take, [now, most]);
}

const take = `
with due as materialized (
  select c.id, c.host, c.due_at from preview_cards c where c.due_at <= $1::timestamptz
    and not exists (select from preview_cards o where o.due_at > $1::timestamptz and o.attempts > 0 and o.host = c.host)
  order by c.due_at limit 400 for update skip locked
),
turns as (select id, due_at, row_number() over (partition by host order by due_at, id) as turn from due),
placed as (select id, turn, row_number() over (partition by turn > 1 order by due_at, id) as place from turns),
moved as (
  update preview_cards c set
    due_at = $1::timestamptz + case when p.turn = 1 then interval '5 minutes' else p.turn * interval '3 seconds' end,
    attempts = c.attempts + case when p.turn = 1 then 1 else 0 end
  from placed p where c.id = p.id and (p.turn > 1 or p.place <= $2::int)
  returning c.id, c.url, c.attempts, p.turn
)
select id, url, attempts from moved where turn = 1`;

/** A page could not be read, or has nothing to show: what an earlier reading found stays. */
export async function settleFailed(on: Runner, cardId: string, now: Date): Promise<void> {
  await run(on, `update preview_cards set due_at = null, checked_at = $2::timestamptz where id = $1::uuid`, [
    cardId,
    now,
  ]);
}

/** The account a page names as its author, if it is known here. */
export async function findAuthor(
  on: Runner,
  handle: { username: string; domain: string | null },
): Promise<string | null> {
  const [account] = await run<{ id: string }>(
    on,
    `select id from accounts where lower(username) = lower($1::text) and domain is not distinct from $2::text
       and state = 'active' limit 1`,
    [handle.username, handle.domain],
  );
  return account?.id ?? null;
}

/**
 * Keeps what a page says. When it is known by another address (`canonicalUrl`), all that link to either have one card.
 */
export async function settleRead(
  on: Runner,
  cardId: string,
  content: CardContent,
  more: { canonicalUrl: string | null; authorAccountId: string | null; now: Date },
): Promise<void> {
  const { canonicalUrl, authorAccountId, now } = more;
  const kept = canonicalUrl === null ? cardId : await mergeInto(on, cardId, canonicalUrl);
  await run(on, keep, [
    kept,
    content.type,
    content.title,
    content.description,
    content.language,
    content.authorName,
    content.authorUrl,
    authorAccountId,
    content.providerName,
    content.providerUrl,
    content.html,
    content.width,
    content.height,
    content.imageUrl,
    content.imageAlt,
    content.embedUrl,
    content.publishedAt,
    content.isArticle,
    now,
  ]);
}

const keep = `
update preview_cards set type = $2::text, title = $3::text, description = $4::text, language = $5::text,
  author_name = $6::text, author_url = $7::text, author_account_id = $8::uuid, provider_name = $9::text,
  provider_url = $10::text, html = $11::text, width = $12::int, height = $13::int, image_url = $14::text,
  image_alt = $15::text, embed_url = $16::text, published_at = $17::timestamptz, is_article = $18::boolean,
  fetched_at = $19::timestamptz, checked_at = $19::timestamptz, due_at = null, attempts = 0
where id = $1::uuid`;

/** @returns the card that stands for both addresses */
async function mergeInto(on: Runner, cardId: string, canonicalUrl: string): Promise<string> {
  const [named] = await run<{ id: string }>(
    on,
    `insert into card_urls as u (url, card_id) values ($2::text, $1::uuid)
     on conflict (url) do update set card_id = u.card_id returning card_id as id`,
    [cardId, canonicalUrl],
  );
  const kept = named?.id ?? cardId;
  if (kept === cardId) {
    await run(
      on,
      `update preview_cards set url = $2::text where id = $1::uuid and url <> $2::text
         and not exists (select from preview_cards o where o.url = $2::text)`,
      [cardId, canonicalUrl],
    );
    return cardId;
  }
  await run(on, `update card_urls set card_id = $2::uuid where card_id = $1::uuid`, [cardId, kept]);
  await run(on, `update post_cards set card_id = $2::uuid where card_id = $1::uuid`, [cardId, kept]);
  await run(on, `delete from preview_cards where id = $1::uuid`, [cardId]);
  return kept;
}
