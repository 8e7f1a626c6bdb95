import { addressing } from "#protocol/ids/visibility.ts";
import { err, ok, type Result } from "#protocol/result.ts";
import { orRollBack } from "../accounts/rollback.ts";
import type { Ctx } from "../context.ts";
import type { AttachError } from "../media/attach.ts";
import type { DescriptionError } from "../media/limits.ts";
import { type Arrangement, rearrange } from "../media/rearrange.ts";
import type { JudgedDraft } from "../policy/gate-port.ts";
import { findAuthor } from "./author.ts";
import { type Content, type ContentError, checkContent } from "./draft.ts";
import { findForUpdate } from "./find.ts";
import { resolveMentions } from "./mentions.ts";
import { loadModels } from "./model.ts";
import { notifyBoosters } from "./notify-boosters.ts";
import { storeJudgedEdit } from "./store/edit.ts";
import { writeContent } from "./write.ts";

export type EditPostError =
  | ContentError
  | AttachError
  | DescriptionError
  | { type: "post/not-found"; postId: string }
  | { type: "post/refused-by-policy"; rule: string };

/**
 * Replaces what a post of this node says; what it said before is kept in its history. Its audience, parent and quote stay.
 * An edit that a moderator would have to look at first is refused: the post stays as it was, and its author is told.
 *
 * @example await editPost(ctx, { accountId, postId, text: "Good evening" });
 */
export async function editPost(
  ctx: Pick<
    Ctx,
    "clock" | "ids" | "uris" | "handleHost" | "limits" | "db" | "sql" | "outbox" | "resolve" | "policy"
  >,
  edit: Omit<Content, "media"> & { accountId: string; postId: string; media?: Arrangement },
): Promise<Result<void, EditPostError>> {
  const { accountId, postId } = edit;
  const author = await findAuthor(ctx.sql, accountId);
  const [before] = await loadModels(ctx, ctx.sql, [postId]);
  if (author === null || before === undefined || before.accountId !== accountId || before.deletedAt !== null)
    return err({ type: "post/not-found", postId });
  const wanted = edit.media ?? { ids: [], changes: new Map() };
  if (wanted.ids.length > ctx.limits.maxMedia)
    return err({ type: "post/too-many-media", most: ctx.limits.maxMedia });
  const arranged = await rearrange(ctx, { id: postId, accountId, media: before.post.media }, wanted);
  if (!arranged.ok) return arranged;
  const content = { ...edit, media: arranged.value.media };
  const checked = checkContent(ctx, content);
  if (!checked.ok) return checked;
  const mentioned = await resolveMentions(ctx, edit.text);
  if (!mentioned.ok) return mentioned;
  const written = writeContent(ctx, content, mentioned.value);
  const mentions = written.mentions.map((mention) => mention.iri);
  const edited = {
    ...before.post,
    ...written,
    quotePolicy: edit.quotePolicy ?? before.post.quotePolicy,
    ...addressing(before.post.visibility, author.followers, mentions),
  };
  const judged = await ctx.policy.outbound(edited, author, "edit");
  if (judged.outcome !== "taken") return err({ type: "post/refused-by-policy", rule: ruleOf(judged) });
  const now = ctx.clock.now();
  const stored = await orRollBack<undefined, EditPostError>(ctx, async (tx) => {
    await findForUpdate(tx, { id: postId });
    if (!(await arranged.value.write(tx))) return err({ type: "media/not-attachable", ids: [...wanted.ids] });
    const changed = await storeJudgedEdit(ctx, tx, postId, {
      post: edited,
      filtered: judged.filtered,
      editedAt: now,
    });
    if (changed) await notifyBoosters(ctx, tx, postId, accountId);
    await ctx.outbox.append(tx, { kind: "post.edited", postId });
    return ok();
  });
  if (!stored.ok) return stored;
  ctx.outbox.wake();
  await judged.afterwards?.(postId);
  return stored;
}

function ruleOf(judged: Exclude<JudgedDraft, { outcome: "taken" }>): string {
  return judged.outcome === "refused" ? judged.rule : (judged.because.at(-1)?.ruleName ?? "");
}
