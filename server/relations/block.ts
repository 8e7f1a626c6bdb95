import { err, ok, type Result } from "#protocol/result.ts";
import type { Ctx } from "../context.ts";
import { removeFromHome } from "../timelines/merge.ts";
import { sever } from "./follow-state.ts";
import { deleteBlock, insertBlock } from "./store/blocks.ts";
import { deleteChannelFollow } from "./store/channel-follows.ts";
import { lockPair } from "./store/parties.ts";
import { tellFollowee, tellFollower } from "./unfollow.ts";

type Deps = Pick<Ctx, "db" | "ids" | "clock" | "uris" | "outbox">;

export type BlockError = { type: "block/self" } | { type: "block/account-gone"; accountId: string };

export interface BlockInput {
  accountId: string;
  targetId: string;
}

/** A local account wants nothing to do with another: neither follows the other from then on. Blocking twice does nothing. */
export async function block(
  ctx: Deps,
  { accountId, targetId }: BlockInput,
): Promise<Result<undefined, BlockError>> {
  if (accountId === targetId) return err({ type: "block/self" });
  const outcome = await ctx.db.transaction(async (tx): Promise<Result<undefined, BlockError>> => {
    const [account, target] = await lockPair(tx, accountId, targetId);
    if (!account?.isLocal) return err({ type: "block/account-gone", accountId });
    if (target === null) return err({ type: "block/account-gone", accountId: targetId });
    const iri = ctx.uris.activity(ctx.ids.next());
    if (!(await insertBlock(tx, { accountId, targetId, iri }, ctx.clock.now()))) return ok();
    const followed = await sever(tx, accountId, targetId);
    const followedBack = await sever(tx, targetId, accountId);
    await deleteChannelFollow(tx, accountId, targetId);
    // Posts that others boosted leave as well.
    await removeFromHome(tx, accountId, targetId);
    if (target.isLocal) {
      await removeFromHome(tx, targetId, accountId);
      return ok();
    }
    if (followed !== null) await tellFollowee(ctx, tx, followed);
    if (followedBack !== null) await tellFollower(ctx, tx, followedBack);
    await ctx.outbox.append(tx, { kind: "block.created", accountId, targetId, blockIri: iri });
    return ok();
  });
  ctx.outbox.wake();
  return outcome;
}

/** Ends a block; the follows that it ended stay ended. Answers whether there was one. */
export async function unblock(
  ctx: Pick<Ctx, "db" | "outbox">,
  { accountId, targetId }: BlockInput,
): Promise<boolean> {
  const removed = await ctx.db.transaction(async (tx) => {
    const [, target] = await lockPair(tx, accountId, targetId);
    const row = await deleteBlock(tx, accountId, targetId);
    if (row !== null && target !== null && !target.isLocal)
      await ctx.outbox.append(tx, { kind: "block.undone", accountId, targetId, blockIri: row.iri });
    return row !== null;
  });
  ctx.outbox.wake();
  return removed;
}
