import type { QuotePolicy } from "#protocol/model/post.ts";
import { err, ok, type Result } from "#protocol/result.ts";
import type { Ctx } from "../context.ts";
import { findForUpdate } from "./find.ts";
import { setPolicy } from "./store/quotes.ts";

export type PolicyError = { type: "post/not-found"; postId: string };

/**
 * Who may quote a post from now on; quotes that stand stay. Of posts that not everybody sees it stays as it is: nobody may
 * quote them.
 */
export async function setQuotePolicy(
  ctx: Pick<Ctx, "db" | "outbox">,
  input: { accountId: string; postId: string; policy: QuotePolicy },
): Promise<Result<void, PolicyError>> {
  const { accountId, postId, policy } = input;
  const result = await ctx.db.transaction(async (tx): Promise<Result<void, PolicyError>> => {
    const post = await findForUpdate(tx, { id: postId });
    if (post === null || post.accountId !== accountId || post.deletedAt !== null)
      return err({ type: "post/not-found", postId });
    const isOpen = post.visibility === "public" || post.visibility === "unlisted";
    if (!isOpen || post.quotePolicy === policy) return ok();
    await setPolicy(tx, postId, policy);
    await ctx.outbox.append(tx, { kind: "post.edited", postId });
    return ok();
  });
  if (result.ok) ctx.outbox.wake();
  return result;
}
