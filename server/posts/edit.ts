import { addressing } from "#protocol/ids/visibility.ts";
import { err, ok, type Result } from "#protocol/result.ts";
import type { Ctx } from "../context.ts";
import { findAuthor } from "./author.ts";
import { type Content, type ContentError, checkContent } from "./draft.ts";
import { findForUpdate } from "./find.ts";
import { resolveMentions } from "./mentions.ts";
import { loadModels } from "./model.ts";
import { notifyBoosters } from "./notify-boosters.ts";
import { storeEdit } from "./store/edit.ts";
import { writeContent } from "./write.ts";

export type EditPostError = ContentError | { type: "post/not-found"; postId: string };

/**
 * Replaces what a post of this node says; what it said before is kept in its history. Its audience, parent and quote stay.
 *
 * @example await editPost(ctx, { accountId, postId, text: "Good evening" });
 */
export async function editPost(
  ctx: Pick<Ctx, "clock" | "ids" | "uris" | "handleHost" | "limits" | "db" | "sql" | "outbox" | "resolve">,
  edit: Content & { accountId: string; postId: string },
): Promise<Result<void, EditPostError>> {
  const { accountId, postId } = edit;
  const checked = checkContent(ctx, edit);
  if (!checked.ok) return checked;
  const author = await findAuthor(ctx.sql, accountId);
  const [before] = await loadModels(ctx, ctx.sql, [postId]);
  if (author === null || before === undefined || before.accountId !== accountId || before.deletedAt !== null)
    return err({ type: "post/not-found", postId });
  const mentioned = await resolveMentions(ctx, edit.text);
  if (!mentioned.ok) return mentioned;
  const written = writeContent(ctx, edit, mentioned.value);
  const mentions = written.mentions.map((mention) => mention.iri);
  const post = {
    ...before.post,
    ...written,
    quotePolicy: edit.quotePolicy ?? before.post.quotePolicy,
    ...addressing(before.post.visibility, author.followers, mentions),
  };
  const now = ctx.clock.now();
  await ctx.db.transaction(async (tx) => {
    await findForUpdate(tx, { id: postId });
    const changed = await storeEdit(ctx, tx, postId, post, now);
    if (changed) await notifyBoosters(ctx, tx, postId, accountId);
    await ctx.outbox.append(tx, { kind: "post.edited", postId });
  });
  ctx.outbox.wake();
  return ok();
}
