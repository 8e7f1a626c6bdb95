import type { Ctx } from "../../context.ts";
import { run } from "../../platform/statement.ts";
import { type AccountColumns, accountColumns, accountSummary } from "../../posts/views/rows.ts";
import type { AccountSummary } from "../../posts/views/types.ts";

type Row = AccountColumns<"account"> & { about: string };

/** How many are told of each account. */
const EACH = 40;

/**
 * Who, of those that the viewer follows, follows some accounts: by the account, in the order asked for. Nobody is told of
 * whoever hides their follows.
 */
export async function readFamiliarFollowers(
  ctx: Pick<Ctx, "sql">,
  viewerId: string,
  ids: readonly string[],
): Promise<Map<string, AccountSummary[]>> {
  const rows = ids.length === 0 ? [] : await run<Row>(ctx.sql, statement, [viewerId, ids]);
  const found = new Map<string, AccountSummary[]>(ids.map((id) => [id, []]));
  for (const row of rows) found.get(row.about)?.push(accountSummary(row, "account"));
  return found;
}

const statement = `
select i.id as about, ${accountColumns("a", "account")}
from unnest($2::uuid[]) as i(id)
join accounts t on t.id = i.id and t.state = 'active' and not t.hide_collections
cross join lateral (
  select f.follower_id, f.id from follows mine
  join follows f on f.follower_id = mine.followee_id and f.followee_id = i.id and f.state = 'accepted'
  join accounts b on b.id = f.follower_id and b.state = 'active' and not b.hide_collections
  where mine.follower_id = $1::uuid and mine.state = 'accepted'
  order by f.id desc limit ${EACH}
) k
join accounts a on a.id = k.follower_id
order by k.id desc`;
