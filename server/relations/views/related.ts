import type { Ctx } from "../../context.ts";
import { run } from "../../platform/statement.ts";
import { type AccountColumns, accountColumns, accountSummary } from "../../posts/views/rows.ts";
import type { AccountSummary } from "../../posts/views/types.ts";
import { type Listed, listed, type PageRequest } from "../../timelines/page.ts";
import { hiddenFrom } from "../../timelines/rules.ts";
import { orderRange } from "./order.ts";

/** Lists of accounts in relation to one: where they are, and which column names the others. */
const sources = {
  followers: {
    from: "follows r where r.followee_id = $1::uuid and r.state = 'accepted'",
    other: "follower_id",
  },
  following: {
    from: "follows r where r.follower_id = $1::uuid and r.state = 'accepted'",
    other: "followee_id",
  },
  requests: {
    from: "follows r where r.followee_id = $1::uuid and r.state = 'pending'",
    other: "follower_id",
  },
  blocks: { from: "blocks r where r.account_id = $1::uuid", other: "target_id" },
  mutes: {
    from: "mutes r where r.account_id = $1::uuid and (r.expires_at is null or r.expires_at > $5::timestamptz)",
    other: "target_id",
  },
  endorsements: { from: "endorsements r where r.account_id = $1::uuid", other: "target_id" },
} as const;

export type RelatedList = keyof typeof sources;

export interface RelatedAccount {
  account: AccountSummary;
  /** When the mute ends; null also for every other list. */
  expiresAt: Date | null;
}

type Row = AccountColumns<"account"> & { order: string; expiresAt: Date | null };

/**
 * A page of accounts in relation to one, the latest relation first; without those that are not active.
 *
 * @param viewerId whoever looks at somebody else's list does not see whom blocks and mutes keep from them
 */
export async function readRelated(
  ctx: Pick<Ctx, "sql" | "clock">,
  list: RelatedList,
  accountId: string,
  viewerId: string | null,
  page: PageRequest,
): Promise<Listed<RelatedAccount>> {
  const range = orderRange(page);
  const order = range.ascending ? "asc" : "desc";
  const isOwn = viewerId === accountId;
  const rows = await run<Row>(ctx.sql, relatedStatement(list, isOwn, order, range.limit), [
    accountId,
    range.below,
    range.above,
    isOwn ? null : viewerId,
    ctx.clock.now(),
  ]);
  return listed(
    rows,
    range,
    (row) => row.order,
    (row) => ({ account: accountSummary(row, "account"), expiresAt: row.expiresAt }),
  );
}

function relatedStatement(list: RelatedList, isOwn: boolean, order: "asc" | "desc", limit: number) {
  const { from, other } = sources[list];
  // Every parameter is named, so that the database knows the type of each.
  const shown = isOwn
    ? "a.state = 'active' and $4::uuid is null and $5::timestamptz is not null"
    : `not ${hiddenFrom("a", "$4::uuid", "$5::timestamptz")}`;
  return `select o.id::text as order, o.expires_at as "expiresAt", ${accountColumns("a", "account")}
    from (select r.id, r.${other} as other, ${list === "mutes" ? "r.expires_at" : "null::timestamptz as expires_at"}
      from ${from} and r.id < $2::bigint and r.id > $3::bigint) o
    join accounts a on a.id = o.other
    where ${shown} order by o.id ${order} limit ${limit}`;
}
