import type { ChangeKind } from "../changes/feed.ts";

/** Mastodon's names. https://docs.joinmastodon.org/admin/webhooks/ */
export const webhookEvents = [
  "account.approved",
  "account.created",
  "account.updated",
  "report.created",
  "report.updated",
  "status.created",
  "status.updated",
] as const;

export type WebhookEvent = (typeof webhookEvents)[number];

/** Which change is which event. */
export const eventsByChange: { readonly [Kind in ChangeKind]?: WebhookEvent } = {
  "account.approved": "account.approved",
  "account.created": "account.created",
  "account.updated": "account.updated",
  "report.created": "report.created",
  "report.updated": "report.updated",
  "post.created": "status.created",
  "post.edited": "status.updated",
};
