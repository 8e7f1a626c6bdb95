import { type Call, json, nothing, type Routes } from "../api/call.ts";
import { idOf } from "../api/ids.ts";
import { Refusal } from "../api/refusal.ts";
import { refuse } from "../api/refuse.ts";
import { type WebhookEvent, webhookEvents } from "./events.ts";
import { addWebhook, editWebhook, removeWebhook, rotateSecret, type WebhookTerms } from "./manage.ts";
import { readWebhook, readWebhooks, type Webhook } from "./store.ts";

export const webhookRoutes: Routes = {
  async "GET /api/v1/admin/webhooks"({ ctx }) {
    return json((await readWebhooks(ctx)).map(webhookEntity));
  },

  async "GET /api/v1/admin/webhooks/:id"({ ctx, path }) {
    const webhook = await readWebhook(ctx, idOf(path.id));
    if (webhook === null) throw Refusal.notFound();
    return json(webhookEntity(webhook));
  },

  async "POST /api/v1/admin/webhooks"(call) {
    const { ctx, viewer, params } = call;
    const terms = {
      events: [],
      template: null,
      enabled: true,
      ...termsOf(call),
      url: params.required("url"),
    };
    const added = await addWebhook(ctx, viewer.accountId, terms);
    if (!added.ok) throw refuse(added.error);
    return json(webhookEntity(added.value));
  },

  async "PUT /api/v1/admin/webhooks/:id"(call) {
    const { ctx, viewer, path } = call;
    const changed = await editWebhook(ctx, viewer.accountId, idOf(path.id), termsOf(call));
    if (!changed.ok) throw refuse(changed.error);
    return json(webhookEntity(changed.value));
  },

  async "DELETE /api/v1/admin/webhooks/:id"({ ctx, viewer, path }) {
    const removed = await removeWebhook(ctx, viewer.accountId, idOf(path.id));
    if (!removed.ok) throw refuse(removed.error);
    return nothing;
  },

  async "POST /api/v1/admin/webhooks/:id/rotate_secret"({ ctx, viewer, path }) {
    const changed = await rotateSecret(ctx, viewer.accountId, idOf(path.id));
    if (!changed.ok) throw refuse(changed.error);
    return json(webhookEntity(changed.value));
  },
};

function termsOf({ params }: Pick<Call, "params">): Partial<WebhookTerms> {
  const url = params.text("url")?.trim();
  const events = params.list("events");
  const enabled = params.flag("enabled");
  if (events.some((event) => !webhookEvents.includes(event as WebhookEvent)))
    throw Refusal.invalid("events", "is invalid");
  return {
    ...(url && { url }),
    ...(params.has("events") && { events: [...new Set(events)] as WebhookEvent[] }),
    ...(enabled !== null && { enabled }),
    ...(params.has("template") && { template: params.text("template")?.trim() || null }),
  };
}

/** With the secret: who may read this may also change it, and needs it to check signatures. */
function webhookEntity({ id, url, events, secret, enabled, template, createdAt, updatedAt }: Webhook) {
  return {
    id,
    url,
    events,
    secret,
    enabled,
    template,
    created_at: createdAt.toISOString(),
    updated_at: updatedAt.toISOString(),
  };
}
