import type { Ctx, Tx } from "../context.ts";
import { insertBoost } from "./store/boosts.ts";

export interface Announcing {
  accountId: string;
  postId: string;
  visibility: "public" | "unlisted" | "followers";
}

/**
 * Writes the boost of an account of this node beside the event that tells other servers, in the caller's transaction.
 *
 * @returns the boost's id; null when there is one already, or the post may not be boosted
 */
export async function announce(
  ctx: Pick<Ctx, "clock" | "ids" | "uris" | "outbox">,
  tx: Tx,
  { accountId, postId, visibility }: Announcing,
): Promise<string | null> {
  const id = ctx.ids.next();
  const now = ctx.clock.now();
  const iri = ctx.uris.activity(id);
  const stored = await insertBoost(
    tx,
    { id, iri, accountId, post: { id: postId }, visibility, createdAt: now, notification: ctx.ids.next() },
    now,
  );
  if (!stored.isNew) return null;
  await ctx.outbox.append(tx, { kind: "boost.created", boostId: id });
  return id;
}
