import type { PushSubscription } from "../../push/types.ts";

/** Mastodon's WebPushSubscription. https://docs.joinmastodon.org/entities/WebPushSubscription/ */
export function webPushSubscriptionEntity(subscription: PushSubscription, serverKey: string) {
  const { id, endpoint, standard, alerts, policy } = subscription;
  return { id, endpoint, standard, alerts, policy, server_key: serverKey };
}
