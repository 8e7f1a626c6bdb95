import { type Runner, run } from "../../platform/statement.ts";

/** How many accounts ask to follow one, of those that are still there. */
export async function countRequests(on: Runner, accountId: string): Promise<number> {
  const [row] = await run<{ count: number }>(
    on,
    `select count(*)::int as count from follows f join accounts a on a.id = f.follower_id
     where f.followee_id = $1::uuid and f.state = 'pending' and a.state = 'active'`,
    [accountId],
  );
  return row?.count ?? 0;
}
