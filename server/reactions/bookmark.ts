import { err, ok, type Result } from "#protocol/result.ts";
import type { Ctx } from "../context.ts";
import { findVisible } from "../posts/find.ts";
import { deleteBookmark, insertBookmark } from "./store/marks.ts";

interface Marking {
  accountId: string;
  postId: string;
}

/** Keeps a post for later; nobody else learns of it. */
export async function bookmark(
  ctx: Pick<Ctx, "ids" | "sql">,
  { accountId, postId }: Marking,
): Promise<Result<void, { type: "post/not-found"; postId: string }>> {
  if ((await findVisible(ctx.sql, postId, accountId)) === null)
    return err({ type: "post/not-found", postId });
  await insertBookmark(ctx.sql, ctx.ids.next(), accountId, postId);
  return ok();
}

export async function unbookmark(ctx: Pick<Ctx, "sql">, { accountId, postId }: Marking): Promise<void> {
  await deleteBookmark(ctx.sql, accountId, postId);
}
