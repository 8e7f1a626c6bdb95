import type { Iri } from "#protocol/ids/iri.ts";
import { err, ok, type Result } from "#protocol/result.ts";
import type { Ctx } from "../context.ts";
import { findVisible } from "../posts/find.ts";
import { type Announcing, announce } from "./announce.ts";
import { deleteBoost, findBoost } from "./store/boosts.ts";

export type BoostError =
  | { type: "post/not-found"; postId: string }
  /** Followers-only posts of others, and direct ones, stay with those they were meant for. */
  | { type: "boost/not-public" };

/**
 * An account of this node passes a post on to its followers. Doing it again does nothing.
 *
 * @returns the boost's id
 * @example await boost(ctx, { accountId, postId, visibility: "public" });
 */
export async function boost(
  ctx: Pick<Ctx, "clock" | "ids" | "uris" | "db" | "outbox">,
  boosting: Announcing,
): Promise<Result<{ id: string }, BoostError>> {
  const { accountId, postId } = boosting;
  const result = await ctx.db.transaction(async (tx): Promise<Result<{ id: string }, BoostError>> => {
    const post = await findVisible(tx, postId, accountId);
    if (post === null) return err({ type: "post/not-found", postId });
    const isOwn = post.accountId === accountId;
    if (post.visibility === "direct" || (post.visibility === "followers" && !isOwn))
      return err({ type: "boost/not-public" });
    const visibility = post.visibility === "followers" ? "followers" : boosting.visibility;
    const id =
      (await announce(ctx, tx, { accountId, postId, visibility })) ??
      (await findBoost(tx, accountId, postId));
    return id === null ? err({ type: "post/not-found", postId }) : ok({ id });
  });
  if (result.ok) ctx.outbox.wake();
  return result;
}

/** Takes a boost back; nothing happens when there is none. */
export async function unboost(
  ctx: Pick<Ctx, "db" | "outbox">,
  { accountId, postId }: { accountId: string; postId: string },
): Promise<void> {
  const withdrawn = await ctx.db.transaction(async (tx) => {
    const gone = await deleteBoost(tx, { accountId, postId });
    if (gone === null) return false;
    const { iri, visibility } = gone;
    await ctx.outbox.append(tx, {
      kind: "boost.undone",
      accountId,
      boostIri: iri as Iri,
      postId,
      visibility,
    });
    return true;
  });
  if (withdrawn) ctx.outbox.wake();
}
