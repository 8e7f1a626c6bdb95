import type { Ctx } from "../context.ts";
import type { Listed, PageRequest } from "./page.ts";
import { readTimeline, type TimelineEntry } from "./read.ts";
import { keptByList } from "./rules.ts";

export const homeSource = {
  from: `home_entries h join posts p on p.id = h.post_id left join accounts b on b.id = h.boosted_by_id`,
  where: `h.account_id = $1::uuid and not ${keptByList("coalesce(h.boosted_by_id, p.account_id)", "$1::uuid")}`,
  id: "h.entry_id",
  hasBoosts: true,
};

/**
 * The home timeline of an account of this node: what it and those it follows wrote and boosted. It was put together when
 * the posts came, so that reading it is one range of an index. What exclusive lists keep is left out.
 *
 * @example const page = await readHome(ctx, accountId, { limit: 20 });
 */
export function readHome(
  ctx: Pick<Ctx, "sql" | "clock">,
  accountId: string,
  page: PageRequest,
): Promise<Listed<TimelineEntry>> {
  return readTimeline(ctx, accountId, page, homeSource);
}
