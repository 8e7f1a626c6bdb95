import type { Ctx } from "../context.ts";
import { boostVisibleTo, visibleTo } from "../posts/visible.ts";
import { newestOf, type Order } from "./newest.ts";
import type { Listed, PageRequest } from "./page.ts";
import { readTimeline, type Source, type TimelineEntry } from "./read.ts";
import { hiddenFrom } from "./rules.ts";

/** Which answers to others a list shows: to anybody its owner follows, to its members, or none. */
export type RepliesPolicy = "followed" | "list" | "none";

const answered: Record<RepliesPolicy, string> = {
  followed: `exists (select from follows g where g.follower_id = $1::uuid
    and g.followee_id = o.in_reply_to_account_id and g.state = 'accepted')`,
  list: `exists (select from list_accounts g where g.list_id = $5::uuid and g.account_id = o.in_reply_to_account_id)`,
  none: "false",
};

/** What the members of a list wrote and boosted, as far as its owner may see it. */
export function readList(
  ctx: Pick<Ctx, "sql" | "clock">,
  list: { id: string; accountId: string; repliesPolicy: RepliesPolicy },
  page: PageRequest,
): Promise<Listed<TimelineEntry>> {
  return readTimeline(ctx, list.accountId, page, {
    ...listSource(list.repliesPolicy),
    parameters: [list.id],
  });
}

/** Nothing is written for lists when posts come: reading costs a step in an index a member. */
export function listSource(policy: RepliesPolicy): Source {
  const bounds = (id: string) => `${id} < $2::uuid and ${id} > $3::uuid`;
  const written = (member: string) => `
    select o.id as entry_id, o.id as post_id, null::uuid as boosted_by_id from posts o
    where o.account_id = ${member} and o.deleted_at is null and ${bounds("o.id")} and o.visibility <> 'direct'
      and (o.in_reply_to_iri is null or o.in_reply_to_account_id in (o.account_id, $1::uuid) or ${answered[policy]})
      and ${visibleTo("o", "$1::uuid")}`;
  const boosted = (member: string) => `
    select c.id as entry_id, c.post_id, c.account_id from boosts c
    join posts o on o.id = c.post_id join accounts w on w.id = o.account_id
    where c.account_id = ${member} and ${bounds("c.id")} and o.deleted_at is null and ${boostVisibleTo("c", "$1::uuid")}
      and ${visibleTo("o", "$1::uuid")} and (w.id = $1::uuid or not ${hiddenFrom("w", "$1::uuid", "$4::timestamptz")})`;
  return {
    from: (order: Order, limit: number) => `(
      with members as materialized (
        select w.id, f.shows_boosts is distinct from false as boosts from list_accounts l
        join accounts w on w.id = l.account_id
        left join follows f on f.follower_id = $1::uuid and f.followee_id = w.id
        where l.list_id = $5::uuid and (w.id = $1::uuid or not ${hiddenFrom("w", "$1::uuid", "$4::timestamptz")})
      )
      ${newestOf("select id from members", written, order, limit)}
      union all
      ${newestOf("select id from members where boosts", boosted, order, limit)}
      ) h join posts p on p.id = h.post_id left join accounts b on b.id = h.boosted_by_id`,
    where: "true",
    id: "h.entry_id",
    hasBoosts: true,
  };
}
