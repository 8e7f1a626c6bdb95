import {
  type NotificationType,
  notificationTypes,
  type ReactionType,
  reactionTypes,
  typeOf,
} from "../api/entities/notification.ts";
import { type NotificationKind, notificationKinds } from "../notifications/kinds.ts";

/** What can be pushed, by Mastodon's names. */
export type PushType = Exclude<NotificationType, ReactionType>;

const isReaction = (type: NotificationType): type is ReactionType =>
  (reactionTypes as readonly string[]).includes(type);

export const pushTypes: readonly PushType[] = notificationTypes.filter(
  (type): type is PushType => !isReaction(type),
);

/** From whom: everybody, those one follows, one's followers, nobody. */
export const pushPolicies = ["all", "followed", "follower", "none"] as const;

export type PushPolicy = (typeof pushPolicies)[number];

export interface PushSubscription {
  readonly id: string;
  readonly endpoint: string;
  readonly p256dh: string;
  readonly auth: string;
  readonly standard: boolean;
  readonly alerts: Readonly<Record<string, boolean>>;
  readonly policy: PushPolicy;
}

/** As streams and lists call a kind of notification; null for what Mastodon's clients know nothing of. */
export function pushTypeOf(kind: NotificationKind): PushType | null {
  const type = typeOf(kind, null);
  return type === null || isReaction(type) ? null : type;
}

/** The same for statements. */
export const typesByKind: Readonly<Record<string, PushType | null>> = Object.fromEntries(
  notificationKinds.map((kind) => [kind, pushTypeOf(kind)]),
);
