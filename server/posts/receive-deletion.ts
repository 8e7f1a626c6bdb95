import type { Intake, KnownAccount } from "#federation/ports.ts";
import { type Iri, sameOrigin } from "#protocol/ids/iri.ts";
import { removeAtOrigin, restoreAtOrigin } from "../actions/origin.ts";
import type { Ctx, Tx } from "../context.ts";
import { buryIri } from "./bury.ts";
import { type FoundPost, findForUpdate, isGone } from "./find.ts";
import { emptyPost, moderates } from "./store/delete.ts";

/** Characters of a reason that are kept. */
const MOST_REASON = 500;

type Deps = Pick<Ctx, "clock" | "ids" | "uris" | "db" | "sql" | "outbox">;

/**
 * A Delete of a post from another server, by its author or by the community that it was posted to. What others than its author
 * remove is hidden rather than emptied, since they may bring it back.
 *
 * @param removal why its moderators removed it; null for a deletion, and for a removal without a reason
 */
export async function receiveDeletion(
  ctx: Deps,
  iri: Iri,
  by: KnownAccount,
  removal: string | null,
): Promise<Intake> {
  return ctx.db.transaction(async (tx): Promise<Intake> => {
    const post = await findForUpdate(tx, { iri });
    if (post === null) {
      // Whoever shares the post's origin may speak for it (FEP-fe34); nobody else can forbid what is not known yet.
      if (!sameOrigin(iri, by.iri)) return { outcome: "ignored", reason: "delete/not-allowed" };
      await buryIri(ctx, tx, iri);
      return { outcome: "accepted" };
    }
    if (isGone(post)) return { outcome: "accepted", id: post.id };
    if (!(await maySpeakFor(tx, post, by))) return { outcome: "ignored", reason: "delete/not-allowed" };
    if (removal !== null || by.id !== post.accountId)
      await removeAtOrigin(ctx, tx, post, {
        id: by.id,
        reason: (removal ?? "").slice(0, MOST_REASON).toWellFormed(),
      });
    else await emptyPost(tx, post.id, ctx.clock.now());
    return { outcome: "accepted", id: post.id };
  });
}

/** An Undo of such a removal: the post is there again, unless moderators of this node removed it as well. */
export async function receiveRestoration(ctx: Deps, iri: Iri, by: KnownAccount): Promise<Intake> {
  return ctx.db.transaction(async (tx): Promise<Intake> => {
    const post = await findForUpdate(tx, { iri });
    if (post === null || isGone(post)) return { outcome: "ignored", reason: "post/unknown" };
    if (!(await maySpeakFor(tx, post, by))) return { outcome: "ignored", reason: "undo/not-allowed" };
    return (await restoreAtOrigin(ctx, tx, iri, by))
      ? { outcome: "accepted", id: post.id }
      : { outcome: "ignored", reason: "undo/nothing-removed" };
  });
}

async function maySpeakFor(tx: Tx, post: FoundPost, by: KnownAccount): Promise<boolean> {
  return post.accountId === by.id || moderates(tx, by.iri, post.id);
}
