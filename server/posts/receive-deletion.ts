import type { Intake, KnownAccount } from "#federation/ports.ts";
import { actionsInForce } from "#moderation/actions/read.ts";
import { takeAction } from "#moderation/actions/take.ts";
import { undoAction } from "#moderation/actions/undo.ts";
import { type Iri, sameOrigin } from "#protocol/ids/iri.ts";
import { effectsIn } from "../actions/effects/index.ts";
import type { Ctx, Tx } from "../context.ts";
import { moderationOf, statementsOn } from "../desk/moderation.ts";
import { buryIri } from "./bury.ts";
import { type FoundPost, findForUpdate, isGone } from "./find.ts";
import { emptyPost, moderates } from "./store/delete.ts";

type Deps = Pick<Ctx, "clock" | "ids" | "uris" | "db" | "sql" | "outbox">;

/** Removals that other servers tell of: an action with this cause, which they take back by an Undo. */
const CAUSE = "origin";

/**
 * A Delete of a post from another server, by its author or by the community that it was posted to.
 *
 * @param isRemoval its moderators removed it, and may bring it back: it is hidden rather than emptied
 */
export async function receiveDeletion(
  ctx: Deps,
  iri: Iri,
  by: KnownAccount,
  isRemoval: boolean,
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
    if (isRemoval) await removeAtOrigin(ctx, tx, post);
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
    const moderation = { ...moderationOf(ctx), effects: effectsIn(ctx, tx, "") };
    const on = statementsOn(tx);
    for (const { id, cause } of await actionsInForce(on, iri))
      if (cause === CAUSE) await undoAction(moderation, on, { actionId: id, by: null, reason: "" });
    return { outcome: "accepted", id: post.id };
  });
}

async function maySpeakFor(tx: Tx, post: FoundPost, by: KnownAccount): Promise<boolean> {
  return post.accountId === by.id || moderates(tx, by.iri, post.id);
}

async function removeAtOrigin(ctx: Deps, tx: Tx, post: FoundPost): Promise<void> {
  const on = statementsOn(tx);
  if ((await actionsInForce(on, post.iri)).some(({ cause }) => cause === CAUSE)) return;
  await takeAction({ ...moderationOf(ctx), effects: effectsIn(ctx, tx, "") }, on, {
    caseId: null,
    caseVersion: null,
    subject: { kind: "post", iri: post.iri, id: post.id, accountId: post.accountId },
    kind: "remove",
    params: {},
    by: null,
    cause: CAUSE,
    endsAt: null,
    statement: {
      category: "other",
      rules: [],
      facts: "",
      text: "",
      isAutomated: false,
      appealUntil: null,
      toldAt: null,
    },
  });
}
