import { type NotificationKind, notificationKinds } from "../../notifications/kinds.ts";
import type { Notice, NotificationView } from "../../notifications/views.ts";
import { accountEntity } from "./account.ts";
import type { StatusEntity } from "./status.ts";

type Deps = Parameters<typeof accountEntity>[0];

/** Names of emoji reactions that clients have to ask for, glitch-soc's and Pleroma's: see {@link typeOf}. */
export const reactionTypes = ["reaction", "pleroma:emoji_reaction"] as const;

export type ReactionType = (typeof reactionTypes)[number];

/** Mastodon's types of notifications, and those of reactions. */
export const notificationTypes = [
  "mention",
  "status",
  "reblog",
  "follow",
  "follow_request",
  "favourite",
  "poll",
  "update",
  "quote",
  "quoted_update",
  "admin.sign_up",
  "admin.report",
  "severed_relationships",
  "moderation_warning",
  ...reactionTypes,
] as const;

export type NotificationType = (typeof notificationTypes)[number];

/** Null for what Mastodon's clients know nothing of. */
const typesByKind: Readonly<Record<NotificationKind, NotificationType | null>> = {
  mention: "mention",
  reply: "mention",
  like: "favourite",
  reaction: "favourite",
  boost: "reblog",
  follow: "follow",
  "follow-request": "follow_request",
  "follow-accepted": null,
  poll: "poll",
  edit: "update",
  quote: "quote",
  "quoted-edit": "quoted_update",
  move: null,
  post: "status",
  "sign-up": "admin.sign_up",
  report: "admin.report",
  severance: "severed_relationships",
  warning: "moderation_warning",
};

/**
 * What a notification is called. Mastodon's clients know no emoji reactions, and some fail on a type that they do not
 * know: those get a favourite with the emoji beside, which is how Mastodon itself shows Misskey's reactions. A client
 * that has a name for them gets that.
 */
export function typeOf(kind: NotificationKind, reactions: ReactionType | null): NotificationType | null {
  return kind === "reaction" && reactions !== null ? reactions : typesByKind[kind];
}

/** The kinds that a type stands for. */
export function kindsOf(type: NotificationType, reactions: ReactionType | null): NotificationKind[] {
  return notificationKinds.filter((kind) => typeOf(kind, reactions) === type);
}

/** Types that say something about a post: without one that the account may see there is nothing to show. */
const aboutPosts: ReadonlySet<NotificationType> = new Set([
  "mention",
  "status",
  "reblog",
  "favourite",
  "poll",
  "update",
  "quote",
  "quoted_update",
  ...reactionTypes,
]);

export function isAboutPost(type: NotificationType): boolean {
  return aboutPosts.has(type);
}

/** What a notification is about beside a post, as its entity has it: `report`, `event` or `moderation_warning`. */
export type SubjectMember = Readonly<Record<string, unknown>>;

/** Mastodon's Notification. https://docs.joinmastodon.org/entities/Notification/ */
export function notificationEntity(
  ctx: Deps,
  view: NotificationView,
  type: NotificationType,
  parts: NoticeParts & { status: StatusEntity | null },
) {
  return {
    ...noticeEntity(ctx, view, type, parts),
    account: accountEntity(ctx, view.from),
    ...(isAboutPost(type) && { status: parts.status }),
  };
}

interface NoticeParts {
  subject: SubjectMember;
  fallback: FallbackEntity | undefined;
}

/** A Notification without its account and status. */
export function noticeEntity(
  ctx: Pick<Deps, "proxy">,
  notice: Notice,
  type: NotificationType,
  { subject, fallback }: NoticeParts,
) {
  return {
    id: notice.id,
    type,
    created_at: notice.createdAt.toISOString(),
    group_key: notice.groupKey ?? `ungrouped-${notice.id}`,
    filtered: notice.filtered || undefined,
    ...emojiOf(ctx, notice),
    ...subject,
    fallback,
  };
}

export type NotificationEntity = ReturnType<typeof notificationEntity>;

/** The emoji of a reaction, as Pleroma's clients and others read it. */
export function emojiOf(
  { proxy }: Pick<Deps, "proxy">,
  { emoji, emojiUrl }: Pick<NotificationView, "emoji" | "emojiUrl">,
) {
  if (emoji === null) return {};
  return {
    emoji: emojiUrl === null ? emoji : `:${emoji}:`,
    emoji_url: proxy.of(emojiUrl, "emoji"),
  };
}

/** Mastodon's NotificationFallback: what a client shows that does not know the type. */
export interface FallbackEntity {
  title: string;
  summary: string | null;
  details: string | null;
}
