import { json, nothing, type Routes } from "../../api/call.ts";
import { accountEntity } from "../../api/entities/account.ts";
import { idOf, idsOf } from "../../api/ids.ts";
import { paged, pageOf } from "../../api/paging.ts";
import { Refusal } from "../../api/refusal.ts";
import { renderPosts } from "../../api/statuses.ts";
import type { ApiCtx } from "../../context.ts";
import {
  acceptRequests,
  dismissRequests,
  type NotificationRequest,
  readRequest,
  readRequests,
} from "../requests.ts";
import { pageLimits } from "./asked.ts";

export const requestRoutes: Routes = {
  async "GET /api/v1/notifications/requests"(call) {
    const { ctx, viewer } = call;
    const page = await readRequests(ctx, viewer.accountId, pageOf(call, pageLimits));
    return paged(call, page, await requestEntities(ctx, viewer.accountId, page.items));
  },

  /** Merging is part of accepting: there is never anything to wait for. */
  "GET /api/v1/notifications/requests/merged": () => json({ merged: true }),

  async "GET /api/v1/notifications/requests/:id"({ ctx, viewer, path }) {
    const request = await readRequest(ctx, viewer.accountId, idOf(path.id));
    if (request === null) throw Refusal.notFound();
    const [entity] = await requestEntities(ctx, viewer.accountId, [request]);
    return json(entity);
  },

  async "POST /api/v1/notifications/requests/accept"({ ctx, viewer, params }) {
    await acceptRequests(ctx, viewer.accountId, idsOf(params.list("id")));
    return nothing;
  },

  async "POST /api/v1/notifications/requests/dismiss"({ ctx, viewer, params }) {
    await dismissRequests(ctx, viewer.accountId, idsOf(params.list("id")));
    return nothing;
  },

  async "POST /api/v1/notifications/requests/:id/accept"({ ctx, viewer, path }) {
    if ((await acceptRequests(ctx, viewer.accountId, [idOf(path.id)])) === 0) throw Refusal.notFound();
    return nothing;
  },

  async "POST /api/v1/notifications/requests/:id/dismiss"({ ctx, viewer, path }) {
    if ((await dismissRequests(ctx, viewer.accountId, [idOf(path.id)])) === 0) throw Refusal.notFound();
    return nothing;
  },
};

/** Mastodon's NotificationRequest. */
async function requestEntities(ctx: ApiCtx, accountId: string, requests: readonly NotificationRequest[]) {
  const posts = requests.flatMap(({ lastPost }) => lastPost ?? []);
  const statuses = await renderPosts(ctx, accountId, posts, "notifications");
  const byId = new Map(statuses.map((status) => [status.id, status]));
  return requests.map(({ id, from, count, lastPost, createdAt, updatedAt }) => ({
    id,
    created_at: createdAt.toISOString(),
    updated_at: updatedAt.toISOString(),
    notifications_count: String(count),
    account: accountEntity(ctx, from),
    last_status: (lastPost && byId.get(lastPost.id)) ?? null,
  }));
}
