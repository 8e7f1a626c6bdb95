import type { Routes } from "../../api/call.ts";
import { paged, pageOf } from "../../api/paging.ts";
import { renderEntries } from "../../api/statuses.ts";
import { readBookmarks, readFavourites } from "../../timelines/own-lists.ts";

/** What somebody has kept and liked. Pages go by when that was, not by when the posts were written. */
export const ownListRoutes: Routes = {
  async "GET /api/v1/bookmarks"(call) {
    const { ctx, viewer } = call;
    const page = await readBookmarks(ctx, viewer.accountId, pageOf(call));
    return paged(call, page, await renderEntries(ctx, viewer.accountId, page.items));
  },

  async "GET /api/v1/favourites"(call) {
    const { ctx, viewer } = call;
    const page = await readFavourites(ctx, viewer.accountId, pageOf(call));
    return paged(call, page, await renderEntries(ctx, viewer.accountId, page.items));
  },
};
