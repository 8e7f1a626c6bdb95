import type { Because } from "#moderation/policy/verdict.ts";
import { addressing } from "#protocol/ids/visibility.ts";
import type { Medium } from "#protocol/model/medium.ts";
import { err, ok, type Result } from "#protocol/result.ts";
import { orRollBack } from "../accounts/rollback.ts";
import type { Ctx } from "../context.ts";
import type { AttachError } from "../media/attach.ts";
import type { DescriptionError } from "../media/limits.ts";
import { type Arrangement, rearrange } from "../media/rearrange.ts";
import { forgetOwnEdit, holdOwnEdit, type OwnEdit } from "../policy/holds/own-edit.ts";
import { nameOfRule } from "../policy/judge.ts";
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
  | { type: "post/refused-by-policy"; rule: string }
  /** It waits for a moderator. */
  | { type: "post/edit-held"; rule: string };

/**
 * Replaces what a post of this node says; what it said before is kept in its history. Its audience, parent and quote stay.
 * An edit that a moderator has to look at first is kept until then, unless it brings new media: the post stays as it was, and
 * its author is told.
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
  if (judged.outcome === "refused") return err({ type: "post/refused-by-policy", rule: judged.rule });
  if (judged.outcome === "held") {
    const held = await keepEdit(ctx, { ...edit, media: wanted }, before.post.media, judged.because);
    if (held !== null) return err(held);
  }
  const { filtered, afterwards } = judged.outcome === "taken" ? judged : unfiltered;
  const now = ctx.clock.now();
  const stored = await orRollBack<undefined, EditPostError>(ctx, async (tx) => {
    await findForUpdate(tx, { id: postId });
    if (!(await arranged.value.write(tx))) return err({ type: "media/not-attachable", ids: [...wanted.ids] });
    const changed = await storeJudgedEdit(ctx, tx, postId, {
      post: edited,
      filtered,
      editedAt: now,
    });
    if (changed) await notifyBoosters(ctx, tx, postId, accountId);
    await ctx.outbox.append(tx, { kind: "post.edited", postId });
    return ok();
  });
  if (!stored.ok) return stored;
  ctx.outbox.wake();
  await forgetOwnEdit(ctx, postId);
  await afterwards?.(postId);
  return stored;
}

const unfiltered = { filtered: null, afterwards: null };

/** @returns null where a moderator has let these very words through before */
async function keepEdit(
  ctx: Pick<Ctx, "clock" | "ids" | "uris" | "db" | "sql">,
  edit: OwnEdit,
  media: readonly Medium[],
  because: readonly Because[],
): Promise<EditPostError | null> {
  const rule = nameOfRule({ verdict: "hold", because });
  const own = new Set(media.map(({ id }) => id));
  // What belongs to no post is gone tomorrow: its author has it, and is told now.
  if (!edit.media.ids.every((id) => own.has(id))) return { type: "post/refused-by-policy", rule };
  const state = await holdOwnEdit(ctx, edit, because);
  if (state === "released") return null;
  return state === "held" ? { type: "post/edit-held", rule } : { type: "post/refused-by-policy", rule };
}
