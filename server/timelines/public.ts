import type { Ctx } from "../context.ts";
import { hashtagKey } from "../posts/row.ts";
import type { Listed, PageRequest } from "./page.ts";
import { readTimeline, type TimelineEntry } from "./read.ts";

const isPublic = `p.visibility = 'public' and p.in_reply_to_iri is null and p.deleted_at is null`;

export const publicSource = { from: "posts p", where: isPublic, id: "p.id" };
export const localSource = {
  from: "posts p",
  where: `p.visibility = 'public' and p.is_local and p.in_reply_to_iri is null and p.deleted_at is null`,
  id: "p.id",
};
const hashtagLocalSource = {
  from: "post_hashtags t join posts p on p.id = t.post_id",
  where: `t.hashtag = $5::text and p.visibility = 'public' and p.is_local`,
  id: "t.post_id",
};
export const hashtagSource = {
  from: "post_hashtags t join posts p on p.id = t.post_id",
  where: `t.hashtag = $5::text and p.visibility = 'public'`,
  id: "t.post_id",
};

/**
 * Public posts that start a thread, from everywhere or from this node alone.
 *
 * @param viewerId null for nobody in particular
 */
export function readPublic(
  ctx: Pick<Ctx, "sql" | "clock">,
  viewerId: string | null,
  page: PageRequest & { local?: boolean },
): Promise<Listed<TimelineEntry>> {
  return readTimeline(ctx, viewerId, page, page.local ? localSource : publicSource);
}

/** Public posts with a hashtag, written in any way: `#Tea`, `tea`; from everywhere or from this node alone. */
export function readHashtag(
  ctx: Pick<Ctx, "sql" | "clock">,
  viewerId: string | null,
  hashtag: string,
  page: PageRequest & { local?: boolean },
): Promise<Listed<TimelineEntry>> {
  const parameters = [hashtagKey(hashtag.replace(/^[#＃]/, ""))];
  return readTimeline(ctx, viewerId, page, {
    ...(page.local ? hashtagLocalSource : hashtagSource),
    parameters,
  });
}
