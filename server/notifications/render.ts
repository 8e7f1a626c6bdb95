import { escapeHtml } from "#protocol/html/entities.ts";
import { accountEntity, acctOf } from "../api/entities/account.ts";
import {
  emojiOf,
  type FallbackEntity,
  isAboutPost,
  type NotificationEntity,
  type NotificationType,
  noticeEntity,
  notificationEntity,
  type ReactionType,
  reactionTypes,
  type SubjectMember,
  typeOf,
} from "../api/entities/notification.ts";
import type { StatusEntity } from "../api/entities/status.ts";
import { textsOfAccounts, textsOfKeys } from "../api/rendered.ts";
import { renderPosts } from "../api/statuses.ts";
import type { ApiCtx } from "../context.ts";
import type { AccountSummary, PostView } from "../posts/views/types.ts";
import { readPostKeys } from "../timelines/keys.ts";
import type { NotificationGroup } from "./groups.ts";
import { subjectOf } from "./render-subject.ts";
import { loadSubjects } from "./subjects.ts";
import { loadSenders, type Notice, type NotificationView } from "./views.ts";

/** What a client says of what it can show. */
export interface Abilities {
  /** Its name for emoji reactions; null where it has none. */
  reactions: ReactionType | null;
  /** Types that need no fallback; null where a client knows of no fallbacks. */
  supported: ReadonlySet<string> | null;
}

/** Those of Mastodon 4.2, and of streams and pushes, which say nothing of what the client can show. */
const plainAbilities: Abilities = { reactions: null, supported: null };

/**
 * Notifications as Mastodon's. One about a post that the account may not see, or a thing that is gone, is left out.
 *
 * @example const [entity] = await renderNotifications(ctx, accountId, [view]);
 */
export async function renderNotifications(
  ctx: ApiCtx,
  accountId: string,
  views: readonly NotificationView[],
  abilities: Abilities = plainAbilities,
): Promise<NotificationEntity[]> {
  const [statuses, subjects] = await Promise.all([
    renderStatuses(ctx, accountId, views),
    loadSubjects(ctx, views),
  ]);
  return views.flatMap((view) => {
    const type = typeOf(view.kind, abilities.reactions);
    const status = view.post === null ? null : (statuses.get(view.post.id) ?? null);
    const subject = subjectOf(ctx, view, subjects);
    if (type === null || subject === null || (status === null && isAboutPost(type))) return [];
    return [
      notificationEntity(ctx, view, type, { status, subject, fallback: fallbackOf(view, type, abilities) }),
    ];
  });
}

/**
 * A page of notifications as JSON, whose accounts and posts are named by their ids: most of these are known already
 * (api/rendered.ts).
 */
export async function renderPage(
  ctx: ApiCtx,
  accountId: string,
  notices: readonly (Notice & { fromVersion: string })[],
  abilities: Abilities,
): Promise<string> {
  const postIds = [...new Set(notices.flatMap(({ postId }) => postId ?? []))];
  const senders = notices.map(({ from, fromVersion }) => ({ id: from.id, version: fromVersion }));
  const [statuses, accounts, subjects] = await Promise.all([
    readPostKeys(ctx, accountId, postIds).then((keys) => textsOfKeys(ctx, accountId, keys, "notifications")),
    textsOfAccounts(ctx, senders, (ids) => loadSenders(ctx, ids)),
    loadSubjects(ctx, notices),
  ]);
  const parts = notices.flatMap((notice) => {
    const type = typeOf(notice.kind, abilities.reactions);
    const account = accounts.get(notice.from.id);
    const status = statuses.get(notice.postId ?? "");
    const subject = subjectOf(ctx, notice, subjects);
    if (type === null || subject === null || account === undefined) return [];
    if (status === undefined && isAboutPost(type)) return [];
    const entity = noticeEntity(ctx, notice, type, {
      subject,
      fallback: fallbackOf(notice, type, abilities),
    });
    const about = isAboutPost(type) ? `,"status":${status}` : "";
    return `${JSON.stringify(entity).slice(0, -1)},"account":${account}${about}}`;
  });
  return `[${parts.join(",")}]`;
}

