import type { Ctx } from "../../context.ts";
import { run } from "../../platform/statement.ts";
import { type Listed, listed, type PageRequest } from "../../timelines/page.ts";
import { orderRange } from "./order.ts";

/** Domains that an account blocks, the latest first. */
export async function readBlockedDomains(
  ctx: Pick<Ctx, "sql">,
  accountId: string,
  page: PageRequest,
): Promise<Listed<string>> {
  const range = orderRange(page);
  const rows = await run<{ order: string; domain: string }>(
    ctx.sql,
    `select id::text as order, domain from domain_blocks
     where account_id = $1::uuid and id < $2::bigint and id > $3::bigint
     order by id ${range.ascending ? "asc" : "desc"} limit ${range.limit}`,
    [accountId, range.below, range.above],
  );
  return listed(
    rows,
    range,
    (row) => row.order,
    (row) => row.domain,
  );
}

/** How many follows a block of a domain would end. */
export async function previewDomainBlock(
  ctx: Pick<Ctx, "sql">,
  accountId: string,
  domain: string,
): Promise<{ following: number; followers: number }> {
  const [row] = await run<{ following: number; followers: number }>(
    ctx.sql,
    `select
       (select count(*)::int from follows f join accounts a on a.id = f.followee_id
        where f.follower_id = $1::uuid and f.state = 'accepted' and a.domain = $2::text) as following,
       (select count(*)::int from follows f join accounts a on a.id = f.follower_id
        where f.followee_id = $1::uuid and f.state = 'accepted' and a.domain = $2::text) as followers`,
    [accountId, domain],
  );
  return row ?? { following: 0, followers: 0 };
}
