import type { Ctx } from "../context.ts";
import { hashtagKey } from "../posts/row.ts";
import type { Order } from "./newest.ts";
import type { Listed, PageRequest } from "./page.ts";
import { type Selection, selected } from "./public.ts";
import { readTimeline, type Source, type TimelineEntry } from "./read.ts";
import { shownInPublic } from "./rules.ts";

/** How many hashtags of a kind are looked at: Mastodon's number. */
const MOST = 4;

/** Hashtags beside the timeline's own, written in any way. */
export interface HashtagQuery extends Selection {
  /** Posts with one of these are wanted too. */
  any?: readonly string[];
  /** Only posts that have every one of these. */
  all?: readonly string[];
  /** Only posts that have none of these. */
  none?: readonly string[];
}

/**
 * Public posts with a hashtag, written in any way: `#Tea`, `tea`.
 *
 * @example await readHashtag(ctx, null, "tea", { any: ["coffee"], none: ["ad"], local: true });
 */
export function readHashtag(
  ctx: Pick<Ctx, "sql" | "clock">,
  viewerId: string | null,
  hashtag: string,
  page: PageRequest & HashtagQuery,
): Promise<Listed<TimelineEntry>> {
  return readTimeline(ctx, viewerId, page, hashtagSource(hashtag, page));
}

/** One range of an index a hashtag, merged; of a post that has several of them, the alphabetically first counts. */
export function hashtagSource(hashtag: string, query: HashtagQuery = {}): Source {
  const parameters: unknown[] = [];
  const parameter = (value: unknown, type: string) => `$${4 + parameters.push(value)}::${type}`;
  const wanted = keys([hashtag, ...(query.any ?? [])]).map((tag) => parameter(tag, "text"));
  const [only] = wanted;
  const range = (tag: string, order: Order) => `(select x.hashtag, x.post_id from post_hashtags x
    where x.hashtag = ${tag} order by x.post_id ${order})`;
  const isMerged = wanted.length > 1;
  const conditions = [
    isMerged
      ? `not exists (select from post_hashtags x where x.post_id = t.post_id and x.hashtag < t.hashtag
          and x.hashtag in (${wanted.join(", ")}))`
      : `t.hashtag = ${only}`,
    ...keys(query.all ?? []).map((tag) => has(parameter(tag, "text"))),
    ...keys(query.none ?? []).map((tag) => `not ${has(parameter(tag, "text"))}`),
  ];
  return {
    from: (order) => {
      const ranges = wanted.map((tag) => range(tag, order)).join(" union all ");
      return `${isMerged ? `(${ranges})` : "post_hashtags"} t join posts p on p.id = t.post_id`;
    },
    where: `${conditions.join(" and ")} and p.visibility = 'public' ${selected(query)}
      and ${shownInPublic("a", "$1::uuid")}`,
    id: "t.post_id",
    isSparse: conditions.length > 1 || isMerged || selected(query).trim() !== "",
    parameters,
  };
}

function has(tag: string): string {
  return `exists (select from post_hashtags x where x.hashtag = ${tag} and x.post_id = t.post_id)`;
}

function keys(hashtags: readonly string[]): string[] {
  const written = hashtags.map((hashtag) => hashtagKey(hashtag.trim().replace(/^[#＃]/, "")));
  return [...new Set(written)].slice(0, MOST);
}
