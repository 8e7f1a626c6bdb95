import { actionsInForce } from "#moderation/actions/read.ts";
import { takeAction } from "#moderation/actions/take.ts";
import { undoAction } from "#moderation/actions/undo.ts";
import type { Iri } from "#protocol/ids/iri.ts";
import type { Ctx, Tx } from "../context.ts";
import { moderationOf, statementsOn } from "../desk/moderation.ts";
import { effectsIn } from "./effects/index.ts";

type Deps = Pick<Ctx, "clock" | "ids" | "uris" | "db" | "sql" | "outbox">;

/** Removals that other servers tell of: an action with this cause, which they take back by an Undo. */
const CAUSE = "origin";

/** Hides a post that was removed where it comes from; what moderators here decided about it is apart from that. */
export async function removeAtOrigin(
  ctx: Deps,
  tx: Tx,
  post: { iri: Iri; id: string; accountId: string },
): Promise<void> {
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

/** Takes that back: the post is there again, unless moderators here removed it as well. */
export async function restoreAtOrigin(ctx: Deps, tx: Tx, iri: Iri): Promise<void> {
  const moderation = { ...moderationOf(ctx), effects: effectsIn(ctx, tx, "") };
  const on = statementsOn(tx);
  for (const { id, cause } of await actionsInForce(on, iri))
    if (cause === CAUSE) await undoAction(moderation, on, { actionId: id, by: null, reason: "" });
}
