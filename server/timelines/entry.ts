import type { Ctx } from "../context.ts";
import { run } from "../platform/statement.ts";
import { completeViews } from "../posts/views/load.ts";
import {
  type AccountColumns,
  accountColumns,
  accountSummary,
  type PostViewRow,
  postColumns,
} from "../posts/views/rows.ts";
import { boostVisibleTo, visibleTo } from "../posts/visible.ts";
import type { TimelineEntry } from "./read.ts";

type Row = PostViewRow & AccountColumns<"booster"> & { entryId: string };

/**
 * Posts and boosts that a viewer asks for by their ids, in that order. Whom the viewer has muted or blocked is shown here:
 * only timelines leave them out. What is deleted, or not for the viewer, is missing.
 *
 * @param ids UUIDs of posts or boosts
 */
export async function readEntries(
  ctx: Pick<Ctx, "sql" | "clock">,
  viewerId: string | null,
  ids: readonly string[],
): Promise<TimelineEntry[]> {
  if (ids.length === 0) return [];
  const rows = await run<Row>(ctx.sql, statement, [viewerId, ids]);
  const views = await completeViews(ctx, viewerId, rows);
  const entries = new Map(
    rows.flatMap((row) => {
      const post = views.get(row.id);
      const boostedBy = row.boosterId ? accountSummary(row, "booster") : null;
      return post === undefined ? [] : [[row.entryId, { id: row.entryId, post, boostedBy }] as const];
    }),
  );
  return ids.flatMap((id) => entries.get(id) ?? []);
}

/** One post or boost; null when there is none that this viewer may see. */
export async function readEntry(
  ctx: Pick<Ctx, "sql" | "clock">,
  viewerId: string | null,
  id: string,
): Promise<TimelineEntry | null> {
  return (await readEntries(ctx, viewerId, [id]))[0] ?? null;
}

const VIEWER = "$1::uuid";

const statement = `
select i.id as "entryId", ${postColumns(VIEWER)}, ${accountColumns("b", "booster")}
from unnest($2::uuid[]) as i(id)
left join boosts x on x.id = i.id
join posts p on p.id = coalesce(x.post_id, i.id)
join accounts a on a.id = p.account_id
left join accounts b on b.id = x.account_id
where p.deleted_at is null and a.state = 'active' and ${visibleTo("p", VIEWER)}
  and (x.id is null or x.account_id = ${VIEWER} or (b.state = 'active'
    and not exists (select from blocks k where k.account_id = b.id and k.target_id = ${VIEWER})
    and ${boostVisibleTo("x", VIEWER)}))`;
