import type { Tx } from "../../context.ts";
import { run } from "../../platform/statement.ts";

export async function insertDomainBlock(tx: Tx, accountId: string, domain: string, now: Date): Promise<void> {
  await run(
    tx,
    `insert into domain_blocks (account_id, domain, created_at) values ($1::uuid, $2::text, $3::timestamptz)
     on conflict do nothing`,
    [accountId, domain, now],
  );
}

export async function deleteDomainBlock(tx: Tx, accountId: string, domain: string): Promise<boolean> {
  const rows = await run(
    tx,
    "delete from domain_blocks where account_id = $1::uuid and domain = $2::text returning domain",
    [accountId, domain],
  );
  return rows.length > 0;
}

/** Follows in either direction between an account and those of a domain. */
export async function readFollowsWith(
  tx: Tx,
  accountId: string,
  domain: string,
): Promise<{ followerId: string; followeeId: string }[]> {
  return run(
    tx,
    `select f.follower_id as "followerId", f.followee_id as "followeeId" from follows f
       join accounts a on a.id = f.followee_id where f.follower_id = $1::uuid and a.domain = $2::text
     union all
     select f.follower_id, f.followee_id from follows f
       join accounts a on a.id = f.follower_id where f.followee_id = $1::uuid and a.domain = $2::text`,
    [accountId, domain],
  );
}