/** Mastodon's GroupedNotificationsResults: accounts and statuses once each, beside groups that name their ids. */
export async function renderGroups(
  ctx: ApiCtx,
  accountId: string,
  groups: readonly NotificationGroup[],
  { expand, ...abilities }: Abilities & { expand: "full" | "partial_avatars" },
) {
  const views = groups.map((group) => group.newest);
  const [statuses, subjects] = await Promise.all([
    renderStatuses(ctx, accountId, views),
    loadSubjects(ctx, views),
  ]);
  const shown = groups.flatMap((group) => {
    const { newest } = group;
    const type = typeOf(newest.kind, abilities.reactions);
    const subject = subjectOf(ctx, newest, subjects);
    const status = newest.post === null ? undefined : statuses.get(newest.post.id);
    if (type === null || subject === null || (status === undefined && isAboutPost(type))) return [];
    const entity = groupEntity(ctx, group, type, {
      statusId: status?.id,
      subject,
      fallback: fallbackOf(newest, type, abilities),
    });
    return [{ entity, accounts: group.accounts, status }];
  });
  const distinct = new Map(shown.flatMap(({ accounts }) => accounts.map((account) => [account.id, account])));
  const latest = new Set(shown.map(({ accounts }) => accounts[0]?.id));
  const isFull = ({ id }: AccountSummary) => expand === "full" || latest.has(id);
  const all = [...distinct.values()];
  const seen = new Map(shown.flatMap(({ status }) => (status ? [[status.id, status] as const] : [])));
  return {
    accounts: all.filter(isFull).map((account) => accountEntity(ctx, account)),
    ...(expand === "partial_avatars" && {
      partial_accounts: all
        .filter((account) => !isFull(account))
        .map((account) => partialAccount(ctx, account)),
    }),
    statuses: [...seen.values()],
    notification_groups: shown.map(({ entity }) => entity),
  };
}

function groupEntity(
  ctx: Pick<ApiCtx, "proxy">,
  { key, count, newest, accounts, mostRecentId, page }: NotificationGroup,
  type: NotificationType,
  parts: { statusId: string | undefined; subject: SubjectMember; fallback: FallbackEntity | undefined },
) {
  return {
    group_key: key,
    notifications_count: count,
    type,
    most_recent_notification_id: mostRecentId,
    ...(page !== null && {
      page_min_id: page.minId,
      page_max_id: mostRecentId,
      latest_page_notification_at: page.latestAt.toISOString(),
    }),
    sample_account_ids: accounts.map((account) => account.id),
    status_id: isAboutPost(type) ? parts.statusId : undefined,
    ...emojiOf(ctx, newest),
    ...parts.subject,
    fallback: parts.fallback,
  };
}

/** Mastodon's PartialAccountWithAvatar. */
function partialAccount(ctx: Pick<ApiCtx, "uris" | "proxy">, account: AccountSummary) {
  const { id, acct, url, avatar, avatar_static, locked, bot } = accountEntity(ctx, account);
  return { id, acct, url, avatar, avatar_static, locked, bot };
}

async function renderStatuses(
  ctx: ApiCtx,
  accountId: string,
  views: readonly NotificationView[],
): Promise<Map<string, StatusEntity>> {
  const posts = new Map<string, PostView>(views.flatMap(({ post }) => (post ? [[post.id, post]] : [])));
  const statuses = await renderPosts(ctx, accountId, [...posts.values()], "notifications");
  return new Map(statuses.map((status) => [status.id, status]));
}

/** Words for a type that is not Mastodon's, for clients that ask for them. */
function fallbackOf(
  { from, emoji, emojiUrl }: Notice,
  type: NotificationType,
  { supported }: Abilities,
): FallbackEntity | undefined {
  const isReaction = reactionTypes.some((name) => name === type);
  if (!isReaction || supported === null || supported.has(type)) return undefined;
  const shown = emojiUrl === null ? emoji : `:${emoji}:`;
  return {
    title: `${escapeHtml(acctOf(from))} reacted with ${escapeHtml(shown ?? "")}`,
    summary: null,
    details: null,
  };
}
