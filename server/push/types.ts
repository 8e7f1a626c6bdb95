/** Mastodon's names of notifications, as far as they can be pushed. */
export const pushTypes = [
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
  "moderation_warning",
  "severed_relationships",
  "admin.sign_up",
  "admin.report",
] as const;

export type PushType = (typeof pushTypes)[number];

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

/** Mastodon's name for a kind of notification; null for what it does not know. */
export const typesByKind: Readonly<Record<string, PushType | null>> = {
  mention: "mention",
  reply: "mention",
  like: "favourite",
  reaction: null,
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

export function pushTypeOf(kind: string): PushType | null {
  return typesByKind[kind] ?? null;
}
