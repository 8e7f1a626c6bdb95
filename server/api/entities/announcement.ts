import type { AnnouncementReaction, AnnouncementView } from "../../announcements/read.ts";
import type { ApiCtx } from "../../context.ts";
import { acctOf, emojiEntities } from "./account.ts";

/**
 * Mastodon's Announcement. https://docs.joinmastodon.org/entities/Announcement/
 *
 * @param viewerId null for all who listen, for whom it says nothing about any one of them
 */
export function announcementEntity(
  ctx: Pick<ApiCtx, "uris" | "proxy">,
  announcement: AnnouncementView,
  viewerId: string | null,
) {
  return {
    id: announcement.id,
    content: announcement.html,
    starts_at: announcement.startsAt?.toISOString() ?? null,
    ends_at: announcement.endsAt?.toISOString() ?? null,
    all_day: announcement.allDay,
    published_at: announcement.publishedAt.toISOString(),
    updated_at: announcement.updatedAt.toISOString(),
    ...(viewerId !== null && { read: announcement.isRead }),
    mentions: announcement.accounts.map(({ id, username, domain, url }) => ({
      id,
      username,
      url,
      acct: acctOf({ username, domain }),
    })),
    statuses: announcement.posts,
    tags: announcement.hashtags.map((name) => ({
      name,
      url: `${ctx.uris.origin}/tags/${encodeURIComponent(name)}`,
    })),
    emojis: emojiEntities(ctx, announcement.emojis),
    reactions: announcement.reactions.map((reaction) => announcementReactionEntity(reaction, viewerId)),
  };
}

/** Mastodon's Reaction. */
function announcementReactionEntity(
  { name, count, isMine, url }: AnnouncementReaction,
  viewerId: string | null,
) {
  return {
    name,
    count,
    ...(viewerId !== null && { me: isMine }),
    ...(url !== null && { url, static_url: url }),
  };
}
