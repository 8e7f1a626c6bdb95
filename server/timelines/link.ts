import type { Ctx } from "../context.ts";
import { run } from "../platform/statement.ts";
import { isPostFiltered } from "../policy/filters/in-force.ts";
import type { Listed, PageRequest } from "./page.ts";
import { readTimeline, type Source, type TimelineEntry } from "./read.ts";
import { shownInPublic } from "./rules.ts";

/** Public posts by people who want to be found, that link to one page; any of its addresses stands for it. */
export const linkSource: Source = {
  from: "post_cards t join posts p on p.id = t.post_id",
  where: `t.card_id = $5::uuid and p.visibility = 'public' and a.discoverable
    and ${shownInPublic("a", "$1::uuid")} and not ${isPostFiltered("prevent-trending", "p", "a")}`,
  id: "t.post_id",
};

/** @returns null for a page that nobody has linked to */
export async function readLink(
  ctx: Pick<Ctx, "sql" | "clock">,
  viewerId: string | null,
  url: string,
  page: PageRequest,
): Promise<Listed<TimelineEntry> | null> {
  const [card] = await run<{ id: string }>(ctx.sql, cardOf, [url]);
  return card ? readTimeline(ctx, viewerId, page, { ...linkSource, parameters: [card.id] }) : null;
}

const cardOf = `
select c.id from preview_cards c where c.fetched_at is not null and c.id in (
  select u.card_id from card_urls u where u.url = $1::text
  union select o.id from preview_cards o where o.url = $1::text) limit 1`;
