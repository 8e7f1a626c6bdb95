import { type Call, json, nothing, type Routes } from "../api/call.ts";
import { webPushSubscriptionEntity } from "../api/entities/web-push-subscription.ts";
import type { Params } from "../api/params.ts";
import { Refusal } from "../api/refusal.ts";
import { refuse } from "../api/refuse.ts";
import { changeSubscription, findSubscription, subscribe, unsubscribe, type Wanted } from "./subscribe.ts";
import { type PushSubscription, pushPolicies, pushTypes } from "./types.ts";
import { vapidPublicKey } from "./vapid.ts";

export const pushRoutes: Routes = {
  async "GET /api/v1/push/subscription"(call) {
    const subscription = await findSubscription(call.ctx, tokenOf(call));
    if (subscription === null) throw Refusal.notFound();
    return answer(call, subscription);
  },

  async "POST /api/v1/push/subscription"(call) {
    const given = call.params.nested("subscription");
    if (given === null) throw missing("subscription");
    const keys = given.nested("keys");
    const subscribed = await subscribe(call.ctx, {
      tokenId: tokenOf(call),
      accountId: call.viewer.accountId,
      endpoint: given.required("endpoint"),
      p256dh: keys?.required("p256dh") ?? blank("p256dh"),
      auth: keys?.required("auth") ?? blank("auth"),
      standard: given.flag("standard") ?? false,
      ...wantedOf(call.params),
    });
    if (!subscribed.ok) throw refuse(subscribed.error);
    return answer(call, subscribed.value);
  },

  async "PUT /api/v1/push/subscription"(call) {
    const changed = await changeSubscription(call.ctx, { tokenId: tokenOf(call), ...wantedOf(call.params) });
    if (!changed.ok) throw refuse(changed.error);
    return answer(call, changed.value);
  },

  async "DELETE /api/v1/push/subscription"(call) {
    await unsubscribe(call.ctx, tokenOf(call));
    return nothing;
  },
};

/** Alerts that are not named are off, as in Mastodon, also when a subscription is changed. */
function wantedOf(params: Params): Wanted {
  const data = params.nested("data");
  const alerts = data?.nested("alerts") ?? null;
  const named = pushTypes.flatMap((type) => (alerts?.has(type) ? [[type, alerts.flag(type) ?? false]] : []));
  const policy = data?.oneOf("policy", pushPolicies) ?? params.oneOf("policy", pushPolicies) ?? "all";
  return { alerts: Object.fromEntries(named), policy };
}

async function answer({ ctx }: Pick<Call, "ctx">, subscription: PushSubscription) {
  return json(webPushSubscriptionEntity(subscription, await vapidPublicKey(ctx)));
}

/** The table lets nobody in here without one. */
function tokenOf({ token }: Pick<Call, "token">): string {
  if (token === null) throw Refusal.forbidden();
  return token.id;
}

function missing(name: string): Refusal {
  return new Refusal(400, `param is missing or the value is empty: ${name}`);
}

function blank(name: string): never {
  throw Refusal.blank(name);
}
