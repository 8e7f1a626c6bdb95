import type { Ctx, Tx } from "../../context.ts";
import { severAll } from "../../relations/follow-state.ts";
import { tellFollowee, tellFollower } from "../../relations/unfollow.ts";
import { noteSeverance } from "../../severances/end.ts";
import { readFollowsWithHere, type Target } from "./store.ts";

/**
 * Ends the follows between people here and an account of another server that is suspended here; both sides are told.
 * Unlike the rest of a suspension this cannot be taken back.
 */
export async function endFollowsOfRemote(
  ctx: Pick<Ctx, "clock" | "ids" | "outbox">,
  tx: Tx,
  target: Target,
): Promise<void> {
  const removed = await severAll(tx, await readFollowsWithHere(tx, target.id));
  for (const follow of removed) {
    if (follow.followerId === target.id) await tellFollower(ctx, tx, follow);
    else await tellFollowee(ctx, tx, follow);
  }
  await noteSeverance(ctx, tx, { kind: "account_suspension", target: target.handle }, removed);
}
