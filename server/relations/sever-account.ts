import type { Ctx, Tx } from "../context.ts";
import { endDormantOf } from "./dormant.ts";
import { severAll } from "./follow-state.ts";
import { deleteBarriers, readAllFollows } from "./store/followers.ts";
import { lockAccounts } from "./store/parties.ts";
import { tellFollowee } from "./unfollow.ts";

/**
 * Ends all relations of an account that is being deleted, and holds it and those it had them with until the transaction
 * ends. Remote followers of a local account stay on record: they are who must be told.
 */
export async function severAccount(
  ctx: Pick<Ctx, "outbox">,
  tx: Tx,
  account: { id: string; isLocal: boolean },
): Promise<void> {
  const before = await readAllFollows(tx, account.id);
  await lockAccounts(tx, [account.id, ...before.flatMap((follow) => [follow.followerId, follow.followeeId])]);
  const follows = await readAllFollows(tx, account.id);
  const toEnd = follows.filter(
    (follow) => !(account.isLocal && follow.followeeId === account.id && !follow.followerIsLocal),
  );
  const remoteFollowees = new Set(toEnd.filter((f) => !f.followeeIsLocal).map((f) => f.followeeId));
  const removed = await severAll(tx, toEnd);
  for (const follow of removed) {
    if (follow.followerId === account.id && account.isLocal && remoteFollowees.has(follow.followeeId))
      await tellFollowee(ctx, tx, follow);
  }
  await endDormantOf(ctx, tx, account.id);
  await deleteBarriers(tx, account.id);
}
