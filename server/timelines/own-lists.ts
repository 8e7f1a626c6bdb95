import type { Ctx } from "../context.ts";
import { visibleTo } from "../posts/visible.ts";
import type { Listed, PageRequest } from "./page.ts";
import { readTimeline, type TimelineEntry } from "./read.ts";

type Deps = Pick<Ctx, "sql" | "clock">;

const bookmarks = {
  from: "bookmarks h join posts p on p.id = h.post_id",
  where: `h.account_id = $1::uuid and ${visibleTo("p", "$1::uuid")}`,
  id: "h.id",
};
const likes = {
  from: "reactions h join posts p on p.id = h.post_id",
  where: `h.account_id = $1::uuid and h.kind = 'like' and ${visibleTo("p", "$1::uuid")}`,
  id: "h.id",
};

/** What an account has kept for later, the latest first. */
export function readBookmarks(
  ctx: Deps,
  accountId: string,
  page: PageRequest,
): Promise<Listed<TimelineEntry>> {
  return readTimeline(ctx, accountId, page, bookmarks);
}

/** What an account has liked, the latest first. */
export function readFavourites(
  ctx: Deps,
  accountId: string,
  page: PageRequest,
): Promise<Listed<TimelineEntry>> {
  return readTimeline(ctx, accountId, page, likes);
}
