import type { Ctx } from "../context.ts";
import { visibleTo } from "../posts/visible.ts";
import type { Listed, PageRequest } from "./page.ts";
import { readTimeline, type TimelineEntry } from "./read.ts";
import { hiddenFrom } from "./rules.ts";

export interface AccountPostsRequest extends PageRequest {
  /** Leave out answers to other people. */
  withoutReplies?: boolean;
  withoutBoosts?: boolean;
  onlyMedia?: boolean;
}

/**
 * What an account wrote and boosted, as far as the viewer may see it.
 *
 * @param viewerId null for nobody in particular
 */
export function readAccountPosts(
  ctx: Pick<Ctx, "sql" | "clock">,
  viewerId: string | null,
  accountId: string,
  page: AccountPostsRequest,
): Promise<Listed<TimelineEntry>> {
  return readTimeline(ctx, viewerId, page, { ...accountSource(page), parameters: [accountId] });
}

/** Each half stops at the page's length by itself: sorted together, all that the account ever wrote would be read. */
export function accountSource(page: AccountPostsRequest) {
  const bounds = (id: string) => `${id} < $2::uuid and ${id} > $3::uuid`;
  const own = `select o.id as entry_id, o.id as post_id, null::uuid as boosted_by_id from posts o
    where o.account_id = $5::uuid and o.deleted_at is null and ${bounds("o.id")} and ${visibleTo("o", "$1::uuid")}
      ${page.withoutReplies ? "and (o.in_reply_to_iri is null or o.in_reply_to_account_id = o.account_id)" : ""}
      ${page.onlyMedia ? "and o.media <> '[]'" : ""}`;
  const boosted = `select c.id, c.post_id, c.account_id from boosts c
    join posts o on o.id = c.post_id join accounts w on w.id = o.account_id
    where c.account_id = $5::uuid and c.visibility <> 'followers' and ${bounds("c.id")} and o.deleted_at is null
      and ${visibleTo("o", "$1::uuid")} and not ${hiddenFrom("w", "$1::uuid", "$4::timestamptz")}`;
  return {
    from: (order: "asc" | "desc", limit: number) => {
      const halves = [`(${own} order by o.id ${order} limit ${limit})`];
      if (!page.withoutBoosts && !page.onlyMedia)
        halves.push(`(${boosted} order by c.id ${order} limit ${limit})`);
      return `(${halves.join(" union all ")}) h
        join posts p on p.id = h.post_id left join accounts b on b.id = h.boosted_by_id`;
    },
    where: "true",
    id: "h.entry_id",
    hasBoosts: true,
  };
}
