import type { Intake, KnownAccount } from "#federation/ports.ts";
import { type Iri, sameOrigin } from "#protocol/ids/iri.ts";
import type { Ctx } from "../context.ts";
import { buryIri } from "./bury.ts";
import { findForUpdate } from "./find.ts";
import { emptyPost, moderates } from "./store/delete.ts";

/** A Delete of a post from another server, by its author or by the community that it was posted to. */
export async function receiveDeletion(
  ctx: Pick<Ctx, "clock" | "db">,
  iri: Iri,
  by: KnownAccount,
): Promise<Intake> {
  return ctx.db.transaction(async (tx): Promise<Intake> => {
    const post = await findForUpdate(tx, { iri });
    if (post === null) {
      // Whoever shares the post's origin may speak for it (FEP-fe34); nobody else can forbid what is not known yet.
      if (!sameOrigin(iri, by.iri)) return { outcome: "ignored", reason: "delete/not-allowed" };
      await buryIri(ctx, tx, iri);
      return { outcome: "accepted" };
    }
    if (post.deletedAt !== null) return { outcome: "accepted", id: post.id };
    if (post.accountId !== by.id && !(await moderates(tx, by.iri, post.id)))
      return { outcome: "ignored", reason: "delete/not-allowed" };
    await emptyPost(tx, post.id, ctx.clock.now());
    return { outcome: "accepted", id: post.id };
  });
}
