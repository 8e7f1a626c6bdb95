import type { Ctx } from "../context.ts";
import type { PostView } from "../posts/views/types.ts";
import { visibleTo } from "../posts/visible.ts";
import type { Listed, PageRequest } from "./page.ts";
import { readTimeline, type TimelineEntry } from "./read.ts";

/** Posts that quote one with its author's consent, the latest first, as far as the viewer may see them. */
export function readQuotes(
  ctx: Pick<Ctx, "sql" | "clock">,
  viewerId: string | null,
  quoted: Pick<PostView, "id" | "iri">,
  page: PageRequest,
): Promise<Listed<TimelineEntry>> {
  return readTimeline(ctx, viewerId, page, {
    from: "posts p",
    where: `p.quote_iri = $5::text and p.quote_id = $6::uuid and p.quote_state = 'accepted'
      and ${visibleTo("p", "$1::uuid")}`,
    id: "p.id",
    parameters: [quoted.iri, quoted.id],
  });
}
