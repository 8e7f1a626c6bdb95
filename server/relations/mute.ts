import { err, ok, type Result } from "#protocol/result.ts";
import type { Ctx, Tx } from "../context.ts";
import { mergeIntoHome, removeFromHome } from "../timelines/merge.ts";
import { readFollow } from "./store/follows.ts";
import { deleteExpiredMutes, deleteMute, upsertMute } from "./store/mutes.ts";
import { lockPair } from "./store/parties.ts";

export type MuteError = { type: "mute/self" } | { type: "mute/account-gone"; accountId: string };

export interface MuteInput {
  accountId: string;
  targetId: string;
  /** Default true. */
  hidesNotifications?: boolean;
  /** When the mute ends by itself; never when null. */
  expiresAt?: Date | null;
}

/** A local account sees no more of another, who is not told. Muting again changes the terms. */
export async function mute(
  ctx: Pick<Ctx, "db" | "clock">,
  { accountId, targetId, hidesNotifications = true, expiresAt = null }: MuteInput,
): Promise<Result<undefined, MuteError>> {
  if (accountId === targetId) return err({ type: "mute/self" });
  return ctx.db.transaction(async (tx): Promise<Result<undefined, MuteError>> => {
    const [account, target] = await lockPair(tx, accountId, targetId);
    if (!account?.isLocal) return err({ type: "mute/account-gone", accountId });
    if (target === null) return err({ type: "mute/account-gone", accountId: targetId });
    await upsertMute(tx, { accountId, targetId, hidesNotifications, expiresAt }, ctx.clock.now());
    await removeFromHome(tx, accountId, targetId);
    return ok();
  });
}

/** Answers whether there was a mute. What the muted account posted comes back to the home of a follower. */
export async function unmute(
  ctx: Pick<Ctx, "db">,
  { accountId, targetId }: { accountId: string; targetId: string },
): Promise<boolean> {
  return ctx.db.transaction(async (tx) => {
    const removed = await deleteMute(tx, accountId, targetId);
    if (removed) await showAgain(tx, accountId, targetId);
    return removed;
  });
}

/** Ends the mutes whose time is over; a recurring task. */
export async function endExpiredMutes(ctx: Pick<Ctx, "db" | "clock">): Promise<number> {
  return ctx.db.transaction(async (tx) => {
    const ended = await deleteExpiredMutes(tx, ctx.clock.now());
    for (const { accountId, targetId } of ended) await showAgain(tx, accountId, targetId);
    return ended.length;
  });
}

async function showAgain(tx: Tx, accountId: string, targetId: string): Promise<void> {
  const follow = await readFollow(tx, accountId, targetId);
  if (follow?.state === "accepted") await mergeIntoHome(tx, accountId, targetId);
}
