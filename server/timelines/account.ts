import type { Ctx } from "../context.ts";
import { hashtagKey } from "../posts/row.ts";
import { boostVisibleTo, visibleTo } from "../posts/visible.ts";
import type { Listed, PageRequest } from "./page.ts";
import { readTimeline, type TimelineEntry } from "./read.ts";
import { hiddenFrom } from "./rules.ts";

export interface AccountPostsRequest extends PageRequest {
  /** Leave out answers to other people. */
  withoutReplies?: boolean;
  withoutBoosts?: boolean;
  onlyMedia?: boolean;
  onlyPinned?: boolean;
  /** Only what has this hashtag, in any case. */
  hashtag?: string | null;
}

/**
 * What an account wrote and boosted, as far as the viewer may see it; also to whoever mutes or blocks the account, since they
 * ask for it. The caller has made sure that the account is active, and does not block the viewer.
 *
 * @param viewerId null for nobody in particular
 */
export function readAccountPosts(
  ctx: Pick<Ctx, "sql" | "clock">,
  viewerId: string | null,
  accountId: string,
  page: AccountPostsRequest,
): Promise<Listed<TimelineEntry>> {
  const hashtag = page.hashtag ? [hashtagKey(page.hashtag)] : [];
  return readTimeline(ctx, viewerId, page, { ...accountSource(page), parameters: [accountId, ...hashtag] });
}

const pinned = "exists (select from pins i where i.account_id = o.account_id and i.post_id = o.id)";
const tagged =
  "exists (select from unnest(o.hashtags) as t(name) where lower(normalize(t.name, nfkc)) = $6::text)";

/** Each half stops at the page's length by itself: sorted together, all that the account ever wrote would be read. */
export function accountSource(page: AccountPostsRequest) {
  const bounds = (id: string) => `${id} < $2::uuid and ${id} > $3::uuid`;
  const own = `select o.id as entry_id, o.id as post_id, null::uuid as boosted_by_id from posts o
    where o.account_id = $5::uuid and o.deleted_at is null and ${bounds("o.id")} and ${visibleTo("o", "$1::uuid")}
      ${page.withoutReplies ? "and (o.in_reply_to_iri is null or o.in_reply_to_account_id = o.account_id)" : ""}
      ${page.onlyMedia ? "and o.media <> '[]'" : ""}
      ${page.onlyPinned ? `and ${pinned}` : ""}
      ${page.hashtag ? `and ${tagged}` : ""}`;
  const boosted = `select c.id, c.post_id, c.account_id from boosts c
    join posts o on o.id = c.post_id join accounts w on w.id = o.account_id
    where c.account_id = $5::uuid and ${bounds("c.id")} and o.deleted_at is null
      and ${boostVisibleTo("c", "$1::uuid")}
      and ${visibleTo("o", "$1::uuid")} and (w.id = $5::uuid or not ${hiddenFrom("w", "$1::uuid", "$4::timestamptz")})`;
  const withBoosts = !(page.withoutBoosts || page.onlyMedia || page.onlyPinned || page.hashtag);
  return {
    from: (order: "asc" | "desc", limit: number) => {
      const halves = [`(${own} order by o.id ${order} limit ${limit})`];
      if (withBoosts) halves.push(`(${boosted} order by c.id ${order} limit ${limit})`);
      return `(${halves.join(" union all ")}) h
        join posts p on p.id = h.post_id left join accounts b on b.id = h.boosted_by_id`;
    },
    where: "true",
    id: "h.entry_id",
    hasBoosts: true,
    always: "$5::uuid",
  };
}
