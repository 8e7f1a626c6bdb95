import type { ReactionKind } from "#federation/ports.ts";
import type { Iri } from "#protocol/ids/iri.ts";
import { err, ok, type Result } from "#protocol/result.ts";
import type { Ctx } from "../context.ts";
import { deleteReaction, insertReaction, MAX_EMOJI } from "./store/reactions.ts";

export interface Reacting {
  accountId: string;
  postId: string;
  kind: ReactionKind;
  /** A Unicode emoji, or a custom one's shortcode without colons; left out for likes and dislikes. */
  emoji?: string;
  emojiUrl?: string | null;
}

export type ReactError =
  | { type: "post/not-found"; postId: string }
  | { type: "reaction/emoji-missing" }
  | { type: "reaction/emoji-too-long" };

type Deps = Pick<Ctx, "clock" | "ids" | "uris" | "db" | "outbox">;

/**
 * An account of this node likes, dislikes, or reacts with an emoji. Doing it again does nothing.
 *
 * @example await react(ctx, { accountId, postId, kind: "emoji", emoji: "🎉" });
 */
export async function react(ctx: Deps, reacting: Reacting): Promise<Result<void, ReactError>> {
  const { accountId, postId, kind, emojiUrl = null } = reacting;
  const emoji = kind === "emoji" ? (reacting.emoji ?? "").trim() : "";
  if (kind === "emoji" && emoji === "") return err({ type: "reaction/emoji-missing" });
  if (emoji.length > MAX_EMOJI) return err({ type: "reaction/emoji-too-long" });
  const id = ctx.ids.next();
  const stored = await ctx.db.transaction(async (tx) => {
    const iri = ctx.uris.activity(id);
    const reaction = {
      id,
      iri,
      accountId,
      post: { id: postId },
      kind,
      emoji,
      emojiUrl,
      notification: ctx.ids.next(),
    };
    const outcome = await insertReaction(tx, reaction, ctx.clock.now());
    if (outcome.isNew) await ctx.outbox.append(tx, { kind: "reaction.created", reactionId: id });
    return outcome;
  });
  if (!stored.isAllowed) return err({ type: "post/not-found", postId });
  if (stored.isNew) ctx.outbox.wake();
  return ok();
}

/** Takes a like, dislike or emoji reaction back; nothing happens when there is none. */
export async function unreact(
  ctx: Pick<Ctx, "db" | "outbox">,
  { accountId, postId, kind, emoji = "" }: Reacting,
): Promise<void> {
  const withdrawn = await ctx.db.transaction(async (tx) => {
    const gone = await deleteReaction(tx, { accountId, was: { postId, kind, emoji } });
    if (gone === null) return false;
    const reactionIri = gone.iri as Iri;
    await ctx.outbox.append(tx, {
      kind: "reaction.undone",
      accountId,
      reactionIri,
      postId,
      reaction: kind,
      emoji,
    });
    return true;
  });
  if (withdrawn) ctx.outbox.wake();
}
