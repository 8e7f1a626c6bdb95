import type { Ctx } from "../context.ts";
import type { Listed, PageRequest } from "./page.ts";
import { readTimeline, type Source, type TimelineEntry } from "./read.ts";
import { shownInPublic } from "./rules.ts";

/** Which posts of a public timeline are wanted; all when left out. */
export interface Selection {
  /** Written on this node. */
  local?: boolean;
  /** Written elsewhere. */
  remote?: boolean;
  onlyMedia?: boolean;
}

/** Posts that start a thread; worded as the indexes `posts_public` and `posts_public_local` are. */
export function publicSource(selection: Selection = {}): Source {
  return {
    from: "posts p",
    where: `p.visibility = 'public' and p.in_reply_to_iri is null and p.deleted_at is null
      ${selected(selection)} and ${shownInPublic("a", "$1::uuid")}`,
    id: "p.id",
    isSparse: selection.onlyMedia === true || selection.remote === true,
  };
}

/** SQL: the conditions of a selection, to follow others. */
export function selected({ local, remote, onlyMedia }: Selection): string {
  return `${local ? "and p.is_local" : ""} ${remote ? "and not p.is_local" : ""}
    ${onlyMedia ? "and p.media <> '[]'" : ""}`;
}

/**
 * Public posts that start a thread, from everywhere, from this node alone, or from all others.
 *
 * @param viewerId null for nobody in particular
 */
export function readPublic(
  ctx: Pick<Ctx, "sql" | "clock">,
  viewerId: string | null,
  page: PageRequest & Selection,
): Promise<Listed<TimelineEntry>> {
  return readTimeline(ctx, viewerId, page, publicSource(page));
}
