import type { Routes } from "../api/call.ts";
import { paged, pageOf } from "../api/paging.ts";
import { renderEntries } from "../api/statuses.ts";
import { readHome } from "./home.ts";

export const timelineRoutes: Routes = {
  async "GET /api/v1/timelines/home"(call) {
    const { ctx, viewer } = call;
    const page = await readHome(ctx, viewer.accountId, pageOf(call));
    return paged(call, page, await renderEntries(ctx, viewer.accountId, page.items, "home"));
  },
};
