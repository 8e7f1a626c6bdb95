import { err, ok, type Result } from "#protocol/result.ts";
import type { Ctx } from "../context.ts";
import { findVisible } from "./find.ts";
import { deleteConversationMute, insertConversationMute } from "./store/conversations.ts";

interface Muting {
  accountId: string;
  postId: string;
}

/** Tells an account no more of what happens in the conversation that a post is part of. */
export async function muteConversation(
  ctx: Pick<Ctx, "sql">,
  { accountId, postId }: Muting,
): Promise<Result<void, { type: "post/not-found"; postId: string }>> {
  if ((await findVisible(ctx.sql, postId, accountId)) === null)
    return err({ type: "post/not-found", postId });
  await insertConversationMute(ctx.sql, accountId, postId);
  return ok();
}

export async function unmuteConversation(
  ctx: Pick<Ctx, "sql">,
  { accountId, postId }: Muting,
): Promise<void> {
  await deleteConversationMute(ctx.sql, accountId, postId);
}
