import type { Ctx } from "../../context.ts";
import { run } from "../../platform/statement.ts";
import { isAccountFiltered } from "../../policy/filters/in-force.ts";
import { type AccountColumns, accountColumns, accountSummary } from "../../posts/views/rows.ts";
import type { AccountSummary } from "../../posts/views/types.ts";
import { hiddenFrom } from "../../timelines/rules.ts";

export interface Suggestion {
  account: AccountSummary;
  /** `friends_of_friends`: those one follows follow it. `most_followed`: many on this node do. */
  sources: ("friends_of_friends" | "most_followed")[];
}

type Row = AccountColumns<"account"> & { friends: number; popular: boolean };

/** How many of the latest follows of somebody are looked at, and how many of each of those. */
const FRIENDS = 200;
const THEIRS = 200;
const POPULAR = 200;

/**
 * Whom somebody may want to follow: first those whom many of their own followees follow, then those with the most
 * followers here. Only accounts that want to be found, and none that is followed, asked, blocked, muted or dismissed.
 */
export async function readSuggestions(
  ctx: Pick<Ctx, "sql" | "clock">,
  viewerId: string,
  limit: number,
): Promise<Suggestion[]> {
  const rows = await run<Row>(ctx.sql, statement, [viewerId, ctx.clock.now(), limit]);
  return rows.map((row) => ({
    account: accountSummary(row, "account"),
    sources: [
      ...(row.friends > 0 ? (["friends_of_friends"] as const) : []),
      ...(row.popular ? (["most_followed"] as const) : []),
    ],
  }));
}

const statement = `
with friends as (
  select f.followee_id as id from follows f join accounts b on b.id = f.followee_id and not b.hide_collections
  where f.follower_id = $1::uuid and f.state = 'accepted' order by f.id desc limit ${FRIENDS}
),
candidates as (
  select t.id, count(*)::int as friends, false as popular
  from friends cross join lateral (
    select f.followee_id as id from follows f
    where f.follower_id = friends.id and f.state = 'accepted' order by f.id desc limit ${THEIRS}) t
  group by t.id
  union all
  select * from (
    select p.id, 0, true from accounts p
    where p.domain is null and p.state = 'active' and p.discoverable and p.followers_count > 0
    order by p.followers_count desc, p.id limit ${POPULAR}) popular
),
ranked as (
  select id, max(friends) as friends, bool_or(popular) as popular from candidates group by id
)
select r.friends, r.popular, ${accountColumns("a", "account")}
from ranked r join accounts a on a.id = r.id
where a.id <> $1::uuid and a.discoverable and not a.limited and not a.memorial and a.moved_to is null
  and a.kind <> 'application' and not ${isAccountFiltered("prevent-recommendations", "a")}
  and not ${hiddenFrom("a", "$1::uuid", "$2::timestamptz")}
  and not exists (select from follows f where f.follower_id = $1::uuid and f.followee_id = a.id)
  and not exists (select from dismissed_suggestions d where d.account_id = $1::uuid and d.target_id = a.id)
order by r.friends desc, a.followers_count desc, a.id limit $3::int`;
