import { type Call, json, nothing, type Routes } from "../../api/call.ts";
import { scheduledStatusEntity } from "../../api/entities/scheduled-status.ts";
import { idOf } from "../../api/ids.ts";
import { paged, pageOf } from "../../api/paging.ts";
import { Refusal } from "../../api/refusal.ts";
import { refuse } from "../../api/refuse.ts";
import type { Viewer } from "../../api/viewer.ts";
import type { ApiCtx } from "../../context.ts";
import { loadMedia } from "../../media/load.ts";
import {
  cancelPost,
  readAllScheduled,
  readScheduled,
  reschedulePost,
  type ScheduledPost,
} from "../scheduled/schedule.ts";
import { dateOf } from "./words.ts";

export const scheduledRoutes: Routes = {
  async "GET /api/v1/scheduled_statuses"(call) {
    const page = await readAllScheduled(call.ctx, call.viewer.accountId, pageOf(call));
    return paged(call, page, await renderScheduled(call.ctx, call.viewer.accountId, page.items));
  },

  "GET /api/v1/scheduled_statuses/:id": (call) => show(call),

  async "PUT /api/v1/scheduled_statuses/:id"(call) {
    const { ctx, viewer, params, path } = call;
    const dueAt = dateOf(params, "scheduled_at");
    if (dueAt === null) throw Refusal.blank("scheduled_at");
    const moved = await reschedulePost(ctx, { accountId: viewer.accountId, id: idOf(path.id), dueAt });
    if (!moved.ok) throw refuse(moved.error);
    return show(call);
  },

  async "DELETE /api/v1/scheduled_statuses/:id"({ ctx, viewer, path }) {
    if (!(await cancelPost(ctx, { accountId: viewer.accountId, id: idOf(path.id) })))
      throw Refusal.notFound();
    return nothing;
  },
};

async function show({ ctx, viewer, path }: Pick<Call<Viewer>, "ctx" | "viewer" | "path">) {
  const post = await readScheduled(ctx, viewer.accountId, idOf(path.id));
  if (post === null) throw Refusal.notFound();
  return json((await renderScheduled(ctx, viewer.accountId, [post]))[0]);
}

/** Posts that wait, with their media. */
export async function renderScheduled(
  ctx: Pick<ApiCtx, "sql" | "uris" | "proxy">,
  accountId: string,
  posts: readonly ScheduledPost[],
) {
  const ids = posts.flatMap((post) => post.draft.mediaIds ?? []);
  const media = await loadMedia(ctx, accountId, ids);
  return posts.map((post) =>
    scheduledStatusEntity(
      ctx,
      post,
      (post.draft.mediaIds ?? []).flatMap((id) => media.get(id) ?? []),
    ),
  );
}
