import type { Iri } from "#protocol/ids/iri.ts";
import type { Ctx } from "../../context.ts";
import { run } from "../../platform/statement.ts";

/** One account in a list, with what a line of it shows. */
export interface ListedAccount {
  id: string;
  iri: Iri;
  username: string;
  /** Null for a local account. */
  domain: string | null;
  displayName: string;
  url: string;
  avatarUrl: string | null;
  locked: boolean;
}

/** Lists of accounts in relation to one: their source, and the column that names the others. */
const sources = {
  followers: {
    from: "follows r where r.followee_id = $1::uuid and r.state = 'accepted'",
    other: "r.follower_id",
  },
  requests: {
    from: "follows r where r.followee_id = $1::uuid and r.state = 'pending'",
    other: "r.follower_id",
  },
  following: {
    from: "follows r where r.follower_id = $1::uuid and r.state = 'accepted'",
    other: "r.followee_id",
  },
  requested: {
    from: "follows r where r.follower_id = $1::uuid and r.state = 'pending'",
    other: "r.followee_id",
  },
  blocks: { from: "blocks r where r.account_id = $1::uuid", other: "r.target_id" },
  mutes: {
    from: "mutes r where r.account_id = $1::uuid and (r.expires_at is null or r.expires_at > $4::timestamptz)",
    other: "r.target_id",
  },
} as const;

export type ListName = keyof typeof sources;

/** Up to `limit` accounts whose id is before the cursor, newest accounts first: each list is a range of an index. */
export async function readList(
  ctx: Pick<Ctx, "sql" | "clock">,
  name: ListName,
  accountId: string,
  before: string | null,
  limit: number,
): Promise<ListedAccount[]> {
  const { from, other } = sources[name];
  const parameters = [accountId, before ?? LAST, limit];
  return run<ListedAccount>(
    ctx.sql,
    `select a.id, a.iri, a.username, a.domain, a.display_name as "displayName", a.url,
       a.avatar_url as "avatarUrl", a.locked
     from (select ${other} as id from ${from} and ${other} < $2::uuid order by ${other} desc limit $3::int) o
     join accounts a on a.id = o.id order by a.id desc`,
    name === "mutes" ? [...parameters, ctx.clock.now()] : parameters,
  );
}

const LAST = "ffffffff-ffff-ffff-ffff-ffffffffffff";

export async function readDomainBlocks(
  ctx: Pick<Ctx, "sql">,
  accountId: string,
  after: string | null,
  limit: number,
): Promise<string[]> {
  const rows = await run<{ domain: string }>(
    ctx.sql,
    `select domain from domain_blocks where account_id = $1::uuid and domain > $2::text order by domain limit $3::int`,
    [accountId, after ?? "", limit],
  );
  return rows.map((row) => row.domain);
}
