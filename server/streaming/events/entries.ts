import type { ApiCtx } from "../../context.ts";
import { readTimeline, type Source, type TimelineEntry } from "../../timelines/read.ts";

/** A timeline's most a read. */
const PAGE = 200;

const source: Source = {
  from: `(select i.id as entry_id, coalesce(c.post_id, i.id) as post_id, c.account_id as boosted_by_id
    from unnest($5::uuid[]) as i(id) left join boosts c on c.id = i.id) h
    join posts p on p.id = h.post_id left join accounts b on b.id = h.boosted_by_id`,
  where: "true",
  id: "h.entry_id",
  hasBoosts: true,
};

/**
 * Posts and boosts by their ids. For nobody in particular these are all that are there, whoever may see them.
 *
 * @param viewerId whose blocks, mutes and deeds count
 */
export async function loadEntries(
  ctx: Pick<ApiCtx, "sql" | "clock">,
  viewerId: string | null,
  ids: readonly string[],
): Promise<Map<string, TimelineEntry>> {
  const entries = new Map<string, TimelineEntry>();
  for (let at = 0; at < ids.length; at += PAGE) {
    const chunk = ids.slice(at, at + PAGE);
    const { items } = await readTimeline(ctx, viewerId, { limit: PAGE }, { ...source, parameters: [chunk] });
    for (const entry of items) entries.set(entry.id, entry);
  }
  return entries;
}
