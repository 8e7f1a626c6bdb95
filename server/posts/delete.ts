import { err, ok, type Result } from "#protocol/result.ts";
import type { Ctx } from "../context.ts";
import { forgetOwnEdit } from "../policy/holds/own-edit.ts";
import { findForUpdate, isGone } from "./find.ts";
import { emptyPost } from "./store/delete.ts";

/** Deletes a post of this node for good; what stays is a tombstone that answers for its id. */
export async function deletePost(
  ctx: Pick<Ctx, "clock" | "db" | "sql" | "uris" | "outbox">,
  { accountId, postId }: { accountId: string; postId: string },
): Promise<Result<void, { type: "post/not-found"; postId: string }>> {
  const deleted = await ctx.db.transaction(async (tx) => {
    const post = await findForUpdate(tx, { id: postId });
    if (post === null || post.accountId !== accountId || isGone(post)) return false;
    await emptyPost(tx, postId, ctx.clock.now());
    await ctx.outbox.append(tx, { kind: "post.deleted", postId });
    return true;
  });
  if (!deleted) return err({ type: "post/not-found", postId });
  await forgetOwnEdit(ctx, postId);
  ctx.outbox.wake();
  return ok();
}
