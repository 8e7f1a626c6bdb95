import { json, nothing, type Routes } from "../../api/call.ts";
import { idOf } from "../../api/ids.ts";
import { pagedText, pageOf } from "../../api/paging.ts";
import { Refusal } from "../../api/refusal.ts";
import { clearNotifications, dismissNotification } from "../dismiss.ts";
import { readNotices, readNotification } from "../read.ts";
import { renderNotifications, renderPage } from "../render.ts";
import { countUnread } from "../unread.ts";
import { abilitiesOf, countLimits, pageLimits, wantedOf } from "./asked.ts";

export const listRoutes: Routes = {
  async "GET /api/v1/notifications"(call) {
    const { ctx, viewer, params } = call;
    const abilities = abilitiesOf(params);
    const page = await readNotices(ctx, viewer.accountId, {
      ...pageOf(call, pageLimits),
      ...wantedOf(params, abilities),
    });
    return pagedText(call, page, await renderPage(ctx, viewer.accountId, page.items, abilities));
  },

  async "GET /api/v1/notifications/unread_count"({ ctx, viewer, params }) {
    const { usual, most } = countLimits;
    const limit = params.whole("limit", { least: 1, most }) ?? usual;
    const wanted = wantedOf(params, abilitiesOf(params));
    return json({ count: await countUnread(ctx, viewer.accountId, { ...wanted, limit }) });
  },

  async "GET /api/v1/notifications/:id"({ ctx, viewer, path, params }) {
    const view = await readNotification(ctx, viewer.accountId, idOf(path.id));
    const [entity] =
      view === null ? [] : await renderNotifications(ctx, viewer.accountId, [view], abilitiesOf(params));
    if (entity === undefined) throw Refusal.notFound();
    return json(entity);
  },

  async "POST /api/v1/notifications/clear"({ ctx, viewer }) {
    await clearNotifications(ctx, viewer.accountId);
    return nothing;
  },

  async "POST /api/v1/notifications/:id/dismiss"({ ctx, viewer, path }) {
    if (!(await dismissNotification(ctx, viewer.accountId, idOf(path.id)))) throw Refusal.notFound();
    return nothing;
  },
};
