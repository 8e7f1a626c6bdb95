import type { Ctx } from "../context.ts";
import { announce } from "../reactions/announce.ts";

/**
 * A local group passes on what one of its followers sent to it (FEP-1b12): whoever follows the group gets it as a boost.
 * Doing it again does nothing.
 */
export async function boostAsGroup(
  ctx: Pick<Ctx, "clock" | "ids" | "uris" | "db" | "outbox">,
  groupId: string,
  postId: string | null,
): Promise<void> {
  if (postId === null) return;
  const isNew = await ctx.db.transaction((tx) =>
    announce(ctx, tx, { accountId: groupId, postId, visibility: "public" }),
  );
  if (isNew) ctx.outbox.wake();
}
