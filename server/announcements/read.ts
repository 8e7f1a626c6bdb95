import type { CustomEmoji } from "#protocol/model/post.ts";
import type { Ctx } from "../context.ts";
import { emojisInTexts, findEmojis } from "../emojis/find.ts";
import { run } from "../platform/statement.ts";

export interface AnnouncementView {
  id: string;
  html: string;
  startsAt: Date | null;
  endsAt: Date | null;
  allDay: boolean;
  publishedAt: Date;
  updatedAt: Date;
  isRead: boolean;
  accounts: { id: string; username: string; domain: string | null; url: string }[];
  posts: { id: string; url: string }[];
  hashtags: string[];
  emojis: CustomEmoji[];
  reactions: AnnouncementReaction[];
}

export interface AnnouncementReaction {
  name: string;
  count: number;
  isMine: boolean;
  /** For a custom emoji. */
  url: string | null;
}

type Row = Omit<AnnouncementView, "emojis" | "reactions"> & {
  text: string;
  reactions: Omit<AnnouncementReaction, "url">[];
};

const select = `
select n.id, n.text, n.html, n.starts_at as "startsAt", n.ends_at as "endsAt", n.all_day as "allDay",
  n.published_at as "publishedAt", n.updated_at as "updatedAt", n.hashtags,
  exists (select from announcement_reads r where r.announcement_id = n.id and r.account_id = $1::uuid) as "isRead",
  (select coalesce(jsonb_agg(jsonb_build_object('id', a.id, 'username', a.username, 'domain', a.domain, 'url', a.url)), '[]')
   from accounts a where a.id = any(n.account_ids) and a.state = 'active') as accounts,
  (select coalesce(jsonb_agg(jsonb_build_object('id', p.id, 'url', p.url)), '[]')
   from posts p where p.id = any(n.post_ids) and p.deleted_at is null) as posts,
  (select coalesce(jsonb_agg(jsonb_build_object('name', r.name, 'count', r.n, 'isMine', r.mine) order by r.first), '[]')
   from (select name, count(*) as n, bool_or(account_id = $1::uuid) as mine, min(created_at) as first
     from announcement_reactions where announcement_id = n.id and not withdrawn group by name) r) as reactions
from announcements n where n.state = 'published'`;

/**
 * What is to be said at the moment, in the order of what it is about.
 *
 * @param options.all also what this account has read
 */
export async function readAnnouncements(
  ctx: Pick<Ctx, "sql" | "uris">,
  accountId: string,
  options: { all: boolean },
): Promise<AnnouncementView[]> {
  const unread = `and not exists (select from announcement_reads r
    where r.announcement_id = n.id and r.account_id = $1::uuid)`;
  const rows = await run<Row>(
    ctx.sql,
    `${select} ${options.all ? "" : unread}
     order by coalesce(n.starts_at, n.scheduled_at, n.published_at), n.id limit 100`,
    [accountId],
  );
  return withEmojis(ctx, rows);
}

/** One announcement for somebody who listens; null when it is not, or no longer, published. */
export async function readAnnouncement(
  ctx: Pick<Ctx, "sql" | "uris">,
  accountId: string | null,
  id: string,
): Promise<AnnouncementView | null> {
  const rows = await run<Row>(ctx.sql, `${select} and n.id = $2::uuid`, [accountId, id]);
  return (await withEmojis(ctx, rows))[0] ?? null;
}

async function withEmojis(ctx: Pick<Ctx, "sql" | "uris">, rows: readonly Row[]): Promise<AnnouncementView[]> {
  if (rows.length === 0) return [];
  const names = rows.flatMap((row) => row.reactions.map((reaction) => reaction.name));
  const [written, reacted] = await Promise.all([
    emojisInTexts(
      ctx,
      rows.map((row) => row.text),
    ),
    findEmojis(ctx, [...new Set(names)]),
  ]);
  const urls = new Map(reacted.map((emoji) => [emoji.shortcode, emoji.url]));
  return rows.map(({ text, ...row }) => ({
    ...row,
    emojis: written.filter((emoji) => text.includes(`:${emoji.shortcode}:`)),
    reactions: row.reactions
      .map((reaction) => ({
        ...reaction,
        isMine: reaction.isMine ?? false,
        url: urls.get(reaction.name) ?? null,
      }))
      // The emoji may have been removed since.
      .filter(({ name, url }) => url !== null || !/^\w+$/.test(name)),
  }));
}

/** How many reacted to an announcement as one reaction does, also when that was taken back; for those who listen. */
export async function readTally(
  ctx: Pick<Ctx, "sql">,
  reactionId: string,
): Promise<{ announcementId: string; name: string; count: number } | null> {
  const [row] = await run<{ announcementId: string; name: string; count: number }>(
    ctx.sql,
    `select r.announcement_id as "announcementId", r.name, (select count(*)::int from announcement_reactions o
       where o.announcement_id = r.announcement_id and o.name = r.name and not o.withdrawn) as count
     from announcement_reactions r join announcements n on n.id = r.announcement_id and n.state = 'published'
     where r.id = $1::uuid`,
    [reactionId],
  );
  return row ?? null;
}
